// How each kind of job is done: the same scan as without workers.
import { TooSlowError } from '../errors.ts'
import { findEncoded, isPlain } from '../detect/encoded.ts'
import { pathFor, scan } from '../pipeline.ts'
import type { Tell } from '../pipeline.ts'
import { BlobReader } from '../sources/blobs.ts'
import { blobChunks } from '../sources/changes.ts'
import type { Known } from '../sources/changes.ts'
import { readFiles } from '../sources/files.ts'
import { createQuickLook } from './quick-look.ts'
import { versionsOf } from './versions.ts'
import type { Matcher } from '../detect/matcher.ts'
import type { Memory } from '../known-clean.ts'
import type { Scopes } from '../scopes.ts'
import type { Listed } from '../sources/files.ts'
import type { Change } from '../sources/raw-diff.ts'
import type { ScanResult } from '../types.ts'
import type { Source, Told } from '../source.ts'
import { COMMIT_MESSAGE, nothingTold } from '../source.ts'
import type { Job, JobResult, RunJob, WorkerContext } from './job.ts'

export interface Project extends Pick<WorkerContext, 'cwd' | 'base' | 'verbose' | 'whole'> {
  scopes: Scopes
  memory?: Memory | undefined
}

/** Jobs are done one after the other: they share readers, and what was seen last. */
export function createJobs({ cwd, base, verbose, whole, scopes, memory }: Project): RunJob {
  const { config, matcher } = scopes.here
  const limit = { bytes: config.maxFileSize }
  const reader = new BlobReader(limit, cwd)
  /** For what a scan asks for besides its job: it would wait behind all the rest, which waits for the scan. */
  const aside = new BlobReader(limit, cwd)
  let last: Promise<unknown> = Promise.resolve()
  return (job) => {
    const result = last.then(() => done(job))
    // Who asked for it is told.
    last = result.catch(() => {})
    return result
  }

  async function done(job: Job): Promise<JobResult> {
    if (job.kind === 'files') return files(job.files)
    if (job.kind === 'messages') return messages(job.texts, (await scopes.of(COMMIT_MESSAGE)).matcher)
    return blobs(job.changes)
  }

  async function scanAll(source: Source): Promise<{ result: ScanResult; told: Told }> {
    const told = nothingTold()
    const tell: Tell = {
      ...(verbose ? { leftOut: (text) => told.leftOut.push(text) } : {}),
      ...(whole
        ? {
            allowed: ({ place }) => told.allowed.push(place),
            unusedComment: (file, comment) => told.unusedComments.push({ file, ...comment }),
          }
        : {}),
    }
    return { result: await scan({ source, matcher, config, scopes, base, tell }), told }
  }

  async function files(listed: Listed[]): Promise<JobResult> {
    const { result, told } = await scanAll(readFiles([listed], config.maxFileSize, cwd))
    const { findings, skipped, files, bytes } = result
    return { parts: [{ item: 0, findings, skipped }], files, bytes, told }
  }

  async function blobs(changes: Change[]): Promise<JobResult> {
    const total: JobResult = { parts: [], files: 0, bytes: 0, told: nothingTold() }
    const quick = createQuickLook(matcher, memory !== undefined)
    for await (const { item, change, blob, before, known } of versionsOf(changes, reader, memory)) {
      if (blob === 'clean') {
        total.files++
        // How many only git knows; no empty one is remembered.
        total.bytes++
        continue
      }
      if (before && !('problem' in before)) quick.meet(change, before)
      if (!('problem' in blob) && (await isSilent(change, blob, known))) {
        total.files++
        total.bytes += blob.length
        continue
      }
      const { result, told } = await scanAll(blobChunks(change, blob, aside, { onClean: known?.add }))
      const { findings, skipped } = result
      if (findings.length > 0 || skipped.length > 0) total.parts.push({ item, findings, skipped })
      if (skipped.length > 0 || told.leftOut.length > 0) quick.forget()
      total.files += result.files
      total.bytes += result.bytes
      total.told.leftOut.push(...told.leftOut)
    }
    memory?.save()
    return total

    async function isSilent(change: Change, blob: Buffer, known: Known | undefined): Promise<boolean> {
      const scope = await scopes.of(change.path)
      const pathHere = pathFor(scope.config, base, change.path)
      if (scope.matcher !== matcher || scope.config.ignore?.test(pathHere)) return false
      const { silent, clean } = await quick.look(change, blob, pathHere)
      // Of what is remembered some bytes were scanned: an empty one must not look like that.
      if (blob.length > 0 && clean) known?.add?.()
      else if (blob.length > 0 && silent) known?.addStep?.()
      return silent
    }
  }
}

/** All of them at once: where nothing is found in the whole, nothing is in its parts. What has a part is to be scanned. */
function messages(texts: string[], matcher: Matcher): JobResult {
  const total: JobResult = { parts: [], files: 0, bytes: 0, told: nothingTold() }
  const lengths = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  if (areSilent(Buffer.from(texts.join('\n\n')), matcher)) return { ...total, files: texts.length, bytes: lengths }
  if (texts.length === 1) return { ...total, parts: [{ item: 0, findings: [], skipped: [] }] }
  const half = texts.length >> 1
  const [first, second] = [messages(texts.slice(0, half), matcher), messages(texts.slice(half), matcher)]
  const later = second.parts.map((part) => ({ ...part, item: part.item + half }))
  return {
    ...total,
    parts: [...first.parts, ...later],
    files: first.files + second.files,
    bytes: first.bytes + second.bytes,
  }
}

function areSilent(bytes: Uint8Array, matcher: Matcher): boolean {
  try {
    return isPlain(findEncoded(bytes)) && matcher(bytes, { path: COMMIT_MESSAGE }).length === 0
  } catch (error) {
    if (error instanceof TooSlowError) return false
    throw error
  }
}
