// What the next commit would add: the index against HEAD, never the work tree.
import { UserError } from '../errors.ts'
import type { SizeLimit } from './blobs.ts'
import { chunksOf } from './changes.ts'
import { PLAIN_DIFF, readGit, startGit } from './git.ts'
import type { GitProcess } from './git.ts'
import { LooseReader } from './loose.ts'
import { arriving } from './moves.ts'
import type { Exempts } from './moves.ts'
import { ALL_LINES, readPatches } from './patches.ts'
import type { PatchInput } from './patches.ts'
import { readRawChanges } from './raw-diff.ts'
import type { Change, RawChange } from './raw-diff.ts'
import type { Source } from '../source.ts'

/** What a person may have set otherwise. */
const SETTINGS = [
  // A large file is scanned as a whole: comparing it would take longer.
  'core.bigFileThreshold=1m',
  // Empty lines too keep the blank before them.
  'diff.suppressBlankEmpty=false',
  // Git would take a file of the work tree for the object when its size and times are the index's: not what it has to convert.
  'core.autocrlf=input',
  // ... and where an attribute forbids that (`-text`), then only when all of them are.
  'core.trustctime=true',
  'core.checkStat=default',
].flatMap((setting) => ['-c', setting])

const compared = (...more: string[]): string[] => [
  ...SETTINGS,
  'diff',
  '--cached',
  ...PLAIN_DIFF,
  '--ignore-submodules=all',
  ...more,
  '--',
]

/** All that is staged: what git is asked, here or by the shell before Node starts (scripts/pre-commit.ts). */
export const STAGED = compared('-p', ALL_LINES, '--full-index', '--no-text')
/** A commit waits for no network; a person's wish for fewer lines would outrank ours. */
export const STAGED_ENVIRONMENT = { GIT_NO_LAZY_FETCH: '1', GIT_DIFF_OPTS: undefined }

/** Bytes of patches: enough to keep git busy, few enough to keep memory flat. */
const MOST_HELD = 2 ** 20

export interface StagedOptions {
  cwd?: string
  /** Commits whose content is no news either, besides HEAD's. */
  against?: string[]
  /** Told the changed paths before the first chunk comes. */
  onPaths?: (paths: string[]) => void
  /** Asked when the first chunk is. */
  exempts?: Exempts
  /** Git's answer to `STAGED`, when somebody has asked already. */
  piped?: PatchInput | undefined
}

/**
 * Whole versions are read, so that rules see the context of an added line, and that what git calls binary is not hidden; which
 * lines are new only says where it is worth to look. Git starts at once, while the engine still loads.
 * @param limit larger blobs are skipped with a note.
 */
export function stagedSource(
  limit: SizeLimit,
  { cwd, against = [], onPaths, exempts, piped }: StagedOptions = {},
): Source {
  const ask = (args: string[]): GitProcess => startGit(args, cwd, { env: STAGED_ENVIRONMENT, input: false })
  const asked = (): Promise<RawChange[]> => {
    const { child, done } = ask(STAGED)
    return readPatches({ output: child.stdout!, done, mostHeld: MOST_HELD }, limit)
  }
  // Why git failed we learn by asking again.
  const own = piped ? readPatches(piped, limit).catch(asked) : asked()
  const others = against.map(async (commit) =>
    readRawChanges((await readGit(ask(compared(commit)))).toString().split('\0')),
  )
  // They may fail before anybody waits for them.
  for (const listing of [own, ...others]) listing.catch(() => {})
  const blobs = new LooseReader(limit, cwd)
  return (async function* () {
    try {
      // No such commit (REBASE_HEAD outside of a rebase): then only HEAD's lines are known.
      const listings = [
        own,
        ...(await Promise.allSettled(others)).flatMap((listing) =>
          listing.status === 'fulfilled' ? [listing.value] : [],
        ),
      ]
      const [staged, ...carried] = await Promise.all(listings.map(async (listing) => arriving(await listing, exempts)))
      const changes = carried.reduce(common, staged!)
      if (changes.length === 0) await refuseBare(cwd)
      onPaths?.(changes.map(({ path }) => path))
      yield* chunksOf(changes, blobs)
    } finally {
      blobs.close()
    }
  })()
}

/** A bare repository has no index, so it looks like a clean one. @throws UserError no-work-tree */
async function refuseBare(cwd: string | undefined): Promise<void> {
  const answer = await readGit(startGit(['rev-parse', '--is-bare-repository'], cwd))
  if (answer.toString().trim() === 'true') throw new UserError('no-work-tree')
}

/** What is a change in both listings; lines are new when neither old version holds them. */
function common(changes: Change[], others: Change[]): Change[] {
  const byPath = new Map(others.map((change) => [change.path, change]))
  return changes.flatMap((change) => {
    const other = byPath.get(change.path)
    return other ? [{ ...change, old: [...change.old, ...other.old] }] : []
  })
}
