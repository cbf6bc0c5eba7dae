// Is a file kept out of the repository on purpose, or has it never been in it? Asked only when one of its values was found.
/**
 * Ignored (also when it was added by force) or untracked: then its values are nobody else's. What is tracked and not
 * ignored was shared on purpose.
 * @param file relative to `root`.
 */
export function isPrivate(root: string, file: string): boolean {
  // 1: no pattern ignores it. Any failure counts as private: what cannot be told must not pass.
  const ignored = ask(root, ['check-ignore', '--no-index', '-z', '--stdin'], `${file}\0`)
  if (ignored.status !== 1) return true
  const tracked = ask(root, ['--literal-pathspecs', 'ls-files', '-z', '--cached', '--', file], '')
  return tracked.status !== 0 || tracked.stdout.length === 0
}

/** Loaded here: most commits ask nothing. */
const ask = (cwd: string, args: string[], input: string): { status: number | null; stdout: Buffer } =>
  process
    .getBuiltinModule('node:child_process')
    .spawnSync('git', args, { cwd, input, env: { ...process.env, LC_ALL: 'C' }, windowsHide: true })
