// A whole history against git's own walk through it: npx tsx test/bench/history.ts [REPOSITORY]
import { execFileSync } from 'node:child_process'
import { alone, compare, isAlone, unleak } from './contract.ts'
import { historyRepository } from './history-repository.ts'
import type { Row } from './contract.ts'

export const name = 'history'

/** Commits; from here on it counts as long. */
const LONG = 30_000

/** Without what an earlier run remembers, and with it. */
export async function run(): Promise<Row[]> {
  const given = isAlone(import.meta) ? process.argv[2] : undefined
  const cwd = given ?? (await historyRepository())
  const commits = Number(execFileSync('git', ['rev-list', '--count', '--all'], { cwd, encoding: 'utf8' }))
  const log = { command: 'git', args: ['log', '-p', '-U0', '--all'], cwd }
  const floor = 'git log -p -U0 --all'
  const target = commits >= LONG ? 0.3 : 0.7
  const fresh = await compare(unleak(['scan', '--history', '--quiet', '--threads', '2', '--no-cache'], cwd), log)
  const again = await compare(unleak(['scan', '--history', '--quiet', '--threads', '2'], cwd), log)
  return [
    { work: `history, ${commits} commits`, floor, target, ...fresh },
    { work: `the same again, clean blobs known`, floor, target, ...again },
  ]
}

await alone(import.meta, { name, run })
