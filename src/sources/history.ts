// The whole history: every blob of every ref once, each with the commit that brought it, and the messages of commits and tags.
import { randomUUID } from 'node:crypto'
import { BlobReader } from './blobs.ts'
import { chunksOf } from './changes.ts'
import { noRepository, PLAIN_DIFF, readGit, startGit } from './git.ts'
import { readRawChanges } from './raw-diff.ts'
import { repository } from './repository.ts'
import { stashCommits } from './stash.ts'
import type { RawChange } from './raw-diff.ts'
import { COMMIT_MESSAGE } from '../types.ts'
import type { Chunk, Finding, Skipped, Source } from '../types.ts'

/** @throws UserError no-repository, git-failed */
export async function historySource(largest: number, cwd: string): Promise<Source> {
  const git = repository(cwd)
  const asked = async (...args: string[]): Promise<string> => (await git.raw(args).catch(() => '')).trim()
  if ((await asked('rev-parse', '--git-dir')) === '') throw noRepository(cwd)
  // A detached HEAD is no ref; an unborn one is no commit.
  const head = (await asked('rev-parse', '--verify', '--quiet', 'HEAD')) === '' ? [] : ['HEAD']
  // Of the stash a ref names only the latest entry.
  const tips = [...head, ...(await stashCommits(cwd, false))]
  const shallow = (await asked('rev-parse', '--is-shallow-repository')) === 'true'
  const tags = (await asked('for-each-ref', '--format=%(objecttype) %(objectname) %(refname:short)', 'refs/tags'))
    .split('\n')
    .filter((line) => line.startsWith('tag '))
  return (async function* () {
    if (shallow)
      yield {
        skipped: {
          path: '(history)',
          reason: 'this clone is shallow, older commits are not here: add --deepen, or git fetch --unshallow',
        },
      }
    const blobs = new BlobReader({ bytes: largest }, cwd)
    try {
      yield* tagMessages(tags, blobs)
      const seen = new Set<string>()
      for await (const commit of commits(['--all', ...tips], cwd)) {
        const origin = { author: commit.author, date: commit.date }
        const fresh = commit.changes.filter(({ oid, brings }) => brings && !seen.has(oid) && seen.add(oid))
        yield { path: COMMIT_MESSAGE, bytes: Buffer.from(commit.message), binary: false, commit: commit.id, origin }
        for await (const item of chunksOf(fresh, blobs, commit.id)) yield 'skipped' in item ? item : { ...item, origin }
      }
    } finally {
      blobs.close()
    }
  })()
}

async function* tagMessages(lines: string[], blobs: BlobReader): AsyncGenerator<Chunk | { skipped: Skipped }> {
  for (const line of lines) {
    const [, oid = '', ...name] = line.split(' ')
    const path = `(message of tag ${name.join(' ')})`
    const text = await blobs.read(oid)
    yield 'problem' in text ? { skipped: { path, reason: text.problem } } : { path, bytes: text, binary: false }
  }
}

export interface Commit {
  id: string
  author: string
  date: string
  message: string
  changes: RawChange[]
}

/** Oldest first, so that a leak is told of the commit that brought it; read as git writes, never all at once. @param refs as `git log` takes them */
export async function* commits(refs: string[], cwd: string): AsyncGenerator<Commit> {
  // Stands before each commit. Nobody can name a file or write a message like it: it is new each time.
  const mark = randomUUID()
  const format = `tformat:${['', mark, '%H', '%an', '%aI', '%B', ''].join('%x00')}`
  const log = startGit(
    // -c shows of a merge only what differs from every parent: the rest came with the parents' own commits.
    ['log', ...refs, '--reverse', '--topo-order', '-r', '-c', '--root', `--format=${format}`, ...PLAIN_DIFF, '--'],
    cwd,
  )
  let records: string[] = []
  let rest = ''
  const decoder = new TextDecoder()
  for await (const part of log.child.stdout!) {
    const fields = (rest + decoder.decode(part as Buffer, { stream: true })).split('\0')
    rest = fields.pop()!
    for (const field of fields) {
      if (field === mark && records.length > 0) {
        yield* commitOf(records, mark)
        records = []
      }
      records.push(field)
    }
  }
  await log.done
  yield* commitOf([...records, rest], mark)
}

function* commitOf(records: string[], mark: string): Generator<Commit> {
  const from = records.indexOf(mark)
  if (from === -1) return
  const [id = '', author = '', date = '', message = ''] = records.slice(from + 1, from + 5)
  // Between a message and its changes git puts line ends and empty records.
  const first = records.findIndex((record, i) => i >= from + 5 && /^\n*:/.test(record))
  if (first !== -1) records[first] = records[first]!.trimStart()
  yield { id, author, date, message, changes: first === -1 ? [] : readRawChanges(records, first).changes }
}

/** Sets of each finding whether its secret still stands in a file of HEAD. The secrets go to git by a pipe, never as arguments. */
export async function markInHead(findings: Finding[], cwd: string): Promise<void> {
  if (findings.length === 0) return
  const lines = new Map(findings.map(({ secret, written = secret }) => [secret, longestLine(written.reveal())]))
  const grep = startGit(['grep', '-a', '-h', '-o', '-F', '--no-color', '-f', '-', 'HEAD', '--'], cwd)
  grep.child.stdin!.end([...new Set(lines.values())].map((line) => `${line}\n`).join(''))
  // It fails when it finds nothing, and where there is no HEAD: nothing is in it then.
  const found = new Set((await readGit(grep).catch(() => Buffer.alloc(0))).toString().split('\n'))
  for (const finding of findings) finding.inHead = found.has(lines.get(finding.secret)!)
}

/** Git and we look for one line at a time. */
export const longestLine = (text: string): string =>
  text.split(/\r?\n/).reduce((longest, line) => (line.length > longest.length ? line : longest), '')
