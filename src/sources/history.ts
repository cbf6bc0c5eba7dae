// The whole history: every blob of every ref once, each with the commit that brought it, and the messages of commits and tags.
import { BlobReader } from './blobs.ts'
import { commits } from './commits.ts'
import { scanCommits } from './commit-scan.ts'
import type { Help } from './commit-scan.ts'
import { answerOf, readGit, startGit } from './git.ts'
import { stashCommits } from './stash.ts'
import type { Commit } from './commits.ts'
import type { RawChange } from './raw-diff.ts'
import type { Chunk, Finding, Skipped } from '../types.ts'
import type { Source } from '../source.ts'

/** Is a path left out on purpose? */
type Ignored = (path: string) => boolean | Promise<boolean>

/**
 * @param ignored is a path left out on purpose? Its blob may come again under another name.
 * @throws UserError no-repository, git-failed
 */
export async function historySource(
  largest: number,
  cwd: string,
  ignored: Ignored = () => false,
  help: Help = {},
): Promise<Source> {
  const [stashed, head, shallow, refs] = await Promise.all([
    // Of the stash a ref names only the latest entry.
    stashCommits(cwd, false),
    // A detached HEAD is no ref; an unborn one is no commit.
    answerOf(['rev-parse', '--verify', '--quiet', 'HEAD'], cwd),
    answerOf(['rev-parse', '--is-shallow-repository'], cwd),
    answerOf(['for-each-ref', '--format=%(objecttype) %(objectname) %(refname:short)', 'refs/tags'], cwd),
  ])
  const tips = [...(head === '' ? [] : ['HEAD']), ...stashed]
  const tags = refs.split('\n').filter((line) => line.startsWith('tag '))
  return (async function* () {
    if (shallow === 'true')
      yield {
        skipped: {
          path: '(history)',
          reason: 'this clone is shallow, older commits are not here: add --deepen, or git fetch --unshallow',
        },
      }
    const blobs = new BlobReader({ bytes: largest }, cwd)
    try {
      yield* tagMessages(tags, blobs)
      const fresh = freshOnly(commits(['--all', ...tips], cwd), ignored)
      yield* scanCommits(fresh, blobs, help)
    } finally {
      blobs.close()
    }
  })()
}

/** Each blob with the first commit that brings it. */
async function* freshOnly(all: AsyncIterable<Commit>, ignored: Ignored): AsyncGenerator<Commit> {
  const seen = new Set<string>()
  for await (const commit of all) {
    const changes: RawChange[] = []
    for (const change of commit.changes) {
      if (!change.brings || seen.has(change.oid)) continue
      const answer = ignored(change.path)
      if (!(typeof answer === 'boolean' ? answer : await answer)) seen.add(change.oid)
      changes.push(change)
    }
    yield { ...commit, changes }
  }
}

async function* tagMessages(lines: string[], blobs: BlobReader): AsyncGenerator<Chunk | { skipped: Skipped }> {
  for (const line of lines) {
    const [, oid = '', ...name] = line.split(' ')
    const path = `(message of tag ${name.join(' ')})`
    const text = await blobs.read(oid)
    yield 'problem' in text ? { skipped: { path, reason: text.problem } } : { path, bytes: text, binary: false }
  }
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
