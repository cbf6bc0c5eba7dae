// Jobs that are done in this thread.
import type { RunJob } from './job.ts'
import { createJobs } from './jobs.ts'
import type { Project } from './jobs.ts'

/** @param open asked when the first job comes. */
export function jobsHere(open: () => Project): RunJob {
  let work: RunJob | undefined
  return async (job) => (work ??= createJobs(open()))(job)
}
