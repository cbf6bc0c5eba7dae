// What every benchmark of this folder exports, and how two programs are compared on a machine that others use too.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { tick } from './bar.ts'

/** One line of the table: two programs, or a measure with a limit. */
export interface Row extends Measured {
  work: string
  /** What it is measured against, in the same run; a unit where it is a limit of its own. */
  floor: string
  target: number
}

export interface Measured {
  /** Median of the work divided by the median of the floor; or a number of the unit in `floor`. */
  ratio: number
  /** First and third quartile of the ratios of the runs. */
  spread?: [number, number]
  /** Medians. */
  seconds?: { work: number; floor: number }
  runs: number
}

export interface Benchmark {
  name: string
  run: () => Promise<Row[]>
}

export const RUNS = Number(process.env['UNLEAK_BENCH_RUNS'] ?? 15)

export interface Program {
  command: string
  args: string[]
  cwd?: string
  env?: NodeJS.ProcessEnv
}

/** Of a child: Node 20 reads these certificates at every start, which would be measured too. */
export function environment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  return env
}

/** Clean, and with findings. */
const CODES = [0, 1]

/**
 * Seconds until it ends; its output is read and thrown away.
 * @param most seconds; longer it does not run, and the result is `Infinity`.
 * @throws when it ends with a code that is not expected
 */
export async function secondsOf({ command, args, cwd, env }: Program, codes = CODES, most?: number): Promise<number> {
  const start = performance.now()
  const detached = most !== undefined
  const child = spawn(command, args, {
    cwd,
    env: { ...environment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  })
  let stopped = false
  // With all the processes that it has started.
  const stop = (): boolean => (stopped = process.kill(-child.pid!, 'SIGKILL'))
  const alarm = detached && setTimeout(stop, most * 1000)
  child.stdout.resume()
  let problem = ''
  child.stderr.on('data', (data: Buffer) => (problem = `${problem}${data}`.slice(-2000)))
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (alarm) clearTimeout(alarm)
  if (stopped) return Number.POSITIVE_INFINITY
  if (!codes.includes(code as number)) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${problem}`)
  return (performance.now() - start) / 1000
}

/** Both, one after the other, again and again: what else the machine does then slows both. @param codes of the floor */
export async function compare(work: Program, floor: Program, runs = RUNS, codes = CODES): Promise<Measured> {
  const times: { work: number; floor: number }[] = []
  // One of each first, for the file system's cache.
  await secondsOf(floor, codes)
  await secondsOf(work)
  for (let run = 0; run < runs; run++) {
    times.push({ work: await secondsOf(work), floor: await secondsOf(floor, codes) })
    tick(run + 1, runs)
  }
  const seconds = { work: median(times.map((time) => time.work)), floor: median(times.map((time) => time.floor)) }
  const ratios = times.map((time) => time.work / time.floor)
  return {
    ratio: seconds.work / seconds.floor,
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    seconds,
    runs,
  }
}

export const median = (values: number[]): number => quantile(values, 0.5)

/** Between two values, what lies on the line from one to the other. */
function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!]
  return low + (high - low) * (at - Math.floor(at))
}

/** @param node its program; the one that runs this by default. */
export const unleak = (args: string[], cwd: string, node = process.execPath): Program => ({
  command: node,
  args: [new URL('../../bin/unleak.js', import.meta.url).pathname, ...args],
  cwd,
})

/** The pre-commit hook as `unleak init` has git call it. */
export const preCommit = (cwd: string, node = process.execPath): Program => ({
  command: fileURLToPath(new URL('../../bin/pre-commit', import.meta.url)),
  args: [],
  cwd,
  env: { PATH: `${path.dirname(node)}${path.delimiter}${process.env['PATH']}` },
})

/** Whether a benchmark was started by itself. */
export const isAlone = (module: ImportMeta): boolean => module.filename === process.argv[1]

/** Runs it alone when it is the program that was started. */
export async function alone(module: ImportMeta, { name, run }: Benchmark): Promise<void> {
  if (!isAlone(module)) return
  console.log(name)
  for (const row of await run()) console.log(lineOf(row))
}

export function lineOf({ work, floor, ratio, spread, target, runs }: Row): string {
  const between = spread ? `, ${spread.map((value) => value.toFixed(2)).join(' to ')}` : ''
  const met = ratio <= target ? 'met' : 'MISSED'
  return `${work} / ${floor}: ${ratio.toFixed(2)} (at most ${target}: ${met}${between}, ${runs} runs)`
}
