// Beside other scanners: the hook on the same 20 files, a tree on the same cores: npx tsx test/bench/peers.ts
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tell } from './bar.ts'
import { alone, compare, preCommit, RUNS, secondsOf, unleak } from './contract.ts'
import type { Program, Row } from './contract.ts'
import { partOfTree } from './growth.ts'
import { hookRepository } from './hook-repository.ts'
import { hasCorpus, labelled } from './labelled.ts'
import type { Labelled } from './labelled.ts'
import { PEER_CODES, peers } from './peer-programs.ts'
import { sourceTree } from './source-tree.ts'

export const name = 'peers'

const TARGET = 0.9
const CORES = 2
/** What takes minutes is run on less. */
const SLOW_MB = 10
/** For one run of a peer: its row says when it needs more, and what share of that time is ours. */
const MOST_SECONDS = 60
/** For all runs of a row. */
const ROW_SECONDS = 40
const FEWEST_RUNS = 3

const scanners = peers()

export const versions = (): Record<string, string> =>
  Object.fromEntries(scanners.map((peer) => [peer.name, peer.version]))

export async function run(): Promise<Row[]> {
  const rows: Row[] = []
  const cwd = hookRepository(20)
  const files = execFileSync('git', ['diff', '--cached', '--name-only'], { cwd, encoding: 'utf8' }).trim().split('\n')
  for (const peer of scanners) {
    const own = preCommit(cwd)
    rows.push(await besides('hook, 20 staged files', own, `${peer.name}'s`, peer.hook(cwd, files)))
  }
  rmSync(cwd, { recursive: true, force: true })
  if (!hasCorpus()) tell('no labelled corpus: what each scanner finds is not counted')
  const scores = hasCorpus() ? await labelled(scanners) : new Map<string, Labelled>()
  const own = scores.get('unleak')
  for (const peer of scanners) {
    const tree = peer.slow ? partOfTree(SLOW_MB) : sourceTree()
    const scan = unleak(['scan', '--quiet', '--threads', String(CORES)], tree)
    const score = scores.get(peer.name)
    const found = own && score ? ` (finds ${score.found} of ${own.units} labelled secrets, unleak ${own.found})` : ''
    const work = `${peer.slow ? SLOW_MB : 150} MB of source, two cores`
    rows.push(await besides(work, scan, `${peer.name}${found}`, peer.tree(tree, CORES)))
  }
  return rows
}

/** As often as there is time for. */
async function besides(work: string, own: Program, floor: string, theirs: Program): Promise<Row> {
  tell(`${work} / ${floor}`)
  const [first, ours] = [await secondsOf(theirs, PEER_CODES, MOST_SECONDS), await secondsOf(own)]
  if (first === Number.POSITIVE_INFINITY) {
    const late = `${floor}, stopped after ${MOST_SECONDS} s`
    return { work, floor: late, target: TARGET, ratio: ours / MOST_SECONDS, runs: 1 }
  }
  const runs = Math.min(RUNS, Math.max(FEWEST_RUNS, Math.floor(ROW_SECONDS / (first + ours))))
  return { work, floor, target: TARGET, ...(await compare(own, theirs, runs, PEER_CODES)) }
}

await alone(import.meta, { name, run })
