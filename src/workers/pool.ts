// Worker threads that scan: jobs in, results out. A worker that dies takes nothing with it in silence: its jobs count as not scanned.
import os from 'node:os'
import { Worker } from 'node:worker_threads'
import { UserError } from '../errors.ts'
import { builtFile } from '../built.ts'
import { lost, unpack } from './job.ts'
import type { Answer } from './worker.ts'
import type { Job, JobResult, WorkerContext } from './job.ts'

/** A worker always has its next job at hand. */
const JOBS_AHEAD = 2
/** More wait for each other's memory and for git. */
const MOST_THREADS = 8

interface Waiting {
  job: Job
  resolve: (result: JobResult) => void
  reject: (error: unknown) => void
}

interface Thread {
  worker: Worker
  /** By number. */
  jobs: Map<number, Waiting>
}

/** As many as the machine can run at once. */
export const defaultThreads = (): number => Math.min(MOST_THREADS, os.availableParallelism())

export class WorkerPool {
  readonly #threads: Thread[]
  readonly #queue: Waiting[] = []
  #last = 0
  #death = 'the worker that scanned it died'

  constructor(context: WorkerContext, threads: number, program = builtFile('worker.cjs')) {
    this.#threads = Array.from({ length: threads }, () => this.#start(context, program))
  }

  /** @throws what the job threw: a UserError above all */
  run(job: Job): Promise<JobResult> {
    return new Promise((resolve, reject) => {
      if (this.#threads.length === 0) return resolve(lost(job, this.#death))
      this.#queue.push({ job, resolve, reject })
      this.#dispatch()
    })
  }

  close(): void {
    for (const { worker, jobs } of this.#threads.splice(0)) {
      jobs.clear()
      void worker.terminate()
    }
  }

  #start(context: WorkerContext, program: URL): Thread {
    const worker = new Worker(program, { workerData: context })
    const thread: Thread = { worker, jobs: new Map() }
    worker.on('message', ({ number, result, error }: Answer) => {
      const waiting = thread.jobs.get(number)
      thread.jobs.delete(number)
      if (error?.code) waiting?.reject(new UserError(error.code as 'usage', ...(error.args as [string, string])))
      else if (error) waiting?.reject(Object.assign(new Error(error.message), { stack: error.stack }))
      else waiting?.resolve(unpack(result!))
      this.#dispatch()
    })
    worker.on('error', (error) => (this.#death = `the worker that scanned it died (${error.message})`))
    worker.on('exit', () => this.#bury(thread))
    return thread
  }

  #dispatch(): void {
    for (let ahead = 1; ahead <= JOBS_AHEAD; ahead++) {
      for (const { worker, jobs } of this.#threads) {
        if (jobs.size >= ahead) continue
        const next = this.#queue.shift()
        if (!next) return
        jobs.set(++this.#last, next)
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage({ number: this.#last, job: next.job })
      }
    }
  }

  #bury(thread: Thread): void {
    const at = this.#threads.indexOf(thread)
    if (at === -1) return
    this.#threads.splice(at, 1)
    const orphans = [...thread.jobs.values(), ...(this.#threads.length === 0 ? this.#queue.splice(0) : [])]
    for (const { job, resolve } of orphans) resolve(lost(job, this.#death))
  }
}

/** Jobs that wait for their turn: enough to keep all threads busy while a slow one is awaited. */
const MOST_UNDER_WAY = 64

/** Results in the order of the jobs. */
export async function* inOrder(jobs: Iterable<Job> | AsyncIterable<Job>, pool: WorkerPool): AsyncGenerator<JobResult> {
  const under: Promise<JobResult>[] = []
  for await (const job of jobs) {
    const running = pool.run(job)
    // It may fail before its turn comes.
    running.catch(() => {})
    under.push(running)
    if (under.length >= MOST_UNDER_WAY) yield await under.shift()!
  }
  for (const running of under) yield await running
}
