// Commits with what they change and say, as git writes them.
import { randomUUID } from 'node:crypto'
import { PLAIN_DIFF, startGit } from './git.ts'
import { readRawChanges } from './raw-diff.ts'
import type { Change, RawChange } from './raw-diff.ts'
import { COMMIT_MESSAGE } from '../source.ts'
import type { Chunk, Origin } from '../types.ts'

export interface Commit {
  id: string
  /** Not there where nobody is to be told who and when. */
  origin?: Origin
  message: string
  /** What brings content. */
  changes: Change[]
}

/** As git lists it. */
export interface FullCommit extends Required<Commit> {
  changes: RawChange[]
}

export const messageOf = ({ id, message, origin }: Commit): Chunk => ({
  path: COMMIT_MESSAGE,
  bytes: Buffer.from(message),
  binary: false,
  commit: id,
  ...(origin ? { origin } : {}),
})

/**
 * Oldest first, so that a leak is told of the commit that brought it.
 * @param refs as `git log` takes them.
 */
export const commits = (refs: string[], cwd: string): AsyncGenerator<FullCommit> =>
  read([...refs, '--reverse', '--topo-order'], cwd)

/** In their order; none when there is no id, where git would take HEAD. */
export const listedCommits = (ids: string[], cwd: string): AsyncGenerator<FullCommit> =>
  ids.length === 0 ? none() : read(['--no-walk=unsorted', '--stdin'], cwd, ids.map((id) => `${id}\n`).join(''))

async function* none(): AsyncGenerator<never> {}

/** As git writes them, never all at once. Git starts at once: whoever asks for the first may have more to make ready. */
function read(which: string[], cwd: string, input?: string): AsyncGenerator<FullCommit> {
  // Stands before each commit. Nobody can name a file or write a message like it: it is new each time.
  const mark = randomUUID()
  const format = `tformat:${['', mark, '%H', '%an', '%aI', '%B', ''].join('%x00')}`
  const { child, done } = startGit(
    // -c shows of a merge only what differs from every parent: the rest came with the parents' own commits.
    ['log', ...which, '-r', '-c', '--root', `--format=${format}`, ...PLAIN_DIFF, '--'],
    cwd,
    { input: input !== undefined },
  )
  child.stdin?.end(input)
  const parts = child.stdout![Symbol.asyncIterator]() as AsyncIterator<Buffer>
  // What nobody is about to read when git ends, Node throws away.
  const first = parts.next()
  first.catch(() => {})
  return commitsIn({ first, parts, done, mark })
}

interface Written {
  first: Promise<IteratorResult<Buffer>>
  /** All behind it. */
  parts: AsyncIterator<Buffer>
  done: Promise<void>
  mark: string
}

async function* commitsIn({ first, parts, done, mark }: Written): AsyncGenerator<FullCommit> {
  let records: string[] = []
  let rest = ''
  const decoder = new TextDecoder()
  try {
    for (let next = await first; !next.done; next = await parts.next()) {
      const fields = (rest + decoder.decode(next.value, { stream: true })).split('\0')
      rest = fields.pop()!
      for (const field of fields) {
        if (field === mark && records.length > 0) {
          yield* commitOf(records, mark)
          records = []
        }
        records.push(field)
      }
    }
  } finally {
    await parts.return?.()
  }
  await done
  yield* commitOf([...records, rest], mark)
}

function* commitOf(records: string[], mark: string): Generator<FullCommit> {
  const from = records.indexOf(mark)
  if (from === -1) return
  const [id = '', author = '', date = '', message = ''] = records.slice(from + 1, from + 5)
  // Between a message and its changes git puts line ends and empty records.
  const first = records.findIndex((record, i) => i >= from + 5 && /^\n*:/.test(record))
  if (first !== -1) records[first] = records[first]!.trimStart()
  const changes = first === -1 ? [] : readRawChanges(records, first)
  yield { id, origin: { author, date }, message, changes }
}
