// Where chunks come from, and what may come in their place.
import type { Chunk, ScanResult, Skipped } from './types.ts'

/** In place of a path, for what git keeps besides files. */
export const COMMIT_MESSAGE = '(commit message)'
export const TAG_MESSAGE = '(tag message)'

/** What workers have scanned already. */
export interface Scanned extends Pick<ScanResult, 'findings' | 'skipped' | 'files' | 'bytes'> {
  told: Told
}

/** What a scan is told by the way (src/pipeline.ts, Tell), as plain data. */
export interface Told {
  /** What the project leaves out on purpose, and why. */
  leftOut: string[]
  /** Places of entries of `allow` that named something. */
  allowed: string[]
  unusedComments: { file: string; line: number; rules: string[] }[]
}

export const nothingTold = (): Told => ({ leftOut: [], allowed: [], unusedComments: [] })

/** The index, a range of commits, files, standard input. */
export type Source = AsyncIterable<SourceItem>

export type SourceItem = Chunk | { skipped: Skipped } | { scanned: Scanned }
