// The whole history: every blob of every ref once, each with the commit that brought it, and the messages of commits and tags.
import { BlobReader } from './blobs.ts'
import { commits } from './commits.ts'
import { scanCommits } from './commit-scan.ts'
import type { Help } from './commit-scan.ts'
import { answerOf } from './git.ts'
import { OLDER_MISSING } from './shallow.ts'
import { stashCommits } from './stash.ts'
import type { Commit } from './commits.ts'
import type { RawChange } from './raw-diff.ts'
import { taggedContent } from './tags.ts'
import type { Source } from '../source.ts'

export interface HistoryOptions extends Help {
  /** Is a path left out on purpose? Its blob may come again under another name. */
  ignored?: (path: string) => boolean | Promise<boolean>
  /** Told of each file that a commit gave another name. */
  onMove?: ((from: string, to: string) => void) | undefined
}

/** @throws UserError no-repository, git-failed */
export async function historySource(
  largest: number,
  cwd: string,
  { ignored = () => false, onMove, ...help }: HistoryOptions = {},
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
  const tags = refs.split('\n').flatMap((line) => {
    const [type = '', oid = '', ...name] = line.split(' ')
    const what = type === 'tag' ? 'message of tag' : 'tag'
    return oid === '' ? [] : [{ oid, type, path: `(${what} ${name.join(' ')})` }]
  })
  const listed = commits(['--all', ...tips], cwd)
  return (async function* () {
    if (shallow === 'true') yield { skipped: OLDER_MISSING }
    const blobs = new BlobReader({ bytes: largest }, cwd)
    try {
      yield* taggedContent(tags, blobs)
      const fresh = freshOnly(listed, { ignored, onMove })
      yield* scanCommits(fresh, blobs, help)
    } finally {
      blobs.close()
    }
  })()
}

/** Each blob with the first commit that brings it. */
async function* freshOnly(
  all: AsyncIterable<Commit>,
  { ignored, onMove }: Pick<HistoryOptions, 'onMove'> & Required<Pick<HistoryOptions, 'ignored'>>,
): AsyncGenerator<Commit> {
  const seen = new Set<string>()
  for await (const commit of all) {
    const changes: RawChange[] = []
    for (const change of commit.changes) {
      if (change.from !== undefined) onMove?.(change.from, change.path)
      if (!change.brings || seen.has(change.oid)) continue
      const answer = ignored(change.path)
      if (!(typeof answer === 'boolean' ? answer : await answer)) seen.add(change.oid)
      changes.push(change)
    }
    yield { ...commit, changes }
  }
}
