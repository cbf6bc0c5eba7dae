// Which programs read a project's .env files, as its own files tell.

/** @see guessReaders */
export interface Guess {
  /** A name in src/formats/readers. */
  reader: string
  /** In words for people, with the file it comes from. */
  reason: string
}

interface Sign {
  files: RegExp
  text: RegExp
  readers: string[]
  says: string
}

const NPM = /(?:^|\/)package\.json$/
const PYTHON =
  /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.(?:txt|in)|requirements\/[\w.-]+\.(?:txt|in)|pyproject\.toml|Pipfile|setup\.(?:cfg|py))$/
const COMPOSE = /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/
const SHELL = /\.(?:ba|z|k)?sh$|(?:^|\/)(?:Makefile|GNUmakefile|justfile|\.envrc|\.bashrc|\.profile)$/
const UNIT = /\.(?:service|socket|timer)$|(?:^|\/)environment\.d\/[^/]+\.conf$/
const ANY = /^/

/** A name among the dependencies of package.json, which is read as text: a broken one still says something. */
const npm = (name: string): RegExp => new RegExp(`"${name.replace(/[/.]/g, '\\$&')}"\\s*:\\s*"`)
const python = (name: string): RegExp => new RegExp(`(?:^|["'\\s])${name.replace('-', '[-_.]')}(?![\\w.-])`, 'im')

const SIGNS: Sign[] = [
  { files: NPM, text: npm('dotenv-expand'), readers: ['dotenv-expand'], says: 'depends on dotenv-expand' },
  { files: NPM, text: npm('vite'), readers: ['dotenv-expand'], says: 'depends on Vite, which has dotenv-expand' },
  { files: NPM, text: npm('next'), readers: ['dotenv-expand'], says: 'depends on Next, which has dotenv-expand' },
  {
    files: NPM,
    text: npm('dotenv-cli'),
    readers: ['dotenv-expand'],
    says: 'depends on dotenv-cli, which has dotenv-expand',
  },
  { files: NPM, text: npm('@dotenvx/dotenvx'), readers: ['dotenvx'], says: 'depends on dotenvx' },
  { files: NPM, text: npm('@dotenvx/primitives'), readers: ['dotenvx'], says: 'depends on dotenvx' },
  { files: NPM, text: npm('dotenv'), readers: ['dotenv'], says: 'depends on dotenv' },
  {
    files: ANY,
    text: /\bnode\b[^\n]{0,500}?--env-file|\bloadEnvFile\(|\bparseEnv\(/,
    readers: ['node'],
    says: "uses Node's own reader",
  },
  { files: ANY, text: /\bdotenvx run\b/, readers: ['dotenvx'], says: 'runs dotenvx' },
  { files: PYTHON, text: python('python-dotenv'), readers: ['python-dotenv'], says: 'depends on python-dotenv' },
  {
    files: PYTHON,
    text: python('pydantic-settings'),
    readers: ['python-dotenv'],
    says: 'depends on pydantic-settings, which has python-dotenv',
  },
  {
    files: PYTHON,
    text: python('environs'),
    readers: ['python-dotenv'],
    says: 'depends on environs, which has python-dotenv',
  },
  {
    files: PYTHON,
    text: python('django-environ'),
    readers: ['django-environ'],
    says: 'depends on django-environ',
  },
  {
    files: PYTHON,
    text: python('python-decouple'),
    readers: ['python-decouple'],
    says: 'depends on python-decouple',
  },
  {
    files: /(?:^|\/)(?:Gemfile|[\w.-]+\.gemspec)$/,
    text: /["']dotenv(?:-rails)?["']/,
    readers: ['ruby'],
    says: 'depends on dotenv',
  },
  { files: COMPOSE, text: /^/, readers: ['compose'], says: 'Compose reads the .env beside it' },
  {
    files: ANY,
    text: /\bdocker[ -]compose\b[^]{0,500}?--env-file/,
    readers: ['compose'],
    says: 'runs Compose with --env-file',
  },
  {
    files: ANY,
    text: /\b(?:docker|podman)\s+(?!compose\b)[^]{0,500}?--env-file/,
    readers: ['docker'],
    says: 'runs docker with --env-file',
  },
  {
    files: SHELL,
    text: /(?:^|[\s;&|"'])(?:\.|source)\s+["']?[^\s;&|]{0,200}?\.env(?![\w]*\.(?:ba)?sh\b)/m,
    readers: ['bash'],
    says: 'a shell sources it',
  },
  { files: SHELL, text: /^\s*(?:dotenv|dotenv_if_exists)\b/m, readers: ['bash'], says: 'direnv reads it' },
  {
    files: NPM,
    text: /(?:^|[\s;&|"'])(?:\.|source) [^"]{0,200}?\.env\b/m,
    readers: ['bash'],
    says: 'a script sources it',
  },
  { files: UNIT, text: /^\s*EnvironmentFile\s*=/m, readers: ['systemd'], says: 'a unit has it as EnvironmentFile' },
  { files: /(?:^|\/)environment\.d\/[^/]+\.conf$/, text: /^/, readers: ['systemd'], says: 'systemd reads it' },
  { files: /(?:^|\/)\.envrc$/, text: /^/, readers: ['bash'], says: 'direnv runs it as a shell script' },
]

/** Taken when nothing tells: the readers that most projects have. */
const COMMON = ['dotenv', 'compose', 'bash', 'python-dotenv']

/**
 * The readers of a project, each with why it is believed to be one. None is left out because another was found.
 * @param files text of package.json, requirements, compose files, shell scripts, units ...; paths with `/`
 */
export function explainReaders(files: readonly { path: string; text: string }[]): Guess[] {
  const found = new Map<string, string>()
  for (const { path, text } of files)
    for (const sign of SIGNS)
      if (sign.files.test(path) && sign.text.test(text))
        for (const reader of sign.readers) if (!found.has(reader)) found.set(reader, `${path}: ${sign.says}`)
  if (found.size === 0)
    return COMMON.map((reader) => ({
      reader,
      reason: 'no file of the project tells who reads it: one of the common readers',
    }))
  return Array.from(found, ([reader, reason]) => ({ reader, reason }))
}

/** Names of the readers alone. @see explainReaders */
export const guessReaders = (files: readonly { path: string; text: string }[]): string[] =>
  explainReaders(files).map(({ reader }) => reader)
