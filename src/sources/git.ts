// Runs git for bulk data: bytes, streamed, with the environment that a hook was given (GIT_INDEX_FILE above all).
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { UserError } from '../errors.ts'

/** Whatever the user has configured, the answer looks the same: no colours, drivers, filters, relative paths. */
export const PLAIN_DIFF = [
  '--raw',
  '-z',
  '--no-abbrev',
  '-M',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  // With diff.relative git would leave out all that is not below the current directory.
  '--no-relative',
] as const

/** Messages are read by us when git fails, hence in English; a scan never waits for a password or a lock. */
export const ENVIRONMENT = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  // What is committed counts, not what `git replace` shows instead.
  GIT_NO_REPLACE_OBJECTS: '1',
}

export interface GitProcess {
  child: ChildProcess
  /** Resolves when git has ended well. @throws UserError no-git, git-failed */
  done: Promise<void>
  /** What it has written to standard error so far. */
  warnings: () => string
}

export interface GitOptions {
  /** Variables of the environment besides ours. */
  env?: NodeJS.ProcessEnv
  /** False: it is told nothing on standard input. The stream would cost a hook a millisecond. */
  input?: boolean
}

export function startGit(args: string[], cwd = process.cwd(), { env = {}, input = true }: GitOptions = {}): GitProcess {
  // A hook whose shell has started git needs no other program.
  const { spawn } = process.getBuiltinModule('node:child_process')
  const child = spawn('git', args, {
    cwd,
    env: { ...process.env, ...ENVIRONMENT, ...env },
    stdio: [input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    windowsHide: true,
  }) as ChildProcessByStdio<Writable | null, Readable, Readable>
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => {
    if (complaint.length < 4096) complaint += text.toString()
  })
  // Git may end before it has read all; its exit code tells.
  child.stdin?.on('error', () => {})
  const done = new Promise<void>((resolve, reject) => {
    child.on('error', (error) => reject(refusal(error.message, cwd) ?? error))
    child.on('close', (code) => (code === 0 ? resolve() : reject(failure(args, complaint, cwd))))
  })
  // The reader of stdout sees the failure first; without this, Node calls it unhandled.
  done.catch(() => {})
  return { child, done, warnings: () => complaint }
}

function failure(args: string[], complaint: string, cwd: string): UserError {
  return refusal(complaint, cwd) ?? gitFailed(args.find((arg) => /^[a-z][a-z-]*$/.test(arg)) ?? '', complaint)
}

/** The errors of git that have a text of their own, however git was asked. @param complaint what it printed, or the error of starting it */
export function refusal(complaint: string, directory: string): UserError | undefined {
  if (/\bspawn git ENOENT\b/.test(complaint)) return new UserError('no-git')
  if (/must be run in a work tree/.test(complaint)) return new UserError('no-work-tree')
  if (/dubious ownership/.test(complaint)) return new UserError('not-yours')
  // `git diff` outside of a repository takes itself for a plain diff, and knows no --cached.
  return /not a git repository|unknown option [`']cached'/i.test(complaint) ? noRepository(directory) : undefined
}

/** One that is broken must not look like none: there, nothing is wrong. Some of git's commands do not tell that it is somebody else's. */
export function noRepository(directory: string): UserError {
  for (let at = path.resolve(directory); ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) {
      const { spawnSync } = process.getBuiltinModule('node:child_process')
      const { stderr } = spawnSync('git', ['rev-parse'], { cwd: at, env: { ...process.env, ...ENVIRONMENT } })
      return /dubious ownership/.test(String(stderr))
        ? new UserError('not-yours')
        : new UserError('broken-repository', at)
    }
    if (at === path.dirname(at)) return new UserError('no-repository', directory)
  }
}

/** Any other failure, in git's own words. */
export const gitFailed = (command: string, complaint: string): UserError =>
  new UserError(
    'git-failed',
    command,
    complaint
      .trim()
      .split('\n')[0]!
      .replace(/^(?:fatal|error): /, '') || 'no reason given',
  )

/**
 * What git prints, or nothing when it fails or there is none. simple-git waits 50 ms for the output of a silent command.
 */
export async function answerOf(args: string[], cwd: string): Promise<string> {
  const answer = readGit(startGit(args, cwd, { input: false }))
  return (await answer.catch(() => Buffer.alloc(0))).toString().trim()
}

/** All that a git command prints. @throws UserError when it fails */
export async function readGit({ child, done }: GitProcess): Promise<Buffer> {
  const parts: Buffer[] = []
  child.stdout!.on('data', (part: Buffer) => parts.push(part))
  await done
  return Buffer.concat(parts)
}
