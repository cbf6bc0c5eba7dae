// The readers of a project's .env files are told from its own files.
import { expect, test } from 'vitest'
import { explainReaders, guessReaders } from '../src/formats/guess-readers.ts'
import { readers } from '../src/formats/readers/index.ts'

const npm = (...names: string[]): string =>
  JSON.stringify({ devDependencies: Object.fromEntries(names.map((name) => [name, '1'])) }, null, 2)

test.each([
  ['package.json', npm('dotenv'), ['dotenv']],
  ['a/package.json', npm('dotenv-expand'), ['dotenv-expand']],
  ['package.json', npm('vite'), ['dotenv-expand']],
  ['package.json', npm('next'), ['dotenv-expand']],
  ['package.json', npm('@dotenvx/dotenvx', 'dotenv'), ['dotenvx', 'dotenv']],
  ['package.json', '{"scripts":{"start":"node --env-file=.env a.js"}}', ['node']],
  ['src/a.js', 'process.loadEnvFile()', ['node']],
  ['requirements.txt', 'flask\npython-dotenv==1.0\n', ['python-dotenv']],
  ['requirements-dev.txt', 'python_dotenv[cli]\n', ['python-dotenv']],
  ['pyproject.toml', 'dependencies = ["python-dotenv>=1"]\n', ['python-dotenv']],
  ['Pipfile', '[packages]\npython-dotenv = "*"\n', ['python-dotenv']],
  ['requirements.txt', 'django-environ\n', ['django-environ']],
  ['Gemfile', "gem 'dotenv-rails'\n", ['ruby']],
  ['docker-compose.yml', 'services:\n  a:\n    env_file: .env\n', ['compose']],
  ['compose.dev.yaml', 'services: {}\n', ['compose']],
  ['Makefile', 'run:\n\tdocker run --rm \\\n\t  --env-file .env image\n', ['docker']],
  ['ci.yml', 'run: docker compose --env-file .env.ci up\n', ['compose']],
  ['deploy.sh', 'set -a\nsource .env\nset +a\n', ['bash']],
  ['deploy.sh', '[ -f .env ] && . ./.env\n', ['bash']],
  ['.envrc', 'export A=1\n', ['bash']],
  ['app.service', '[Service]\nEnvironmentFile=-/srv/app/.env\n', ['systemd']],
])('%s: %j', (path, text, expected) => {
  expect(guessReaders([{ path, text }])).toEqual(expected)
  for (const { reader, reason } of explainReaders([{ path, text }])) {
    expect(Object.keys(readers)).toContain(reader)
    expect(reason).toContain(path)
  }
})

test('each is named once, whatever tells of it', () => {
  const files = ['a/package.json', 'b/package.json'].map((path) => ({ path, text: npm('dotenv', 'vite') }))
  expect(guessReaders(files)).toEqual(['dotenv-expand', 'dotenv'])
})

test.each([
  ['package.json', npm('express', 'dotenv-webpack')],
  ['requirements.txt', 'flask\n'],
  ['deploy.sh', 'source ./venv/bin/activate\n'],
  ['README.md', 'we like compose'],
])('%s tells nothing: the common readers, and why', (path, text) => {
  const found = explainReaders([{ path, text }])
  expect(found.map(({ reader }) => reader)).toEqual(['dotenv', 'compose', 'bash', 'python-dotenv'])
  expect(found.every(({ reason }) => reason.includes('no file'))).toBe(true)
})

test('a file made to be slow is read fast', () => {
  const start = performance.now()
  for (const part of ['docker ', 'node ', '. ', 'source ', '"vite" ', 'python-dotenv', '\\\n', '. "'])
    for (const path of ['package.json', 'a.sh', 'requirements.txt', 'a.service'])
      guessReaders([{ path, text: part.repeat(10_000) }])
  expect(performance.now() - start).toBeLessThan(5000)
})
