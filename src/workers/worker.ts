// The program of a worker thread: opens the project by itself, then does one job after the other.
import { parentPort, workerData } from 'node:worker_threads'
import { UserError } from '../errors.ts'
import { knownClean } from '../known-clean.ts'
import { openProject } from '../project.ts'
import { resolveMatcher } from '../resolve-rules.ts'
import { pack } from './job.ts'
import { createJobs } from './jobs.ts'
import type { Job, JobResult, WorkerContext } from './job.ts'

export interface Answer {
  number: number
  result?: ReturnType<typeof pack>
  /** With `code` and `args` a UserError. */
  error?: { message: string; stack?: string; code?: string; args?: string[] }
}

const { cwd, base, minConfidence, cache } = workerData as WorkerContext

async function open(): Promise<(job: Job) => Promise<JobResult>> {
  const { config } = await openProject(cwd, minConfidence)
  const clean = cache ? await knownClean(config, base) : undefined
  return createJobs({ cwd, base, config, matcher: await resolveMatcher(config, base), clean })
}

const ready = open()
// Told to whoever asks for a job.
ready.catch(() => {})
let last: Promise<unknown> = ready.catch(() => {})

parentPort!.on('message', ({ number, job }: { number: number; job: Job }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  last = last.then(async () => parentPort!.postMessage(await answer(number, job)))
})

async function answer(number: number, job: Job): Promise<Answer> {
  try {
    return { number, result: pack(await (await ready)(job)) }
  } catch (error) {
    const { message, stack } = error as Error
    if (error instanceof UserError) return { number, error: { message, code: error.code, args: error.args } }
    return { number, error: { message, ...(stack === undefined ? {} : { stack }) } }
  }
}
