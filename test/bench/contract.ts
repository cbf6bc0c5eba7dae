// What every benchmark of this folder exports, and how two programs are compared on a machine that others use too.
import { spawn } from 'node:child_process'

/** One line of the table. */
export interface Row {
  work: string
  /** What it is measured against, in the same run. */
  floor: string
  /** Median of the work divided by the median of the floor; for memory, MB. */
  ratio: number
  target: number
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
}

/** Seconds until it ends; its output is read and thrown away. @throws when it ends with a code that is not expected */
export async function secondsOf({ command, args, cwd }: Program, codes = [0, 1]): Promise<number> {
  // Node 20 reads the certificates at every start, which would be measured too.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
  const start = performance.now()
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.resume()
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (!codes.includes(code as number)) throw new Error(`${command} ${args.join(' ')} ended with ${code}`)
  return (performance.now() - start) / 1000
}

/** Both, one after the other, again and again: what else the machine does then slows both. */
export async function ratioOf(work: Program, floor: Program, runs = RUNS): Promise<number> {
  const times: { work: number; floor: number }[] = []
  // One of each first, for the file system's cache.
  await secondsOf(floor)
  await secondsOf(work)
  for (let run = 0; run < runs; run++) times.push({ work: await secondsOf(work), floor: await secondsOf(floor) })
  return median(times.map((time) => time.work)) / median(times.map((time) => time.floor))
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export const unleak = (args: string[], cwd: string): Program => ({
  command: process.execPath,
  args: [new URL('../../bin/unleak.js', import.meta.url).pathname, ...args],
  cwd,
})

/** Runs it alone when it is the program that was started. */
export async function alone(module: ImportMeta, { name, run }: Benchmark): Promise<void> {
  if (module.filename !== process.argv[1]) return
  console.log(name)
  for (const { work, floor, ratio, target, runs } of await run())
    console.log(`${work} / ${floor}: ${ratio.toFixed(2)} (at most ${target}, ${runs} runs)`)
}
