// Commits, scanned in this thread when they are few, else by workers.
import { MUCH_FROM } from '../compiling.ts'
import type { BlobReader } from './blobs.ts'
import { chunksOf } from './changes.ts'
import type { KnownClean } from './changes.ts'
import { commitsInJobs } from './commit-jobs.ts'
import { messageOf } from './commits.ts'
import type { Commit } from './commits.ts'
import type { Exempts } from './moves.ts'
import type { Source } from '../source.ts'
import type { Workers } from '../workers/job.ts'
import type { WorkerPool } from '../workers/pool.ts'

/** What a scan may use. */
export interface Help {
  /** Without threads nothing is passed over because it is known. */
  workers?: Workers | undefined
  clean?: KnownClean | undefined
  exempts?: Exempts | undefined
}

/** Blobs; fewer are scanned before a worker is of any help. */
const WORKERS_FROM = 3000

/** @param commits what they bring is to be scanned. Findings come in their order. */
export async function* scanCommits(
  commits: AsyncGenerator<Commit>,
  blobs: BlobReader,
  { workers, clean }: Help,
): Source {
  if (!workers || workers.threads === 0) {
    workers?.onMuch?.()
    for await (const commit of commits) yield* ofCommit(commit, blobs, clean)
    return
  }
  let pool: WorkerPool | undefined
  try {
    yield* commitsInJobs(commits, async (known) => {
      if (known >= MUCH_FROM) workers.onMuch?.()
      if (known >= WORKERS_FROM && workers.threads > 1)
        pool ??= new (await import('../workers/pool.ts')).WorkerPool(workers)
      return pool ? (job) => pool!.run(job) : workers.here
    })
  } finally {
    pool?.close()
  }
}

async function* ofCommit(commit: Commit, blobs: BlobReader, clean: KnownClean | undefined): Source {
  const { id, origin } = commit
  yield messageOf(commit)
  for await (const item of chunksOf(commit.changes, blobs, id, clean))
    yield origin && 'path' in item ? { ...item, origin } : item
}
