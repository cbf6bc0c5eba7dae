// What must end the run of bytes behind a keyword: `password\s{0,2}=` is no match where the blanks end with anything but `=`.
import type { ByteSet } from './byte-set.ts'

/** Behind the keyword at most `most` bytes of `run`, then one of `stop`; no byte is in both. */
export interface Run {
  run: ByteSet
  most: number
  stop: ByteSet
}

interface Step {
  min: number
  max: number
  set?: ByteSet
}

/** More ways have hardly a run in common. */
const MOST_WAYS = 64
/** Bytes; nobody asks what is behind a longer one. */
const LONGEST_RUN = 4096

/** @param steps behind the keyword @returns what each match shows: the nearest and the furthest */
export function runsOf(steps: Step[]): Run[] {
  const runs: Run[] = []
  const run = new Set<number>()
  let most = 0
  for (const { min, max, set } of steps) {
    if (!set || most > LONGEST_RUN) break
    // Of those between the nearest and the furthest nobody asks.
    if (min > 0 && run.size > 0 && apart(set, run)) runs.splice(1, 1, { run: new Set(run), most, stop: set })
    for (const byte of set) run.add(byte)
    most += max
  }
  return runs
}

/** What holds for every way through a pattern. @param ways the runs of each; the furthest that they have in common is the strictest */
export function commonRun(ways: Run[][]): Run | undefined {
  if (ways.length > MOST_WAYS || ways.some((runs) => runs.length === 0)) return undefined
  return [-1, 0].map((at) => union(ways.map((runs) => runs.at(at)))).find((run) => run !== undefined)
}

function union(runs: (Run | undefined)[]): Run | undefined {
  let all: Run | undefined
  for (const one of runs) {
    if (!one) return undefined
    all = {
      run: new Set([...(all?.run ?? []), ...one.run]),
      most: Math.max(all?.most ?? 0, one.most),
      stop: new Set([...(all?.stop ?? []), ...one.stop]),
    }
  }
  return all && apart(all.run, all.stop) ? all : undefined
}

function apart(some: ByteSet, others: ByteSet): boolean {
  for (const byte of some) if (others.has(byte)) return false
  return true
}
