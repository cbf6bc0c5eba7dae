// The program of a worker thread: opens the project by itself, then does one job after the other.
import { parentPort, workerData } from 'node:worker_threads'
import { UserError } from '../errors.ts'
import { remember } from '../known-clean.ts'
import { openProject } from '../project.ts'
import { resolveMatcher } from '../resolve-rules.ts'
import { Scopes } from '../scopes.ts'
import { pack } from './job.ts'
import { createJobs } from './jobs.ts'
import type { Job, RunJob, WorkerContext } from './job.ts'

export interface Answer {
  number: number
  result?: ReturnType<typeof pack>
  /** With `code` and `args` a UserError. */
  error?: { message: string; stack?: string; code?: string; args?: string[] }
}

const context = workerData as WorkerContext

async function open(): Promise<RunJob> {
  const { cwd, base, common, minConfidence, verbose } = context
  const { config, cascade } = await openProject(cwd, minConfidence)
  const matcher = await resolveMatcher(config, base, undefined, cascade)
  const scopes = new Scopes({ ...cascade, base, here: { config, matcher } })
  const memory = common === undefined ? undefined : remember(config, { top: base, common }, () => scopes, verbose)
  return createJobs({ ...context, scopes, memory })
}

const ready = open()
// The first answer is to no question. A failure is told to whoever asks for a job.
void ready.catch(() => {}).then(() => tell({ number: 0 }))

parentPort!.on('message', async ({ number, job }: { number: number; job: Job }) => tell(await answer(number, job)))

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
const tell = (told: Answer): void => parentPort!.postMessage(told)

async function answer(number: number, job: Job): Promise<Answer> {
  try {
    return { number, result: pack(await (await ready)(job)) }
  } catch (error) {
    const { message, stack } = error as Error
    if (error instanceof UserError) return { number, error: { message, code: error.code, args: error.args } }
    return { number, error: { message, ...(stack === undefined ? {} : { stack }) } }
  }
}
