// What happened, in order: an append-only file whose lines are chained by their hashes. It holds no secret.
import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'

export type Step =
  | 'planned'
  | 'sealed'
  | 'replacing'
  | 'replaced'
  | 'verified'
  | 'applied'
  | 'rolling-back'
  | 'restoring'
  | 'restored'
  | 'rolled-back'
  | 'ending'
  | 'done'

/** Facts of a step, for people: names of files, keys and rules. Never a value, nor anything computed from one. */
export type Details = Record<string, string | number | boolean | string[]>

export interface Line {
  number: number
  /** ISO 8601, UTC. */
  time: string
  rotation: string
  step: Step
  details: Details
  /** Of the line before; empty in the first. */
  previous: string
  hash: string
}

const hashOf = (line: Omit<Line, 'hash'>): string =>
  createHash('sha256')
    .update(JSON.stringify([line.number, line.time, line.rotation, line.step, line.details, line.previous]))
    .digest('hex')

export class Journal {
  readonly #file: string
  readonly #lines: Line[]
  /** Called before and after each line is on the disk: where a crash is worth testing. */
  readonly #boundary: (name: string) => void

  /** @throws UserError journal-broken */
  constructor(directory: string, boundary: (name: string) => void = () => {}) {
    this.#file = path.join(directory, 'journal.jsonl')
    this.#boundary = boundary
    this.#lines = readLines(this.#file)
  }

  lines(rotation?: string): Line[] {
    return rotation === undefined ? this.#lines : this.#lines.filter((line) => line.rotation === rotation)
  }

  /** Returns when it is on the disk. */
  write(rotation: string, step: Step, details: Details = {}): void {
    this.#boundary(`before ${step}`)
    const last = this.#lines.at(-1)
    const open = {
      number: (last?.number ?? 0) + 1,
      time: new Date().toISOString(),
      rotation,
      step,
      details,
      previous: last?.hash ?? '',
    }
    const line: Line = { ...open, hash: hashOf(open) }
    const handle = openSync(this.#file, 'a', 0o600)
    try {
      writeSync(handle, `${JSON.stringify(line)}\n`)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    this.#lines.push(line)
    this.#boundary(`after ${step}`)
  }
}

/** A crash may have cut the last line: it was never reported as written, so it goes. */
function readLines(file: string): Line[] {
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) {
    const handle = openSync(file, 'r+')
    ftruncateSync(handle, Buffer.byteLength(whole))
    closeSync(handle)
  }
  const lines: Line[] = []
  for (const [index, row] of whole.split('\n').filter(Boolean).entries()) {
    const line = parse(row)
    if (!line || line.previous !== (lines.at(-1)?.hash ?? '') || hashOf(line) !== line.hash)
      throw new UserError('journal-broken', file, String(index + 1))
    lines.push(line)
  }
  return lines
}

function parse(row: string): Line | undefined {
  try {
    return JSON.parse(row) as Line
  } catch {
    return undefined
  }
}
