// Commits, scanned in this thread when they are few, else by workers.
import { MUCH_FROM } from '../compiling.ts'
import type { BlobReader } from './blobs.ts'
import { chunksOf } from './changes.ts'
import type { KnownClean } from './changes.ts'
import { commitsInJobs } from './commit-jobs.ts'
import { messageOf } from './commits.ts'
import type { Commit } from './commits.ts'
import type { Source } from '../source.ts'
import type { Workers } from '../workers/job.ts'

/** What a scan may use. */
export interface Help {
  /** Without threads nothing is passed over because it is known. */
  workers?: Workers | undefined
  clean?: KnownClean | undefined
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
  const first = await begin(commits)
  const known = first.reduce((sum, { changes }) => sum + changes.length, 0)
  if (known >= MUCH_FROM) workers.onMuch?.()
  if (known < WORKERS_FROM || workers.threads === 1) return yield* commitsInJobs(first, commits, workers.here)
  const { WorkerPool } = await import('../workers/pool.ts')
  const pool = new WorkerPool(workers)
  try {
    yield* commitsInJobs(first, commits, (job) => pool.run(job))
  } finally {
    pool.close()
  }
}

/** So many that it is known whether they are few. */
async function begin(commits: AsyncGenerator<Commit>): Promise<Commit[]> {
  const first: Commit[] = []
  for (let blobs = 0; blobs < WORKERS_FROM; blobs += first.at(-1)!.changes.length) {
    const next = await commits.next()
    if (next.done) break
    first.push(next.value)
  }
  return first
}

async function* ofCommit(commit: Commit, blobs: BlobReader, clean: KnownClean | undefined): Source {
  const { id, origin } = commit
  yield messageOf(commit)
  for await (const item of chunksOf(commit.changes, blobs, id, clean))
    yield origin && 'path' in item ? { ...item, origin } : item
}
