// Jobs that are done in this thread, one after the other.
import type { RunJob } from './job.ts'
import { createJobs } from './jobs.ts'
import type { Project } from './jobs.ts'

/** @param open asked when the first job comes. */
export function jobsHere(open: () => Project): RunJob {
  let work: RunJob | undefined
  let last: Promise<unknown> = Promise.resolve()
  return (job) => {
    const result = last.then(() => (work ??= createJobs(open()))(job))
    // Who asked for it is told.
    last = result.catch(() => {})
    return result
  }
}
