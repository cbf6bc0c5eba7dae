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
  compare(before, now, 0, MOST_DIVISIONS, changed)
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

/** Adds what differs. @param offset of `now` in the whole version */
function compare(before: Buffer, now: Buffer, offset: number, divisions: number, changed: Stretch[]): void {
  if (before.equals(now)) return
  const most = Math.min(before.length, now.length)
  const head = commonHead(before, now, most)
  const tail = commonTail(before, now, most - head)
  const old = before.subarray(head, before.length - tail)
  const part = now.subarray(head, now.length - tail)
  const start = offset + head
  const place = divisions > 0 && part.length >= SMALL && part.length <= LARGE ? commonPlace(old, part) : undefined
  if (!place) {
    changed.push([start, start + part.length])
    return
  }
  const [there, here] = place
  compare(old.subarray(0, there), part.subarray(0, here), start, divisions - 1, changed)
  compare(old.subarray(there), part.subarray(here), start + here, divisions - 1, changed)
}

/** A line that stands in both. @returns where it begins in each */
function commonPlace(old: Buffer, part: Buffer): [there: number, here: number] | undefined {
  for (const place of PLACES) {
    const newline = part.indexOf(NEWLINE, Math.floor(part.length * place))
    const here = newline + 1
    if (newline === -1 || here + NEEDLE > part.length) continue
    const expected = Math.min(here, here + old.length - part.length)
    const there = old.indexOf(part.subarray(here, here + NEEDLE), Math.max(0, expected - SLACK))
    if (there !== -1) return [there, here]
  }
  return undefined
}

function commonHead(a: Buffer, b: Buffer, most: number): number {
  let head = 0
  for (const block of BLOCKS)
    while (head + block <= most && a.compare(b, head, head + block, head, head + block) === 0) head += block
  return head
}

function commonTail(a: Buffer, b: Buffer, most: number): number {
  let tail = 0
  const isSame = (block: number): boolean =>
    a.compare(b, b.length - tail - block, b.length - tail, a.length - tail - block, a.length - tail) === 0
  for (const block of BLOCKS) while (tail + block <= most && isSame(block)) tail += block
  return tail
}
