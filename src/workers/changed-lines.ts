// Which lines of a version are not those of the version before? Found by native comparisons of large blocks: a real diff would take
// longer than to search what it spares. A line that has changed is always told; some that have not may be, too.
import { NEWLINE } from '../detect/bytes.ts'
import type { Stretch } from '../types.ts'

/** Compared in blocks, the larger ones first. What does not fill the smallest counts as changed. */
const BLOCKS = [4096, 512, 64]
/** Bytes of a changed part that is not divided any further. */
const SMALL = 2048
/** Larger ones are not divided either: on hostile content a search may take as many steps as their bytes times the needle's. */
const LARGE = 2 ** 20
const MOST_DIVISIONS = 8
/** Bytes that both versions must have in common to go on from there. */
const NEEDLE = 64
/** Where in the changed part a needle is taken from. */
const PLACES = [1 / 2, 1 / 4, 3 / 4]
/** Bytes before its expected place from which a needle is looked for. */
const SLACK = 4096

/**
 * @param margin bytes beside a change that count as changed.
 * @returns whole lines, in order, apart. Where lines were only taken out, the one that is there now.
 */
export function changedLines(before: Buffer, now: Buffer, margin: number): Stretch[] {
  const changed: Stretch[] = []
  compare(before, now, { old: [0, before.length], new: [0, now.length] }, MOST_DIVISIONS, changed)
  const lines: Stretch[] = []
  for (const [start, end] of changed) {
    const from = Math.max(0, start - margin)
    const newline = now.indexOf(NEWLINE, Math.min(now.length, end + margin))
    const line: Stretch = [
      from === 0 ? 0 : now.lastIndexOf(NEWLINE, from - 1) + 1,
      newline === -1 ? now.length : newline + 1,
    ]
    const last = lines.at(-1)
    if (last && line[0] <= last[1]) last[1] = Math.max(last[1], line[1])
    else lines.push(line)
  }
  return lines
}

/** Two parts that stand for one another: where they begin and end in the version before, and in this one. */
interface Pair {
  old: Stretch
  new: Stretch
}

/** Adds what differs. By positions: a view of each part would take longer than many a comparison. */
function compare(before: Buffer, now: Buffer, pair: Pair, divisions: number, changed: Stretch[]): void {
  const [oldStart, oldEnd] = pair.old
  const [newStart, newEnd] = pair.new
  const most = Math.min(oldEnd - oldStart, newEnd - newStart)
  const isAsLong = oldEnd - oldStart === newEnd - newStart
  if (isAsLong && before.compare(now, newStart, newEnd, oldStart, oldEnd) === 0) return
  const head = commonHead(before, now, oldStart, newStart, most)
  const tail = commonTail(before, now, oldEnd, newEnd, most - head)
  const part: Pair = { old: [oldStart + head, oldEnd - tail], new: [newStart + head, newEnd - tail] }
  const size = newEnd - newStart - head - tail
  const place = divisions > 0 && size >= SMALL && size <= LARGE ? commonPlace(before, now, part) : undefined
  if (!place) {
    changed.push(part.new)
    return
  }
  const [there, here] = place
  compare(before, now, { old: [part.old[0], there], new: [part.new[0], here] }, divisions - 1, changed)
  compare(before, now, { old: [there, part.old[1]], new: [here, part.new[1]] }, divisions - 1, changed)
}

/** A line that stands in both. @returns where it begins in each */
function commonPlace(before: Buffer, now: Buffer, part: Pair): [there: number, here: number] | undefined {
  const [oldStart, oldEnd] = part.old
  const [newStart, newEnd] = part.new
  for (const place of PLACES) {
    const newline = now.indexOf(NEWLINE, newStart + Math.floor((newEnd - newStart) * place))
    const here = newline + 1
    if (newline === -1 || here + NEEDLE > newEnd) continue
    const expected = oldStart + Math.min(here - newStart, here - newStart + (oldEnd - oldStart) - (newEnd - newStart))
    const there = before
      .subarray(0, oldEnd)
      .indexOf(now.subarray(here, here + NEEDLE), Math.max(oldStart, expected - SLACK))
    if (there !== -1) return [there, here]
  }
  return undefined
}

/** Bytes that are the same from these places on. */
function commonHead(before: Buffer, now: Buffer, there: number, here: number, most: number): number {
  let head = 0
  for (const block of BLOCKS)
    while (
      head + block <= most &&
      before.compare(now, here + head, here + head + block, there + head, there + head + block) === 0
    )
      head += block
  return head
}

/** Bytes that are the same before these places. */
function commonTail(before: Buffer, now: Buffer, there: number, here: number, most: number): number {
  let tail = 0
  const isSame = (block: number): boolean =>
    before.compare(now, here - tail - block, here - tail, there - tail - block, there - tail) === 0
  for (const block of BLOCKS) while (tail + block <= most && isSame(block)) tail += block
  return tail
}
