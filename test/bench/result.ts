// The one file that all benchmarks write their medians to: docs/bench.json. The README's table and docs/bench.svg are made of it.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import type { Row } from './contract.ts'

export const RESULT = 'docs/bench.json'

export interface Part {
  /** ISO 8601, the day. */
  date: string
  machine: string
  versions: Record<string, string>
  rows: (Row & { met: boolean })[]
}

/** By the benchmark's name. */
export type Result = Record<string, Part>

export const readResult = (): Result => (existsSync(RESULT) ? (JSON.parse(readFileSync(RESULT, 'utf8')) as Result) : {})

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(3)) : value

/** Adds to what other benchmarks found before, or takes the place of it. */
export function keep(name: string, rows: Row[], versions: Record<string, string> = {}): void {
  const part: Part = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    versions: { node: process.version, git: gitVersion(), ...versions },
    rows: rows.map((row) => ({ ...row, met: row.ratio <= row.target })),
  }
  const all = Object.entries({ ...readResult(), [name]: part })
  writeFileSync(RESULT, `${JSON.stringify(Object.fromEntries(all), rounded, 2)}\n`)
}

function machine(): string {
  const cpus = os.cpus()
  const memory = Math.round(os.totalmem() / 2 ** 30)
  return `${cpus.length} x ${cpus[0]?.model.trim() ?? os.arch()}, ${memory} GB, ${os.type()} ${os.release()}`
}

const gitVersion = (): string =>
  execFileSync('git', ['--version'], { encoding: 'utf8' })
    .trim()
    .replace(/^git version /, '')
