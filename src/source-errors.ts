// Errors of what is to be scanned, part of the table in src/errors.ts.
import type { ErrorText } from './errors.ts'

export const SOURCE_ERRORS = {
  'broken-repository': (directory: string) => ({
    message: `${directory}: there is a .git, and git takes it for no repository`,
    next: 'Nothing was decided. A broken .git/HEAD, or a link to a directory that is not there? Mend it: git fsck',
    exit: 3,
  }),
  'no-policy': (ref: string) => ({
    message: `there is no commit ${ref} here to take the configuration from`,
    next: 'Fetch it first; in CI: git fetch origin BRANCH, and name it origin/BRANCH.',
  }),
  'no-scan': (what: string) => ({
    message: `nothing was scanned: ${what}`,
    next: 'In CI that is no pass. Name what is to be scanned, or scan all files: unleak scan',
    exit: 3,
  }),
} satisfies Record<string, (...args: string[]) => ErrorText>
