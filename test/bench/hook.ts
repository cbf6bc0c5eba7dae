// The pre-commit hook against the start of Node alone, and against the comparison that git itself makes: npx tsx test/bench/hook.ts
import { rmSync } from 'node:fs'
import { alone, ratioOf, RUNS, unleak } from './contract.ts'
import type { Row } from './contract.ts'
import { hookRepository } from './hook-repository.ts'

export const name = 'hook'

const NODE = { command: process.execPath, args: ['-e', '0'] }

export async function run(): Promise<Row[]> {
  const rows: Row[] = []
  for (const [count, against, target] of [
    [1, 'node', 1.75],
    [20, 'node', 1.75],
    [500, 'git', 1.5],
  ] as const) {
    const cwd = hookRepository(count)
    const diff = { command: 'git', args: ['diff', '--cached', '-U0'], cwd }
    const ratio = await ratioOf(unleak(['hook', 'pre-commit'], cwd), against === 'node' ? NODE : diff)
    const floor = against === 'node' ? 'node -e 0' : 'git diff --cached -U0'
    rows.push({ work: `hook, ${count} staged file${count === 1 ? '' : 's'}`, floor, ratio, target, runs: RUNS })
    rmSync(cwd, { recursive: true, force: true })
  }
  return rows
}

await alone(import.meta, { name, run })
