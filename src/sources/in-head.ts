// Which secrets still stand in a file of HEAD? All of its blobs are read once, and all secrets looked for at once.
import { BlobReader } from './blobs.ts'
import { decode } from './encoding.ts'
import { treeEntries } from './tree-entries.ts'
import type { TreeEntry } from './tree-entries.ts'
import { windowsOf } from './windows.ts'
import { SHORTEST } from '../known/forms.ts'
import { createFinder, headOf } from '../known/finder.ts'
import type { Finder } from '../known/finder.ts'
import { native } from '../matches.ts'
import type { Finding } from '../types.ts'

/** Blobs asked for at once: enough to keep git busy, few enough to keep memory flat. */
const HELPING = 32

/** Sets `inHead` of each finding. What lies in a file that is not scanned for its size counts as gone. */
export async function markInHead(findings: Finding[], largest: number, cwd: string): Promise<void> {
  if (findings.length === 0) return
  const waiting = new Map<string, Finding[]>()
  for (const finding of findings) {
    finding.inHead = false
    const line = longestLine((finding.written ?? finding.secret).reveal())
    const same = waiting.get(line)
    if (same) same.push(finding)
    else waiting.set(line, [finding])
  }
  const find = finderOf(waiting.keys())
  const blobs = new BlobReader({ bytes: largest }, cwd)
  const look = (bytes: Uint8Array): void => {
    for (const line of find(bytes)) {
      for (const finding of waiting.get(line) ?? []) finding.inHead = true
      waiting.delete(line)
    }
  }
  try {
    const all = await blobsOfHead(cwd)
    for (let at = 0; at < all.length && waiting.size > 0; at += HELPING) {
      const some = all.slice(at, at + HELPING)
      const read = await Promise.all(some.map((oid) => blobs.read(oid)))
      for (const [i, blob] of read.entries()) {
        if (!('problem' in blob)) look(decode(blob).bytes)
        else if (blob.large) for await (const { bytes } of windowsOf(blobs.stream(some[i]!), { path: '' })) look(bytes)
      }
    }
  } finally {
    blobs.close()
  }
}

/** Secrets are looked for one line at a time: of several, by the longest. */
export const longestLine = (text: string): string =>
  text.split(/\r?\n/).reduce((longest, line) => (line.length > longest.length ? line : longest), '')

/** @returns which of the texts stand in given bytes */
function finderOf(texts: Iterable<string>): (bytes: Uint8Array) => string[] {
  const all = [...texts].map((text) => ({ text, bytes: Buffer.from(text) }))
  const short = all.filter(({ bytes }) => bytes.length < SHORTEST)
  const find: Finder<string> = createFinder(
    all
      .filter(({ bytes }) => bytes.length >= SHORTEST)
      .map(({ text, bytes }) => ({
        head: headOf(bytes),
        length: bytes.length,
        equals: (other) => bytes.equals(other),
        of: text,
      })),
  )
  return (bytes) => [
    ...find(bytes).map(({ of }) => of),
    ...short.filter((one) => native(bytes).includes(one.bytes)).map(({ text }) => text),
  ]
}

/** Each once; none where there is no HEAD. */
async function blobsOfHead(cwd: string): Promise<string[]> {
  const entries = await treeEntries('HEAD', cwd).catch(() => new Map<string, TreeEntry>())
  return [...new Set([...entries.values()].map(({ oid }) => oid))]
}
