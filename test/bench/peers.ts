// Beside other scanners: the hook on the same 20 files, a tree on the same cores: npx tsx test/bench/peers.ts
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tell } from './bar.ts'
import { alone, compare, RUNS, unleak } from './contract.ts'
import type { Row } from './contract.ts'
import { partOfTree } from './growth.ts'
import { hookRepository } from './hook-repository.ts'
import { hasCorpus, labelled } from './labelled.ts'
import type { Labelled } from './labelled.ts'
import { peers } from './peer-programs.ts'
import { sourceTree } from './source-tree.ts'

export const name = 'peers'

const TARGET = 0.9
const CORES = 2
/** What takes minutes is run on less, and less often. */
const SLOW_MB = 10
const SLOW_RUNS = 3

const scanners = peers()

export const versions = (): Record<string, string> =>
  Object.fromEntries(scanners.map((peer) => [peer.name, peer.version]))

export async function run(): Promise<Row[]> {
  const rows: Row[] = []
  const cwd = hookRepository(20)
  const files = execFileSync('git', ['diff', '--cached', '--name-only'], { cwd, encoding: 'utf8' }).trim().split('\n')
  for (const peer of scanners) {
    const measured = await compare(unleak(['hook', 'pre-commit'], cwd), peer.hook(cwd, files))
    rows.push({ work: 'hook, 20 staged files', floor: `${peer.name}'s`, target: TARGET, ...measured })
  }
  rmSync(cwd, { recursive: true, force: true })
  if (!hasCorpus()) tell('no labelled corpus: what each scanner finds is not counted')
  const scores = hasCorpus() ? await labelled(scanners) : new Map<string, Labelled>()
  const own = scores.get('unleak')
  for (const peer of scanners) {
    const tree = peer.slow ? partOfTree(SLOW_MB) : sourceTree()
    const scan = unleak(['scan', '--quiet', '--threads', String(CORES)], tree)
    const measured = await compare(scan, peer.tree(tree, CORES), peer.slow ? Math.min(SLOW_RUNS, RUNS) : RUNS)
    const score = scores.get(peer.name)
    const found = own && score ? ` (finds ${score.found} of ${own.units} labelled secrets, unleak ${own.found})` : ''
    const work = `${peer.slow ? SLOW_MB : 150} MB of source, two cores`
    rows.push({ work, floor: `${peer.name}${found}`, target: TARGET, ...measured })
  }
  return rows
}

await alone(import.meta, { name, run })
