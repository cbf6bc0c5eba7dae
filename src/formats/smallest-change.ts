// The least that can be changed in a raw value: its quotes, and the escapes of what stays, are kept.
import type { Entry } from './contract.ts'

/** The new raw text, when the old one holds what changes as it is. It may be wrong: the caller reads it. */
export function smallestChange(text: string, entry: Entry, value: string): string | undefined {
  const raw = text.slice(entry.start, entry.end)
  const old = entry.value
  if (old !== '' && raw.includes(old)) return replaceAt(raw, raw.indexOf(old), old.length, value)
  const change = changeBetween(old, value)
  const changed = old.slice(change.start, change.end)
  const at = raw.indexOf(changed)
  if (changed === '' || at === -1 || raw.indexOf(changed, at + 1) !== -1) return undefined
  return replaceAt(raw, at, changed.length, change.new)
}

/** Where the old value is not the new one, and what stands there now. */
export function changeBetween(old: string, value: string): { start: number; end: number; new: string } {
  let head = 0
  while (head < old.length && old[head] === value[head]) head++
  let tail = 0
  while (tail < Math.min(old.length, value.length) - head && old.at(-1 - tail) === value.at(-1 - tail)) tail++
  return { start: head, end: old.length - tail, new: value.slice(head, value.length - tail) }
}

const replaceAt = (text: string, at: number, length: number, part: string): string =>
  text.slice(0, at) + part + text.slice(at + length)
