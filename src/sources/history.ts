// The whole history: every blob of every ref once, each with the commit that brought it, and the messages of commits and tags.
import { BlobReader } from './blobs.ts'
import { commits } from './commits.ts'
import { scanCommits } from './commit-scan.ts'
import type { Help } from './commit-scan.ts'
import type { FileChanges } from './file-changes.ts'
import { answerOf } from './git.ts'
import { OLDER_MISSING } from './shallow.ts'
import { arriving } from './moves.ts'
import type { Exempts } from './moves.ts'
import { stashCommits } from './stash.ts'
import type { Commit, FullCommit } from './commits.ts'
import type { Change } from './raw-diff.ts'
import { taggedContent } from './tags.ts'
import type { Source } from '../source.ts'

export interface HistoryOptions extends Help {
  /** Is told of all that commits changed. */
  changes?: FileChanges | undefined
}

/** @throws UserError no-repository, git-failed */
export async function historySource(
  largest: number,
  cwd: string,
  { changes, ...help }: HistoryOptions = {},
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
      const fresh = freshOnly(listed, help.exempts, changes)
      yield* scanCommits(fresh, blobs, help)
    } finally {
      blobs.close()
    }
  })()
}

/** Each blob with the first commit that brings it. */
async function* freshOnly(
  all: AsyncIterable<FullCommit>,
  exempts: Exempts | undefined,
  noted: FileChanges | undefined,
): AsyncGenerator<Commit> {
  const seen = new Set<string>()
  for await (const commit of all) {
    noted?.note(commit)
    const changes: Change[] = []
    for (const change of await arriving(commit.changes, exempts)) {
      if (seen.has(change.oid)) continue
      // It may come again under another name.
      if (!(await exempts?.(change.path))) seen.add(change.oid)
      changes.push(change)
    }
    yield { ...commit, changes }
  }
}
