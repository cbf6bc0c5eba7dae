// Tries a commit of the marker in the copy, with the hook that git itself finds there: what happens is the proof.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Marker } from './marker.ts'
import { ownEnvironment } from './mirror.ts'
import type { Mirror } from './mirror.ts'

export interface Attempt {
  /**
   * `scanned`: unleak saw the marker and stopped the commit. `passed`: nothing did. `refused`: unleak stopped it without a scan.
   * `stopped`: something else did. `endless`: the hook did not come to an end.
   */
  outcome: 'scanned' | 'passed' | 'refused' | 'stopped' | 'endless'
  /** What the hook printed. */
  output: string
  seconds: number
}

/** A hook may run the tests of a project before it comes to us. */
const LIMIT_MS = 120_000

/** @param PATH another one than ours, as a git client on the desktop has it. */
export async function attempt(mirror: Mirror, marker: Marker, PATH?: string): Promise<Attempt> {
  writeFileSync(path.join(mirror.root, marker.name), marker.content)
  mirror.git('add', '-f', '--', marker.name)
  const started = performance.now()
  const { output, ended } = await commit(mirror.root, PATH)
  const passed = mirror.git('rev-parse', '-q', '--verify', 'HEAD').code === 0
  return { outcome: judge(output, ended, passed, marker), output, seconds: (performance.now() - started) / 1000 }
}

function judge(output: string, ended: boolean, passed: boolean, marker: Marker): Attempt['outcome'] {
  if (passed) return 'passed'
  if (!ended) return 'endless'
  if (output.includes(marker.name) && output.includes('unleak stopped this commit')) return 'scanned'
  return /^.{0,40}\bunleak(?:(?:-pre-commit)?:| is not installed here)/m.test(output) ? 'refused' : 'stopped'
}

function commit(root: string, PATH: string | undefined): Promise<{ output: string; ended: boolean }> {
  const env: NodeJS.ProcessEnv = {
    ...ownEnvironment(),
    NO_COLOR: '1',
    GIT_TERMINAL_PROMPT: '0',
    ...(PATH === undefined ? {} : { PATH }),
  }
  delete env['FORCE_COLOR']
  const own = process.platform !== 'win32'
  const child = spawn('git', ['commit', '-m', 'unleak doctor', '--no-edit'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that all that the hook has started can be ended.
    detached: own,
    windowsHide: true,
  })
  let output = ''
  const take = (part: Buffer): unknown => output.length < 2 ** 20 && (output += part.toString())
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return new Promise((resolve) => {
    let ended = true
    const timer = setTimeout(() => {
      ended = false
      if (own) process.kill(-child.pid!, 'SIGKILL')
      else child.kill('SIGKILL')
    }, LIMIT_MS)
    const finish = (): void => {
      clearTimeout(timer)
      resolve({ output: output.replaceAll(/\u001b\[[\d;]*[A-Za-z]/g, ''), ended })
    }
    child.on('error', finish)
    child.on('close', finish)
    // What a hook leaves running may hold the pipes for ever.
    child.on('exit', () => setTimeout(finish, 1000).unref())
  })
}
