// Worker threads that scan: jobs in, results out. A worker that dies takes nothing with it in silence: its jobs count as not scanned.
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { UserError } from '../errors.ts'
import { builtFile } from '../built.ts'
import { lost, unpack } from './job.ts'
import type { Answer } from './worker.ts'
import type { Job, JobResult, RunJob, Workers } from './job.ts'

/** A worker has its next jobs at hand, for the time in which this thread is at work itself. */
const JOBS_AHEAD = 4

interface Waiting {
  job: Job
  resolve: (result: JobResult) => void
  reject: (error: unknown) => void
}

interface Thread {
  worker: Worker
  /** By number. */
  jobs: Map<number, Waiting>
  /** It has loaded. Until then what comes is done here. */
  ready: boolean
}

export class WorkerPool {
  readonly #threads: Thread[]
  readonly #here: RunJob
  readonly #queue: Waiting[] = []
  #isBusyHere = false
  #last = 0

  /** This thread does jobs, too: V8 compiles all for each thread again, which takes as long as a thousand blobs. */
  constructor({ context, threads, here }: Omit<Workers, 'onMuch'>, program = builtFile('worker.cjs')) {
    this.#here = here
    this.#threads = Array.from({ length: threads - 1 }, () => this.#start(context, program))
  }

  /** @throws what the job threw: a UserError above all */
  run(job: Job): Promise<JobResult> {
    return new Promise((resolve, reject) => {
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

  #start(context: Workers['context'], program: URL): Thread {
    const worker = new Worker(program, { workerData: context })
    const thread: Thread = { worker, jobs: new Map(), ready: false }
    let death = 'the worker that scanned it died'
    worker.on('message', ({ number, result, error }: Answer) => {
      thread.ready = true
      const waiting = thread.jobs.get(number)
      thread.jobs.delete(number)
      if (error?.code) waiting?.reject(new UserError(error.code as 'usage', ...(error.args as [string, string])))
      else if (error) waiting?.reject(Object.assign(new Error(error.message), { stack: error.stack }))
      else waiting?.resolve(unpack(result!))
      this.#dispatch()
    })
    worker.on('error', (error) => (death = `the worker that scanned it died (${error.message})`))
    worker.on('exit', () => {
      const at = this.#threads.indexOf(thread)
      if (at !== -1) this.#threads.splice(at, 1)
      for (const { job, resolve } of thread.jobs.values()) resolve(lost(job, death))
    })
    return thread
  }

  #dispatch(): void {
    for (let ahead = 1; ahead <= JOBS_AHEAD; ahead++) {
      for (const { worker, jobs, ready } of this.#threads) {
        if (!ready || jobs.size >= ahead) continue
        const next = this.#queue.shift()
        if (!next) return
        jobs.set(++this.#last, next)
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        worker.postMessage({ number: this.#last, job: next.job })
      }
      if (ahead === 1) void this.#doOne()
    }
  }

  /** In this thread. */
  async #doOne(): Promise<void> {
    const next = this.#isBusyHere ? undefined : this.#queue.shift()
    if (!next) return
    this.#isBusyHere = true
    try {
      next.resolve(await this.#here(next.job))
    } catch (error) {
      next.reject(error)
    }
    // First the others, whose answers have come meanwhile.
    await setImmediate()
    this.#isBusyHere = false
    this.#dispatch()
  }
}
