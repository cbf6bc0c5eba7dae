// Where reports go besides the terminal: whole or not at all.
import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import { UserError } from './errors.ts'
import { reporters } from './reporters/index.ts'
import type { Reporter } from './reporter.ts'

export interface Output {
  reporter: Reporter
  file: string
}

/**
 * @param texts `FORMAT=FILE`, as typed.
 * @throws UserError output: before the scan, so that nobody waits for a report that has no place
 */
export function parseOutputs(texts: string[]): Output[] {
  const outputs = texts.map((text) => {
    const [, format = '', file = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? []
    const reporter = Object.hasOwn(reporters, format) ? reporters[format] : undefined
    if (!reporter || file === '')
      throw new UserError('output', text, `it is not FORMAT=FILE with a format of ${Object.keys(reporters).join(', ')}`)
    if (!statSync(path.dirname(path.resolve(file)), { throwIfNoEntry: false })?.isDirectory())
      throw new UserError('output', text, 'there is no such directory')
    return { reporter, file }
  })
  const twice = outputs.find(({ file }, i) => outputs.findIndex((other) => same(other.file, file)) !== i)
  if (twice) throw new UserError('output', twice.file, 'two reports cannot share a file')
  return outputs
}

const same = (a: string, b: string): boolean => path.resolve(a) === path.resolve(b)

/** Writes as many as can be written. @throws UserError report, of the first one that cannot */
export function writeReports(outputs: Output[], render: (reporter: Reporter) => string): void {
  const problems = outputs.flatMap(({ reporter, file }) => {
    try {
      writeReport(file, render(reporter))
      return []
    } catch (error) {
      return [error]
    }
  })
  if (problems.length > 0) throw problems[0]
}

/**
 * Written beside its place and moved there: until all is on the disk, the old report stands. A link is followed; a device
 * or a pipe is written to.
 * @throws UserError report
 */
export function writeReport(file: string, text: string): void {
  try {
    const there = statSync(file, { throwIfNoEntry: false })
    if (there && !there.isFile()) return writeWhole(file, text, 'w')
    const target = there ? realpathSync(file) : path.resolve(file)
    const draft = path.join(path.dirname(target), `.${path.basename(target).slice(0, 100)}.${process.pid}.draft`)
    try {
      writeWhole(draft, text, 'wx')
      renameSync(draft, target)
    } catch (error) {
      rmSync(draft, { force: true })
      throw error
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new UserError('report', file, REASONS[code] ?? code)
  }
}

const REASONS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'it would be larger than a file may be here',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  EISDIR: 'it is a directory',
}

function writeWhole(file: string, text: string, flags: 'w' | 'wx'): void {
  const bytes = Buffer.from(text)
  const handle = openSync(file, flags)
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    // Some disks tell that they are full only now.
    if (flags === 'wx') fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
