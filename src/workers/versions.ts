// The versions that a job is about, each when its turn comes: git is kept busy, and memory flat.
import type { Blob, BlobReader } from '../sources/blobs.ts'
import type { Known } from '../sources/changes.ts'
import type { Change } from '../sources/raw-diff.ts'
import type { Memory } from '../known-clean.ts'

/** Bytes of versions that wait to be scanned: git stops until some of them were. More do not stay in the processor's cache. */
const MOST_WAITING = 2 ** 19
/** Bytes scanned before what git has written meanwhile is taken: its pipe holds a quarter of them. */
const A_TURN = 2 ** 18

export interface Version {
  /** Index in the job's list. */
  item: number
  change: Change
  known: Known | undefined
  /** Known to be clean, it is not read. */
  blob: Blob | 'clean'
  /** The one before it, where that is not the last one that came. */
  before: Blob | undefined
}

/** On its way. */
interface Asked {
  known: Known | undefined
  before?: Promise<Blob> | undefined
  blob: Promise<Blob> | 'clean'
}

/** All are one question to git. While they come, nothing else may be asked of the reader: it would wait behind them. */
export async function* versionsOf(
  changes: Change[],
  reader: BlobReader,
  memory: Memory | undefined,
): AsyncGenerator<Version> {
  let waiting = 0
  let sinceTurn = 0
  const ask = (oid: string): Promise<Blob> => {
    const answer = reader.read(oid)
    const come = (blob: Blob): unknown => (waiting += sizeOf(blob)) > MOST_WAITING && reader.pause()
    // Who waits for it is told of a failure.
    answer.then(come, () => {})
    return answer
  }
  const take = async (answer: Promise<Blob>): Promise<Blob> => {
    const blob = await answer
    waiting -= sizeOf(blob)
    sinceTurn += sizeOf(blob)
    if (waiting <= MOST_WAITING) reader.resume()
    return blob
  }
  const known: (Known | undefined)[] = []
  if (memory) for (const change of changes) known.push(await memory.known(change))
  let last: Change | undefined
  const asked = changes.map((change, i): Asked => {
    if (known[i]?.clean) return { known: known[i], blob: 'clean' }
    const { oid, path, old } = change
    const isNext = last?.path === path && old.includes(last.oid)
    const before = isNext || old[0] === undefined ? undefined : ask(old[0])
    last = change
    return { known: known[i], before, blob: ask(oid) }
  })
  for (const [item, change] of changes.entries()) {
    if (sinceTurn > A_TURN) {
      sinceTurn = 0
      await new Promise((resolve) => setImmediate(resolve))
    }
    // Nothing holds them when they have been scanned.
    const { blob, before, known } = asked.shift()!
    yield {
      known,
      item,
      change,
      before: before && (await take(before)),
      blob: blob === 'clean' ? blob : await take(blob),
    }
  }
}

const sizeOf = (blob: Blob): number => ('problem' in blob ? 0 : blob.length)
