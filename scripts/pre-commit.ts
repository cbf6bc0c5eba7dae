// The program `unleak-pre-commit`: a shell starts git at once and Node beside it, so neither waits for the other.
import { shellQuote } from '../src/init/hook-script.ts'
import { ENVIRONMENT } from '../src/sources/git.ts'
import { STAGED, STAGED_ENVIRONMENT } from '../src/sources/staged.ts'

/** In POSIX sh, which git brings on Windows too. */
export function preCommitScript(): string {
  const variables = Object.entries({ ...ENVIRONMENT, ...STAGED_ENVIRONMENT }).map(([name, value]) =>
    value === undefined ? `unset ${name}` : `export ${name}=${shellQuote(value)}`,
  )
  const git = STAGED.map((word) => (/^[\w.=-]+$/.test(word) ? word : shellQuote(word))).join(' ')
  return [
    '#!/bin/sh',
    '# What `unleak hook pre-commit` does, sooner: git starts first, and Node beside it. Written by scripts/pre-commit.ts.',
    // Node 20 reads these certificates at every start: it takes longer than all the rest, and a hook goes to no network.
    'unset NODE_EXTRA_CA_CERTS',
    'here=${0%/*}',
    // Where npm makes no links it starts the script in the package itself. `exec`: no shell waits for Node.
    'if [ -f "$here/unleak.js" ]; then unleak() { exec node "$here/unleak.js" "$@"; }',
    'elif [ -L "$here/unleak" ]; then unleak() { exec node "$here/unleak" "$@"; }',
    'else unleak() { exec "$here/unleak" "$@"; }',
    'fi',
    // Some managers of hooks hand over files; whoever goes past the hook needs no git.
    'if [ $# -gt 0 ] || [ -n "${UNLEAK_SKIP+set}" ]; then unleak hook pre-commit "$@"; fi',
    '{',
    ...variables.map((line) => `  ${line}`),
    `  git ${git}`,
    '  # Its exit code, which a pipe does not pass on.',
    String.raw`  printf '\000%03d' $?`,
    '} 2>/dev/null | unleak hook pre-commit --piped',
    '',
  ].join('\n')
}
