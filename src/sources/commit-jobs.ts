// Commits, scanned in jobs: blobs of one path are one job's, oldest first, because git unpacks them fastest
// that way, and because a version is then beside the one before it, so that only what changed need be looked at.
import { messageOf } from './commits.ts'
import type { Commit } from './commits.ts'
import type { Change } from './raw-diff.ts'
import type { Finding } from '../types.ts'
import type { Scanned, Source } from '../source.ts'
import { nothingTold } from '../source.ts'
import type { Job, JobResult, Part, RunJob } from '../workers/job.ts'

/** Blobs of the first window, while all the rest waits, and of the largest: what is held in memory at once. */
const FIRST_WINDOW = 3000
const LARGEST_WINDOW = 48_000
/** Git lists blobs so much faster than workers scan them. At each window's begin files are scanned as a whole. */
const GROWTH = 4
/** Commits without blobs fill a window, too: their messages are in it. */
const MOST_COMMITS = 24_000
/** A job ends at the next path from here on, and in a file with a long history of its own at the most. */
const BLOBS_A_JOB = 150
const MOST_BLOBS_A_JOB = 600
/** In a short list, so that no thread waits long for another's last one. */
const FEWEST_JOBS = 16
const MESSAGES_A_JOB = 1000

/** @param runOf who does the jobs, now that there are so many blobs. Findings come in the order of the commits. */
export async function* commitsInJobs(
  commits: AsyncIterable<Commit>,
  runOf: (blobs: number) => Promise<RunJob>,
): Source {
  // The next window is read while this one is scanned.
  let running: Window | undefined
  let known = 0
  for await (const window of windows(commits)) {
    known += blobsOf(window)
    const next = start(window, await runOf(known))
    if (running) yield* told(running)
    running = next
  }
  if (running) yield* told(running)
}

const blobsOf = (commits: Commit[]): number => commits.reduce((sum, { changes }) => sum + changes.length, 0)

async function* windows(commits: AsyncIterable<Commit>): AsyncGenerator<Commit[]> {
  let window: Commit[] = []
  let most = FIRST_WINDOW
  let blobs = 0
  for await (const commit of commits) {
    if (blobs >= most || window.length >= MOST_COMMITS) {
      yield window
      window = []
      blobs = 0
      most = Math.min(LARGEST_WINDOW, most * GROWTH)
    }
    window.push(commit)
    blobs += commit.changes.length
  }
  yield window
}

/** One blob, and the commit that brought it. */
interface Item {
  change: Change
  /** Index in the window. */
  commit: number
  order: number
}

interface Window {
  commits: Commit[]
  /** Items of each job of `results`. */
  lists: Item[][]
  results: Promise<JobResult>[]
  /** Each of MESSAGES_A_JOB commits. */
  messages: Promise<JobResult>[]
}

function start(commits: Commit[], run: RunJob): Window {
  const lists = jobsOf(commits)
  const jobs = lists.map((list): Job => ({ kind: 'blobs', changes: list.map(({ change }) => change) }))
  const talk: Job[] = []
  for (let at = 0; at < commits.length; at += MESSAGES_A_JOB)
    talk.push({ kind: 'messages', texts: commits.slice(at, at + MESSAGES_A_JOB).map(({ message }) => message) })
  const begin = (job: Job): Promise<JobResult> => {
    const running = run(job)
    // It may fail before it is waited for.
    running.catch(() => {})
    return running
  }
  return { commits, lists, results: jobs.map(begin), messages: talk.map(begin) }
}

function jobsOf(commits: Commit[]): Item[][] {
  let order = 0
  const items = commits.flatMap(({ changes }, commit) => changes.map((change) => ({ change, commit, order: order++ })))
  items.sort((a, b) => (a.change.path < b.change.path ? -1 : a.change.path > b.change.path ? 1 : a.order - b.order))
  const lists: Item[][] = []
  let list: Item[] = []
  const enough = Math.min(BLOBS_A_JOB, items.length / FEWEST_JOBS)
  for (const item of items) {
    const full = list.length >= enough && list.at(-1)!.change.path !== item.change.path
    if (full || list.length >= MOST_BLOBS_A_JOB) {
      lists.push(list)
      list = []
    }
    list.push(item)
  }
  return list.length > 0 ? [...lists, list] : lists
}

/** What a window brought, in the order of its commits; a message that must be looked at again comes as a chunk. */
async function* told({ commits, lists, results, messages }: Window): Source {
  const sums: Scanned = { findings: [], skipped: [], files: 0, bytes: 0, told: nothingTold() }
  const add = ({ files, bytes, told: { leftOut } }: JobResult): void => {
    sums.files += files
    sums.bytes += bytes
    sums.told.leftOut.push(...leftOut)
  }
  const parts: { item: Item; part: Part }[] = []
  for (const [i, running] of results.entries()) {
    const result = await running
    add(result)
    for (const part of result.parts) parts.push({ item: lists[i]![part.item]!, part })
  }
  const again = new Map<number, Part>()
  for (const [i, running] of messages.entries()) {
    const result = await running
    add(result)
    for (const part of result.parts) again.set(i * MESSAGES_A_JOB + part.item, part)
  }
  yield { scanned: sums }
  parts.sort((a, b) => a.item.order - b.item.order)
  let next = 0
  for (const [i, commit] of commits.entries()) {
    const message = again.get(i)
    if (message && message.skipped.length === 0) yield messageOf(commit)
    for (const skipped of message?.skipped ?? []) yield { skipped }
    for (; parts[next]?.item.commit === i; next++) yield { scanned: broughtBy(commit, parts[next]!.part) }
  }
}

const broughtBy = (commit: Commit, { findings, skipped }: Part): Scanned => ({
  findings: findings.map((finding) => withCommit(finding, commit)),
  skipped,
  files: 0,
  bytes: 0,
  told: nothingTold(),
})

/** In the order in which a finding's keys are told everywhere: behind the place. */
function withCommit(finding: Finding, { id, origin }: Commit): Finding {
  const entries = Object.entries(finding)
  const at = entries.findIndex(([key]) => key === 'fingerprint')
  return Object.fromEntries([
    ...entries.slice(0, at),
    ...Object.entries({ commit: id, ...origin }),
    ...entries.slice(at),
  ]) as unknown as Finding
}
