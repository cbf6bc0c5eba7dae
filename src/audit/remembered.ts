// What an audit decided and wrote nowhere else: called real, or put off. Kept in the git directory, for this clone alone.
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { replaceFile } from '../durable.ts'

export type Remembered = 'real' | 'later'

const NAME = 'audit.json'

export class Memory {
  readonly #file: string
  readonly #known: Map<string, Remembered>

  /** @param directory takes one small file: fingerprints, no values */
  constructor(directory: string) {
    this.#file = path.join(directory, NAME)
    this.#known = read(this.#file)
  }

  get(fingerprint: string): Remembered | undefined {
    return this.#known.get(fingerprint)
  }

  /** Written at once: whatever happens next, it is not asked again. */
  set(fingerprint: string, what: Remembered | undefined): void {
    if (what === undefined) this.#known.delete(fingerprint)
    else this.#known.set(fingerprint, what)
    mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 })
    replaceFile(this.#file, Buffer.from(`${JSON.stringify({ version: 1, decided: [...this.#known] })}\n`), 0o600)
  }
}

/** A broken file is as good as none: then all is asked again. */
function read(file: string): Map<string, Remembered> {
  try {
    const { version, decided } = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown; decided?: unknown }
    if (version !== 1 || !Array.isArray(decided)) return new Map()
    return new Map((decided as [string, Remembered][]).filter(([id, what]) => typeof id === 'string' && isOne(what)))
  } catch {
    return new Map()
  }
}

const isOne = (what: unknown): boolean => what === 'real' || what === 'later'
