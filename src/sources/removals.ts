// When did a secret leave? Follows the files that held one through the commits of HEAD, to the one that took it out.
import { BlobReader } from './blobs.ts'
import { decode } from './encoding.ts'
import { commits } from './commits.ts'
import { longestLine } from './history.ts'
import { isUnmerged } from './raw-diff.ts'
import type { RawChange } from './raw-diff.ts'
import type { Finding } from '../types.ts'

/** Bytes looked through, each secret by itself; what is left then has no such commit. Some ten seconds. */
const MOST_BYTES = 2e10

/** Sets `removed` of the findings that HEAD has no more. What lay only in other branches, or was encoded, has none. */
export async function markRemoved(findings: Finding[], largest: number, cwd: string): Promise<void> {
  const held = new Map<string, Set<Finding>>()
  for (const finding of findings) if (finding.inHead === false) follow(held, finding.file, [finding])
  if (held.size === 0) return
  const blobs = new BlobReader({ bytes: largest }, cwd)
  let looked = 0
  try {
    for await (const commit of commits(['HEAD'], cwd)) {
      for (const change of commit.changes) {
        if (change.from !== undefined) follow(held, change.path, held.get(change.from) ?? [])
        const here = held.get(change.path)
        if (!here || looked > MOST_BYTES) continue
        const [after = empty, ...before] = await versions(change, blobs)
        looked += here.size * [after, ...before].reduce((sum, { length }) => sum + length, 0)
        for (const finding of here) {
          const line = longestLine(finding.secret.reveal())
          const had = before.some((version) => version.includes(line))
          const has = after.includes(line)
          if (had && !has) finding.removed = { commit: commit.id, date: commit.origin.date }
          // It came back.
          else if (has && !had) delete finding.removed
        }
      }
    }
  } finally {
    blobs.close()
  }
}

const empty = Buffer.alloc(0)

function follow(held: Map<string, Set<Finding>>, path: string, findings: Iterable<Finding>): void {
  const here = held.get(path) ?? new Set()
  for (const finding of findings) here.add(finding)
  if (here.size > 0) held.set(path, here)
}

/** The new one first. One that is not there, or cannot be read, is empty. */
function versions({ oid, old, ...rest }: RawChange, blobs: BlobReader): Promise<Buffer[]> {
  const gone = isUnmerged({ oid, old, ...rest })
  return Promise.all(
    [gone ? undefined : oid, ...old].map(async (id) => {
      const blob = id === undefined ? empty : await blobs.read(id)
      return 'problem' in blob ? empty : Buffer.from(decode(blob).bytes)
    }),
  )
}
