// What the next commit would add: the index against HEAD, never the work tree.
import { UserError } from '../errors.ts'
import { BlobReader } from './blobs.ts'
import type { SizeLimit } from './blobs.ts'
import { chunksOf } from './changes.ts'
import { PLAIN_DIFF, readGit, startGit } from './git.ts'
import { readChanges } from './raw-diff.ts'
import type { Change } from './raw-diff.ts'
import type { Source } from '../types.ts'

export interface StagedOptions {
  cwd?: string
  /** Commits whose content is no news either, besides HEAD's. */
  against?: string[]
  /** Told the changed paths before the first chunk comes. */
  onPaths?: (paths: string[]) => void
}

/**
 * Whole blobs are read, so that rules see the context of an added line; `git diff` would spend its time on comparing,
 * and would hide what attributes call binary. All git processes start at once, while the engine still loads.
 * @param limit larger blobs are skipped with a note.
 */
export function stagedSource(limit: SizeLimit, { cwd, against = [], onPaths }: StagedOptions = {}): Source {
  const listings = [[], ...against.map((commit) => [commit])].map((commit) => {
    const listing = readGit(
      startGit(['diff', '--cached', ...PLAIN_DIFF, '--no-relative', '--ignore-submodules=all', ...commit, '--'], cwd),
    )
    // It may fail before anybody waits for it.
    listing.catch(() => {})
    return listing
  })
  const blobs = new BlobReader(limit, cwd)
  return (async function* () {
    try {
      const [own, ...rest] = listings
      // No such commit (REBASE_HEAD outside of a rebase): then only HEAD's lines are known.
      const carried = (await Promise.allSettled(rest)).flatMap((listing) =>
        listing.status === 'fulfilled' ? [listing.value] : [],
      )
      const [first, ...others] = [await own!, ...carried].map(
        (text) => readChanges(text.toString().split('\0')).changes,
      )
      const changes = others.reduce(common, first!)
      if (changes.length === 0) await refuseBare(cwd)
      onPaths?.(changes.map(({ path }) => path))
      yield* chunksOf(changes, blobs)
    } finally {
      blobs.close()
    }
  })()
}

/** A bare repository has no index, so it looks like a clean one. @throws UserError no-work-tree */
async function refuseBare(cwd: string | undefined): Promise<void> {
  const answer = await readGit(startGit(['rev-parse', '--is-bare-repository'], cwd))
  if (answer.toString().trim() === 'true') throw new UserError('no-work-tree')
}

/** What is a change in both listings; lines are new when neither old version holds them. */
function common(changes: Change[], others: Change[]): Change[] {
  const byPath = new Map(others.map((change) => [change.path, change]))
  return changes.flatMap((change) => {
    const other = byPath.get(change.path)
    return other ? [{ ...change, old: [...change.old, ...other.old] }] : []
  })
}
