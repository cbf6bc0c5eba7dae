// All commits with what they change and say, oldest first, as git writes them.
import { randomUUID } from 'node:crypto'
import { PLAIN_DIFF, startGit } from './git.ts'
import { readRawChanges } from './raw-diff.ts'
import type { Change, RawChange } from './raw-diff.ts'
import { COMMIT_MESSAGE } from '../source.ts'
import type { Chunk } from '../types.ts'

/** What a commit brings; the rest where it is told with the findings. */
export interface Brought {
  id: string
  author?: string
  date?: string
  message?: string
  changes: Change[]
}

export interface Commit extends Required<Brought> {
  changes: RawChange[]
}

export const messageOf = ({ id, message = '', author = '', date = '' }: Omit<Brought, 'changes'>): Chunk => ({
  path: COMMIT_MESSAGE,
  bytes: Buffer.from(message),
  binary: false,
  commit: id,
  origin: { author, date },
})

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
