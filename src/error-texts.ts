// Every error that a user can meet and mend: one line of what is wrong, one line of what to do.

import { ROTATION } from './error-texts-rotation.ts'

export interface Text {
  message: string
  next: string
  exit?: 2 | 3
}

export const TABLE = {
  'no-git': () => ({
    message: 'git was not found',
    next: 'Install git and make sure that it is on the PATH.',
    exit: 3,
  }),
  'no-repository': (directory: string) => ({
    message: `${directory} is not in a git repository`,
    next: 'Run it inside one, or scan files: unleak scan PATH',
  }),
  'broken-repository': (directory: string) => ({
    message: `${directory}: there is a .git, and git takes it for no repository`,
    next: 'Nothing was decided. A broken .git/HEAD, or a link to a directory that is not there? Mend it: git fsck',
    exit: 3,
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
    next: 'Name two commits that are here: unleak scan --range main..HEAD (in CI fetch them first: --deepen, or fetch-depth: 0)',
  }),
  'no-such-path': (path: string) => ({
    message: `there is no file or directory ${path}`,
    next: 'Check the path, or quote a pattern: unleak scan "src/**/*.ts"',
  }),
  'no-scan': (what: string) => ({
    message: `nothing was scanned: ${what}`,
    next: 'In CI that is no pass. Name what is to be scanned, or scan all files: unleak scan',
    exit: 3,
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
    next: 'Give one of: --staged, --range A..B, --since-commit SHA, --history, --stash, --files-from FILE, paths, -',
  }),
  'stdin-name': () => ({
    message: '--stdin-filename names what comes from standard input, and that was not asked for',
    next: 'Add a dash: unleak scan - --stdin-filename NAME',
  }),
  output: (output: string, problem: string) => ({
    message: `--output ${output}: ${problem}`,
    next: 'Name both: unleak scan --output sarif=unleak.sarif',
  }),
  'template-name': () => ({
    message: 'the format "template" and --template FILE need each other',
    next: 'Name both: unleak scan --format template --template FILE   (docs/templates.md)',
  }),
  template: (place: string, problem: string) => ({
    message: `${place}: ${problem}`,
    next: 'Mend the template; nothing was scanned. What it can use: docs/templates.md',
  }),
  report: (file: string, reason: string) => ({
    message: `the report ${file} could not be written: ${reason}`,
    next: 'What stood there before is as it was. Make room for it and scan again.',
    exit: 3,
  }),
  baseline: (file: string, problem: string) => ({
    message: `${file}: ${problem}`,
    next: 'Take it back from git, or delete it and write it anew: unleak baseline',
  }),
  'baseline-gap': (first: string, count: string) => ({
    message: `${count} could not be scanned, the first is ${first}`,
    next: 'Mend it, or leave it out with "ignore" in .unleak.yml: the baseline is as it was.',
    exit: 3,
  }),
  'no-salt': (file: string, line: string) => ({
    message: 'there is no fingerprintSalt here, and a baseline without one tells what the secrets are',
    next: file === '' ? 'Write a configuration with one: unleak init' : `Add this to ${file}: ${line}`,
  }),
  'no-base': (tried: string) => ({
    message: `no base to compare with is here; tried: ${tried}`,
    next: 'Let it be fetched: --deepen. Or fetch all in CI (fetch-depth: 0, GIT_DEPTH: 0), or name it: unleak scan --range A..B',
  }),
  'no-policy': (ref: string) => ({
    message: `there is no commit ${ref} here to take the configuration from`,
    next: 'Fetch it first; in CI: git fetch origin BRANCH, and name it origin/BRANCH.',
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
  'no-generator': (type: string, near: string) => ({
    message: `unleak does not know how to generate "${type}"${near && `; did you mean ${near}?`}`,
    next: 'See all types: unleak generate --list',
  }),
  'generator-option': (type: string, problem: string) => ({
    message: `${type}: ${problem}`,
    next: `See its options: unleak generate ${type} --list`,
  }),
  'secret-argument': (option: string) => ({
    message: `${option} takes no value here: every process could read it on the command line`,
    next: `Pipe it, or type it at the prompt: unleak generate ${option} -`,
  }),
  'provider-only': (name: string, rule: string) => ({
    message: `the old value is a credential that only its provider can issue: ${name}`,
    next: `How to get a new one: unleak rules show ${rule}`,
  }),
  'provider-name': (key: string, provider: string, page: string) => ({
    message: `only ${provider} issues a ${key}: what is made up here would open nothing there`,
    next: `Get it at ${page}   A random value all the same: unleak generate hex`,
  }),
  'file-exists': (file: string) => ({
    message: `${file} is there already`,
    next: 'Name another file, or say --force to replace it.',
  }),
  unwritable: (file: string, reason: string) => ({
    message: `${file} cannot be written (${reason})`,
    next: 'Check the directory and its rights; nothing was made.',
    exit: 3,
  }),
  'no-clipboard': (programs: string) => ({
    message: `nothing here can fill the clipboard (tried: ${programs})`,
    next: 'Install one of them, or write to a file: unleak generate TYPE --out FILE',
  }),
  'value-count': (count: string) => ({
    message: `${count} values are needed, none of them empty`,
    next: 'Pipe as many lines, or type them at the prompts.',
  }),
  'too-weak': (type: string, bits: string, floor: string) => ({
    message: `${type}: ${bits} bits of entropy are too weak; its use asks for ${floor}`,
    next: 'Make it longer, or say --weak if you know what you do.',
  }),
  'known-command': (program: string, reason: string) => ({
    message: `${program}, which your own configuration names for known secrets, failed: ${reason}`,
    next: 'Nothing was scanned. Unlock your store, or take the command out of unleak/config.yml in your configuration directory.',
    exit: 3,
  }),
  'no-value': () => ({
    message: 'no value was given',
    next: 'Type it at the prompt, or pipe it in; an argument would show it to every process.',
  }),
  'too-common': (reason: string) => ({
    message: `the value is not put on the burned list: ${reason}`,
    next: 'Scans would stop at honest text. Rotate it; there is nothing to block.',
  }),
  'no-terminal': (command: string) => ({
    message: `${command} asks a person, and there is no terminal here`,
    next: 'Run it in a terminal. To take all that is here as known without looking: unleak baseline',
  }),
  'bad-place': (place: string) => ({
    message: `"${place}" is neither FILE:LINE nor the fingerprint of a finding here`,
    next: 'Copy one from a report: unleak scan --min-confidence low',
  }),
  'skip-reason': (value: string) => ({
    message: `UNLEAK_SKIP="${value}" gives no reason; nothing was scanned, and nothing passed`,
    next: 'Say why, it is recorded: UNLEAK_SKIP="the reason" git commit   To be scanned: unset UNLEAK_SKIP',
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
  'no-marker': () => ({
    message: 'the configuration lets nothing be found, so a commit cannot be tried',
    next: 'Look at "ignore", "allow" and "rules" of .unleak.yml.',
    exit: 3,
  }),
  'ai-call': () => ({
    message: 'standard input holds no call of a tool in JSON',
    next: 'See docs/recipes.md for what an assistant hands to its hook.',
  }),
  'old-node': (version: string) => ({
    message: `Node ${version} is too old; nothing was decided`,
    next: 'Install Node 20.19, 22.12, 24 or later.',
    exit: 3,
  }),
  'by-hand': (file: string, entry: string) => ({
    message: `${file} cannot be edited without harm; nothing was written to it`,
    next: `Put this into it by hand: ${entry}`,
  }),
  ...ROTATION,
} satisfies Record<string, (...args: string[]) => Text>
