// When did a secret leave? Follows the files that held one through the commits of HEAD, to the one that took it out.
import { BlobReader } from './blobs.ts'
import { decode } from './encoding.ts'
import { commits } from './commits.ts'
import { answerOf } from './git.ts'
import { longestLine } from './in-head.ts'
import { isUnmerged } from './raw-diff.ts'
import type { RawChange } from './raw-diff.ts'
import type { Finding, Skipped } from '../types.ts'

/** Bytes looked through, each secret by itself. Some ten seconds. */
const MOST_BYTES = 2e10

/** Bytes of names that git is told on its command line; with more files than that it lists all. */
const MOST_NAMES = 64_000

/**
 * Sets `removed` of the findings that HEAD has no more. What lay only in other branches, or was encoded, has none.
 * @param marked when it resolves `inHead` of each is set; git lists the commits meanwhile.
 * @param moves the names that each file was given later.
 * @returns files that were not looked through, and why: the commit of a finding in them may be another one, or none.
 */
export async function markRemoved(
  findings: Finding[],
  marked: Promise<void>,
  moves: Map<string, Set<string>>,
  largest: number,
  cwd: string,
): Promise<Skipped[]> {
  const files = findings.map(({ file }) => file)
  // Nothing has left a branch without a commit.
  const isUnborn = files.length > 0 && (await answerOf(['rev-parse', '--verify', '--quiet', 'HEAD'], cwd)) === ''
  if (files.length === 0 || isUnborn) {
    await marked
    return []
  }
  const listed = commits(['HEAD', '--full-history'], cwd, namesOf(files, moves))
  const first = listed.next()
  // It may fail before it is waited for.
  first.catch(() => {})
  const gaps = new Map<string, string>()
  const blobs = new BlobReader({ bytes: largest }, cwd)
  let looked = 0
  try {
    await marked
    const held = new Map<string, Set<Finding>>()
    for (const finding of findings) if (finding.inHead === false) follow(held, finding.file, [finding])
    for (let next = await first; held.size > 0 && !next.done; next = await listed.next()) {
      const commit = next.value
      for (const change of commit.changes) {
        if (change.from !== undefined) follow(held, change.path, held.get(change.from) ?? [])
        const here = held.get(change.path)
        if (!here) continue
        const problem = looked > MOST_BYTES ? 'it has too long a history' : undefined
        const all = problem ?? (await versions(change, blobs))
        if (typeof all === 'string') {
          gaps.set(change.path, `${all}: which commit took a secret out of it is not known`)
          continue
        }
        const [after = empty, ...before] = all
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
    await listed.return(undefined)
  }
  return [...gaps].map(([path, reason]) => ({ path, reason }))
}

const empty = Buffer.alloc(0)

/** All names of the files, as git takes them; none when they are too many. */
function namesOf(files: Iterable<string>, moves: Map<string, Set<string>>): string[] {
  const names = new Set(files)
  // What is added on the way is visited too.
  for (const name of names) for (const later of moves.get(name) ?? []) names.add(later)
  const paths = [...names].map((name) => `:(top,literal)${name}`)
  return paths.reduce((sum, { length }) => sum + length, 0) > MOST_NAMES ? [] : paths
}

function follow(held: Map<string, Set<Finding>>, path: string, findings: Iterable<Finding>): void {
  const here = held.get(path) ?? new Set()
  for (const finding of findings) here.add(finding)
  if (here.size > 0) held.set(path, here)
}

/** The new one first; where it is gone it is empty. @returns why not, when one cannot be read */
async function versions(change: RawChange, blobs: BlobReader): Promise<Buffer[] | string> {
  const { oid, old } = change
  const read = await Promise.all([isUnmerged(change) ? empty : blobs.read(oid), ...old.map((id) => blobs.read(id))])
  const bytes: Buffer[] = []
  for (const blob of read) {
    if ('problem' in blob) return blob.problem
    bytes.push(Buffer.from(decode(blob).bytes))
  }
  return bytes
}
