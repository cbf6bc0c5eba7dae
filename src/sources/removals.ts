// When did a secret leave? Follows the files that held one through the commits of HEAD, to the one that took it out.
import { BlobReader } from './blobs.ts'
import { decode } from './encoding.ts'
import { listedCommits } from './commits.ts'
import type { FileChanges } from './file-changes.ts'
import { answerOf, readGit, startGit } from './git.ts'
import { longestLine } from './in-head.ts'
import { isUnmerged } from './raw-diff.ts'
import type { RawChange } from './raw-diff.ts'
import type { Finding, Skipped } from '../types.ts'

/** Bytes looked through, each secret by itself. Some ten seconds. */
const MOST_BYTES = 2e10

/**
 * Sets `removed` of the findings that HEAD has no more. What lay only in other branches, or was encoded, has none.
 * @param marked when it resolves `inHead` of each is set; git is asked for HEAD's commits meanwhile.
 * @param changes of all commits.
 * @returns files that were not looked through, and why: the commit of a finding in them may be another one, or none.
 */
export async function markRemoved(
  findings: Finding[],
  marked: Promise<void>,
  changes: FileChanges,
  largest: number,
  cwd: string,
): Promise<Skipped[]> {
  const reachable = headsOwn(changes.commitsOf(findings.map(({ file }) => file)), cwd)
  // It may fail before it is waited for.
  reachable.catch(() => {})
  await marked
  const gone = findings.filter(({ inHead }) => inHead === false)
  const kept = await reachable
  const listed = listedCommits(
    changes.commitsOf(gone.map(({ file }) => file)).filter((id) => kept.has(id)),
    cwd,
  )
  const gaps = new Map<string, string>()
  const blobs = new BlobReader({ bytes: largest }, cwd)
  let looked = 0
  try {
    const held = new Map<string, Set<Finding>>()
    for (const finding of gone) follow(held, finding.file, [finding])
    for await (const commit of listed) {
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
  }
  return [...gaps].map(([path, reason]) => ({ path, reason }))
}

const empty = Buffer.alloc(0)

/** @returns those of the commits that are in HEAD's history */
async function headsOwn(ids: string[], cwd: string): Promise<Set<string>> {
  // Nothing has left a branch without a commit.
  if (ids.length === 0 || (await answerOf(['rev-parse', '--verify', '--quiet', 'HEAD'], cwd)) === '') return new Set()
  const wanted = new Set(ids)
  const all = (await readGit(startGit(['rev-list', 'HEAD'], cwd, { input: false }))).toString('latin1').split('\n')
  return new Set(all.filter((id) => wanted.has(id)))
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
