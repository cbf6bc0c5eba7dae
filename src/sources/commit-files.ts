// What a scan goes by, as it stands in one commit: read from git's objects, whatever the work tree says.
import path from 'node:path'
import { NAMES } from '../config.ts'
import type { Lookup } from '../config.ts'
import { BASELINE } from '../baseline.ts'
import { UserError } from '../errors.ts'
import { BURNED_FILE } from '../known/burned-file.ts'
import { peerFiles } from '../peers/kinds/index.ts'
import { LARGEST, notRegular, policyText } from '../policy-files.ts'
import { commentsTrustedBy } from '../trusted-comments.ts'
import type { TrustedComments } from '../trusted-comments.ts'
import type { Reading } from '../types.ts'
import { BlobReader } from './blobs.ts'
import { decode } from './encoding.ts'
import { refusal } from './git.ts'
import { repository, topOf } from './repository.ts'
import { treeEntries } from './tree-entries.ts'
import type { TreeEntry } from './tree-entries.ts'

/** A scan's policy, and which comments count under it. */
export interface Policy extends Required<Pick<Lookup, 'files' | 'top'>> {
  /** @param base the directory that the chunks' paths are relative to. */
  trustedFrom: (base: string) => TrustedComments
}

const POLICY = new Set([
  ...NAMES,
  'package.json',
  BASELINE,
  BURNED_FILE,
  ...Object.values(peerFiles).flatMap(({ files }) => files),
])
/** Of all that are read ahead; the lists may be as large as in a work tree. */
const LIMIT = { bytes: 64 * 2 ** 20 }

/** @param ref names a commit. @throws UserError no-policy when there is no such commit here, no-repository */
export async function policyOf(ref: string, cwd: string): Promise<Policy> {
  const top = await topOf(cwd)
  const commit = await commitOf(ref, cwd)
  const entries = await treeEntries(commit, cwd)
  const texts = await textsOf(entries, cwd)
  const nameOf = (file: string): string => path.relative(top, file).replaceAll(path.sep, '/')
  const shown = (file: string): string => `${ref}:${nameOf(file)}`
  const files: Policy['files'] = {
    shown,
    exists: (file) => entries.has(nameOf(file)),
    read(file, largest = LARGEST) {
      const text = texts.get(nameOf(file))
      if (text === undefined || text.length > largest) throw notRegular(shown(file), largest)
      return text
    },
  }
  const trustedFrom = (base: string): TrustedComments =>
    commentsTrustedBy(ref, (file) => readOne(entries.get(nameOf(path.resolve(base, file))), cwd))
  return { top, files, trustedFrom }
}

async function commitOf(ref: string, cwd: string): Promise<string> {
  const asked = ref.startsWith('-') ? '' : `${ref}^{commit}`
  const git = await repository(cwd)
  const answer = await git.raw(['rev-parse', '--verify', '--quiet', asked]).catch((error: unknown) => {
    throw refusal(String(error), cwd) ?? new UserError('no-policy', ref)
  })
  // simple-git takes a silent failure for an answer.
  if (answer.trim() === '') throw new UserError('no-policy', ref)
  return answer.trim()
}

/** Of the files that can be policy; one that is too large is left out, and refused when it is asked for. */
async function textsOf(entries: Map<string, TreeEntry>, cwd: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  const blobs = new BlobReader(LIMIT, cwd)
  try {
    const named = [...entries].filter(([name, { regular }]) => regular && POLICY.has(path.posix.basename(name)))
    const read = await Promise.all(named.map(([, { oid }]) => blobs.read(oid)))
    for (const [index, [name]] of named.entries()) {
      const blob = read[index]!
      if (!('problem' in blob)) texts.set(name, policyText(blob))
    }
  } finally {
    blobs.close()
  }
  return texts
}

async function readOne(entry: TreeEntry | undefined, cwd: string): Promise<Reading | undefined> {
  if (!entry?.regular) return undefined
  const blobs = new BlobReader(LIMIT, cwd)
  try {
    const blob = await blobs.read(entry.oid)
    return 'problem' in blob ? undefined : decode(blob)
  } finally {
    blobs.close()
  }
}
