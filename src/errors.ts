// Every error that a user can meet and mend: one line of what is wrong, one line of what to do.

/** Honest exit codes: never `findings` for an error. */
export const EXIT = { clean: 0, findings: 1, usage: 2, incomplete: 3, interrupted: 130 } as const

interface Text {
  message: string
  next: string
  exit?: 2 | 3
}

const TABLE = {
  'no-git': () => ({
    message: 'git was not found',
    next: 'Install git and make sure that it is on the PATH.',
    exit: 3,
  }),
  'no-repository': (directory: string) => ({
    message: `${directory} is not in a git repository`,
    next: 'Run it inside one, or scan files: unleak scan PATH',
  }),
  'not-yours': () => ({
    message: 'git refuses this repository: it belongs to another user',
    next: 'If you trust it: git config --global --add safe.directory "$PWD"',
    exit: 3,
  }),
  'no-work-tree': () => ({
    message: 'this is a bare repository: it has no work tree',
    next: 'Scan its commits: unleak scan --range A..B',
  }),
  'git-failed': (command: string, reason: string) => ({
    message: `git ${command} failed: ${reason}`,
    next: 'Nothing was decided. Mend the repository and try again.',
    exit: 3,
  }),
  'bad-range': (range: string) => ({
    message: `"${range}" is no range of commits here`,
    next: 'Name two commits that are here: unleak scan --range main..HEAD (in CI fetch them first: fetch-depth: 0)',
  }),
  'no-such-path': (path: string) => ({
    message: `there is no file or directory ${path}`,
    next: 'Check the path, or quote a pattern: unleak scan "src/**/*.ts"',
  }),
  'no-match': (pattern: string) => ({
    message: `no file matches ${pattern}`,
    next: 'Check the pattern; files that git ignores are left out unless named in full.',
  }),
  'not-a-file': (path: string) => ({
    message: `${path} is neither a regular file nor a directory`,
    next: 'Pipe its content instead: unleak scan -',
  }),
  'one-source': () => ({
    message: 'more than one thing to scan was named',
    next: 'Give one of: --staged, --range A..B, paths, -',
  }),
  'stdin-name': () => ({
    message: '--stdin-filename names what comes from standard input, and that was not asked for',
    next: 'Add a dash: unleak scan - --stdin-filename NAME',
  }),
  usage: (problem: string, command: string) => ({
    message: problem,
    next: `See: ${command} --help`,
  }),
  config: (file: string, problem: string) => ({
    message: `${file}: ${problem}`,
    next: 'Mend the configuration; nothing was scanned.',
  }),
  rules: (file: string, problem: string) => ({
    message: `${file}: ${problem}`,
    next: 'Mend the rule and try again: unleak rules check',
  }),
  'no-rule': (id: string, near: string) => ({
    message: `there is no rule ${id}${near && `; did you mean ${near}?`}`,
    next: 'See all: unleak rules list',
  }),
  'bad-place': (place: string) => ({
    message: `"${place}" is neither FILE:LINE nor the fingerprint of a finding here`,
    next: 'Copy one from a report: unleak scan --min-confidence low',
  }),
  unbuilt: (file: string) => ({
    message: `${file} is missing: unleak is not built`,
    next: 'Install it again, or in its own repository: npm run build',
    exit: 3,
  }),
  'hook-exists': (path: string, problem: string) => ({
    message: `${path}: ${problem}`,
    next: 'Add this line to your hook by hand: unleak hook pre-commit',
  }),
} satisfies Record<string, (...args: string[]) => Text>

/** Work that does not come to an end: its file counts as not scanned. */
export class TooSlowError extends Error {
  /** @param what a rule, or a part of the configuration. */
  constructor(what: string) {
    super(`${what} takes too long on it`)
  }
}

export type ErrorCode = keyof typeof TABLE

export class UserError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code
  readonly next: string
  readonly exit: 2 | 3

  constructor(code: Code, ...args: Parameters<(typeof TABLE)[Code]>) {
    const text: Text = (TABLE[code] as (...args: string[]) => Text)(...args)
    super(text.message)
    this.code = code
    this.next = text.next
    this.exit = text.exit ?? EXIT.usage
  }
}
