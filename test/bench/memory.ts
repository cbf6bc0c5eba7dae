// Peak memory on what cannot be held: a line of 1 GB, a blob of 2 GB, staged and not: npx tsx test/bench/memory.ts
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { alone, environment, unleak } from './contract.ts'
import type { Row } from './contract.ts'

export const name = 'memory'

const TARGET_MB = 128
const MB = 2 ** 20

function bigFile(file: string, megabytes: number, newlines: boolean): void {
  const piece = Buffer.alloc(
    MB,
    newlines ? 'a line of ordinary text, which says nothing of any interest\n' : '{"a":[1,2,3]},',
  )
  const descriptor = openSync(file, 'w')
  for (let i = 0; i < megabytes; i++) writeSync(descriptor, piece)
  closeSync(descriptor)
}

/** As Linux counts it, of the program itself. */
function peakMegabytes(args: string[], cwd: string): number {
  const { command, args: all } = unleak(args, cwd)
  const report = `process.on('exit', () => require('node:fs').writeSync(2, 'peak ' + process.resourceUsage().maxRSS))`
  const preload = path.join(cwd, 'report-peak.cjs')
  writeFileSync(preload, report)
  const { stderr, status } = spawnSync(command, ['--require', preload, ...all], {
    cwd,
    env: environment(),
    encoding: 'utf8',
    maxBuffer: 64 * MB,
  })
  rmSync(preload)
  const peak = /peak (\d+)/.exec(stderr)
  if (!peak || status !== 0) throw new Error(`unleak ended with ${status}: ${stderr}`)
  return Number(peak[1]) / 1024
}

export async function run(): Promise<Row[]> {
  const cwd = path.join(os.tmpdir(), 'unleak-memory')
  if (!existsSync(cwd)) {
    mkdirSync(cwd)
    bigFile(path.join(cwd, 'line.txt'), 1024, false)
    bigFile(path.join(cwd, 'blob.txt'), 2048, true)
    writeFileSync(path.join(cwd, '.unleak.yml'), 'maxFileMegabytes: 4096\n')
    execFileSync('git', ['init', '-q'], { cwd })
    execFileSync('git', ['-c', 'core.compression=1', 'add', 'blob.txt'], { cwd })
  }
  const row = (work: string, ...args: string[]): Row => ({
    work,
    floor: 'MB of memory',
    ratio: peakMegabytes(args, cwd),
    target: TARGET_MB,
    runs: 1,
  })
  return [
    row('a line of 1 GB', 'scan', '--quiet', 'line.txt'),
    row('a file of 2 GB', 'scan', '--quiet', 'blob.txt'),
    row('a staged blob of 2 GB', 'scan', '--quiet', '--staged'),
  ]
}

await alone(import.meta, { name, run })
