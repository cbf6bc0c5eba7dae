// A core dump of a command that holds a secret does not hold the secret. A program without our care shows that it would.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { expand } from '../src/rules/template.ts'
import { PROGRAM, Scratch } from './support/scratch.ts'

const MARKER = expand('{{alnum:40}}', 'core').text
const HOLDS = `let all = ''; process.stdin.on('data', (part) => { all += part })`

/** Gives the secret, and kills the program while it waits for more. @returns its core dumps */
async function coresOf(scratch: Scratch, args: string[]): Promise<Buffer[]> {
  // The limit of this process may be 0, and is not ours to raise.
  const child = spawn('sh', ['-c', 'ulimit -c unlimited 2>/dev/null; exec "$@"', 'sh', process.execPath, ...args], {
    cwd: scratch.root,
    env: { ...scratch.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.stdin.write(MARKER)
  await readBy(child.pid!)
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
  child.kill('SIGABRT')
  expect(await ended).toBe('SIGABRT')
  const files = readdirSync(scratch.root).filter((name) => /^core(?:\.\d+)?$/.test(name))
  const cores = files.map((name) => readFileSync(scratch.path(name)))
  for (const name of files) rmSync(scratch.path(name))
  return cores
}

/** It has read what was written: it sleeps, and has read for a while. */
async function readBy(pid: number): Promise<void> {
  const read = (): string => /rchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? ''
  for (let last = '', quiet = 0; quiet < 15; ) {
    await setTimeout(100)
    const now = read()
    quiet = now === last && Number(now) > 1e4 ? quiet + 1 : 0
    last = now
  }
}

describe.skipIf(process.platform !== 'linux')('a core dump', () => {
  test.each([[['check']], [['rotate', '-']], [['generate', '--like', '-']], [['compare']]])(
    'of unleak %j holds no secret',
    async (args) => {
      const scratch = new Scratch()
      const [control] = await coresOf(scratch, ['-e', HOLDS])
      // Here they go elsewhere, or are forbidden.
      if (control === undefined) return
      expect(control.includes(MARKER)).toBe(true)
      const cores = await coresOf(scratch, [PROGRAM, ...args])
      expect(cores.length).toBe(1)
      expect(cores[0]!.includes(MARKER)).toBe(false)
    },
    60_000,
  )
})
