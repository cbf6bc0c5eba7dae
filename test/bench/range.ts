// Ranges of commits, as a CI run has them, against git's own diff of the same: npx tsx test/bench/range.ts [REPOSITORY]
import { alone, compare, isAlone, unleak } from './contract.ts'
import { historyRepository } from './history-repository.ts'
import type { Row } from './contract.ts'

export const name = 'range'

const LENGTHS = [100, 1000, 5000]

export async function run(): Promise<Row[]> {
  const given = isAlone(import.meta) ? process.argv[2] : undefined
  const cwd = given ?? (await historyRepository())
  const rows: Row[] = []
  for (const length of LENGTHS) {
    const range = `HEAD~${length}..HEAD`
    const measured = await compare(unleak(['scan', '--range', range, '--quiet', '--no-cache'], cwd), {
      command: 'git',
      args: ['log', '-p', range],
      cwd,
    })
    rows.push({ work: `range of ${length} commits`, floor: 'git log -p of the same', target: 1.15, ...measured })
  }
  return rows
}

await alone(import.meta, { name, run })
