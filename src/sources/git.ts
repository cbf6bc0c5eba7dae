// Runs git for bulk data: bytes, streamed, with the environment that a hook was given (GIT_INDEX_FILE above all).
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { UserError } from '../errors.ts'

/** Whatever the user has configured, the answer looks the same: no colours, drivers, filters, relative paths. */
export const PLAIN_DIFF = ['--raw', '-z', '--no-abbrev', '-M', '--no-color', '--no-ext-diff', '--no-textconv'] as const

/** Messages are read by us when git fails, hence in English; a scan never waits for a password or a lock. */
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  // What is committed counts, not what `git replace` shows instead.
  GIT_NO_REPLACE_OBJECTS: '1',
})

export interface GitProcess {
  child: ChildProcess
  /** Resolves when git has ended well. @throws UserError no-git, git-failed */
  done: Promise<void>
  /** What it has written to standard error so far. */
  warnings: () => string
}

export function startGit(args: string[], cwd?: string): GitProcess {
  const child = spawn('git', args, { cwd, env: environment(), stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true })
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => {
    if (complaint.length < 4096) complaint += text.toString()
  })
  // Git may end before it has read all; its exit code tells.
  child.stdin.on('error', () => {})
  const done = new Promise<void>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new UserError('no-git') : error)
    })
    child.on('close', (code) => (code === 0 ? resolve() : reject(failure(args, complaint))))
  })
  // The reader of stdout sees the failure first; without this, Node calls it unhandled.
  done.catch(() => {})
  return { child, done, warnings: () => complaint }
}

function failure(args: string[], complaint: string): UserError {
  if (/must be run in a work tree/.test(complaint)) return new UserError('no-work-tree')
  // `git diff` outside of a repository takes itself for a plain diff, and knows no --cached.
  if (/not a git repository|Not a git repository|unknown option [`']cached'/.test(complaint)) {
    return new UserError('no-repository', process.cwd())
  }
  if (/dubious ownership/.test(complaint)) return new UserError('not-yours')
  const line = complaint.trim().split('\n')[0] ?? ''
  return new UserError(
    'git-failed',
    args.find((arg) => !arg.startsWith('-')) ?? '',
    line.replace(/^(?:fatal|error): /, '') || 'no reason given',
  )
}

/** All that a git command prints. @throws UserError when it fails */
export async function readGit({ child, done }: GitProcess): Promise<Buffer> {
  const parts: Buffer[] = []
  child.stdout!.on('data', (part: Buffer) => parts.push(part))
  await done
  return Buffer.concat(parts)
}
