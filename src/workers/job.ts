// What workers are asked and what they answer: plain data, which threads can pass on.
import { SecretText } from '../secret-text.ts'
import type { Listed } from '../sources/files.ts'
import type { Change } from '../sources/raw-diff.ts'
import type { Confidence, Finding, ScanResult, Skipped } from '../types.ts'
import { COMMIT_MESSAGE, nothingTold } from '../source.ts'
import type { Told } from '../source.ts'

/** What a worker opens its project with. */
export interface WorkerContext {
  cwd: string
  /** The directory that paths are relative to. */
  base: string
  minConfidence?: Confidence
  /** Given: blobs that were found clean before are not read again. The git directory that all work trees share. */
  common?: string | undefined
  /** What is left out on purpose is wanted too. */
  verbose: boolean
  /** So is what the permissions are good for. */
  whole: boolean
}

/** How many threads may scan a source, and what for. */
export interface Workers {
  /** With this one, which then does jobs too. 0: what comes is scanned here, one after the other. */
  threads: number
  /** Does jobs in this thread. */
  here: RunJob
  /** Called before much work. */
  onMuch?: () => void
  context: WorkerContext
}

export type Job =
  | { kind: 'files'; files: Listed[] }
  /** Blobs of the history; those of one path beside one another, oldest first. */
  | { kind: 'blobs'; changes: Change[] }
  /** Commit messages: which of them must be looked at more closely? */
  | { kind: 'messages'; texts: string[] }

/** Results come in any order; a job is begun when its turn comes. */
export type RunJob = (job: Job) => Promise<JobResult>

/** A finding on its way between threads. It holds the raw secret: never print or store it. */
type Packed = Omit<Finding, 'secret' | 'written'> & { secret: string; written?: string }

/** What was found in one of a job's items; an item without any has none. */
export interface Part<F = Finding> {
  /** Index in the job's list. */
  item: number
  findings: F[]
  skipped: Skipped[]
}

export interface JobResult<F = Finding> extends Pick<ScanResult, 'files' | 'bytes'> {
  parts: Part<F>[]
  told: Told
}

export const pack = (result: JobResult): JobResult<Packed> => ({
  ...result,
  parts: result.parts.map((part) => ({
    ...part,
    findings: part.findings.map(({ written, ...finding }) => ({
      ...finding,
      secret: finding.secret.reveal(),
      ...(written ? { written: written.reveal() } : {}),
    })),
  })),
})

export const unpack = (result: JobResult<Packed>): JobResult => ({
  ...result,
  parts: result.parts.map((part) => ({
    ...part,
    findings: part.findings.map(({ written, ...finding }) => ({
      ...finding,
      secret: new SecretText(finding.secret, finding.redacted),
      ...(written === undefined ? {} : { written: new SecretText(written, finding.redacted) }),
    })),
  })),
})

/** The answer for a job that nobody can do any more: all of it counts as not scanned. */
export function lost(job: Job, reason: string): JobResult {
  const paths =
    job.kind === 'files'
      ? job.files.map(({ path }) => path)
      : job.kind === 'blobs'
        ? job.changes.map(({ path }) => path)
        : job.texts.map(() => COMMIT_MESSAGE)
  const parts = paths.map((path, item) => ({ item, findings: [], skipped: [{ path, reason }] }))
  return { parts, files: 0, bytes: 0, told: nothingTold() }
}
