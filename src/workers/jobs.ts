// How each kind of job is done: the same scan as without workers.
import { pathFor, scan } from '../pipeline.ts'
import { BlobReader } from '../sources/blobs.ts'
import type { Blob } from '../sources/blobs.ts'
import { chunkOf, largeChunks } from '../sources/changes.ts'
import { readFiles } from '../sources/files.ts'
import { createQuickLook } from './quick-look.ts'
import type { Matcher } from '../detect/matcher.ts'
import type { CleanBlobs } from '../clean-blobs.ts'
import type { ScanConfig } from '../config.ts'
import type { Listed } from '../sources/files.ts'
import type { Change } from '../sources/raw-diff.ts'
import type { ScanResult, Source } from '../types.ts'
import type { Job, JobResult } from './job.ts'

export interface Project {
  cwd: string
  base: string
  config: ScanConfig
  matcher: Matcher
  clean?: CleanBlobs | undefined
}

/** Blobs asked for at once: enough to keep git busy, few enough to keep memory flat. */
const HELPING = 32

export function createJobs(project: Project): (job: Job) => Promise<JobResult> {
  const { cwd, base, config, matcher, clean } = project
  let reader: BlobReader | undefined
  return async (job) => {
    if (job.kind === 'files') return files(job.files)
    if (job.kind === 'messages') return messages(job.texts)
    return blobs(job.changes, (reader ??= new BlobReader({ bytes: config.maxFileSize }, cwd)))
  }

  async function scanAll(source: Source): Promise<{ result: ScanResult; leftOut: string[] }> {
    const leftOut: string[] = []
    const result = await scan({ source, matcher, config, base, onLeftOut: (text) => leftOut.push(text) })
    return { result, leftOut }
  }

  async function files(listed: Listed[]): Promise<JobResult> {
    const { result, leftOut } = await scanAll(readFiles(listed, config.maxFileSize, cwd))
    const { findings, skipped, files, bytes } = result
    return { parts: [{ item: 0, findings, skipped }], files, bytes, leftOut }
  }

  async function blobs(changes: Change[], blobReader: BlobReader): Promise<JobResult> {
    const total: JobResult = { parts: [], files: 0, bytes: 0, leftOut: [] }
    const look = createQuickLook(matcher)
    for await (const { item, change, blob } of inHelpings(changes, blobReader)) {
      const pathHere = pathFor(config, base, change.path)
      if (blob === 'clean') {
        total.files++
        continue
      }
      if (!('problem' in blob) && !config.ignore?.test(pathHere)) {
        const { silent, clean: isClean } = look(change, blob, pathHere)
        if (isClean) clean?.add(change.oid, pathHere)
        if (silent) {
          total.files++
          total.bytes += blob.length
          continue
        }
      }
      const { result, leftOut } = await scanAll(sourceOf(change, blob, blobReader))
      const { findings, skipped } = result
      if (findings.length > 0 || skipped.length > 0) total.parts.push({ item, findings, skipped })
      total.files += result.files
      total.bytes += result.bytes
      total.leftOut.push(...leftOut)
    }
    clean?.save()
    return total
  }

  /** Each helping is one question to git; the next one is asked while this one is scanned. */
  async function* inHelpings(
    changes: Change[],
    blobReader: BlobReader,
  ): AsyncGenerator<{ item: number; change: Change; blob: Blob | 'clean' }> {
    const helping = (from: number): (Promise<Blob> | 'clean')[] =>
      changes
        .slice(from, from + HELPING)
        .map(({ oid, path }) => (clean?.has(oid, pathFor(config, base, path)) ? 'clean' : blobReader.read(oid)))
    let next = helping(0)
    for (let from = 0; from < changes.length; from += HELPING) {
      const now = next
      next = helping(from + HELPING)
      for (const [i, blob] of now.entries())
        yield { item: from + i, change: changes[from + i]!, blob: blob === 'clean' ? blob : await blob }
    }
  }

  /** All of them at once: where nothing is found in the whole, nothing is in its parts. */
  function messages(texts: string[]): JobResult {
    const total: JobResult = { parts: [], files: 0, bytes: 0, leftOut: [] }
    const bytes = Buffer.from(texts.join('\n\n'))
    const path = '(commit message)'
    if (matcher(bytes, { path }).length === 0) return { ...total, files: texts.length, bytes: bytes.length }
    if (texts.length === 1) return { ...total, parts: [{ item: 0, findings: [], skipped: [] }] }
    const half = texts.length >> 1
    const [first, second] = [messages(texts.slice(0, half)), messages(texts.slice(half))]
    const later = second.parts.map((part) => ({ ...part, item: part.item + half }))
    return {
      ...total,
      parts: [...first.parts, ...later],
      files: first.files + second.files,
      bytes: first.bytes + second.bytes,
    }
  }
}

async function* sourceOf(change: Change, blob: Blob, reader: BlobReader): Source {
  if ('large' in blob) yield* largeChunks(change, reader)
  else if ('problem' in blob) yield { skipped: { path: change.path, reason: blob.problem } }
  else yield chunkOf(change, blob, reader)
}
