// Runs the benchmarks, or those that are named, and keeps their medians in docs/bench.json: npm run bench [-- hook tree].
// UNLEAK_BENCH_RUNS for fewer runs than 15. Ends with 1 when a target is missed.
import { announce, tell } from './bar.ts'
import { lineOf } from './contract.ts'
import type { Benchmark } from './contract.ts'
import { keep } from './result.ts'

/** Loaded when it is its turn: one that cannot run must not keep the others from it. */
const BENCHMARKS: Record<string, () => Promise<Benchmark & { versions?: () => Record<string, string> }>> = {
  hook: () => import('./hook.ts'),
  tree: () => import('./tree.ts'),
  history: () => import('./history.ts'),
  range: () => import('./range.ts'),
  memory: () => import('./memory.ts'),
  growth: () => import('./growth.ts'),
  hostile: () => import('./hostile.ts'),
  peers: () => import('./peers.ts'),
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BENCHMARKS)
const unknown = names.find((name) => !Object.hasOwn(BENCHMARKS, name))
if (unknown !== undefined) {
  console.error(`there is no benchmark "${unknown}"; there are ${Object.keys(BENCHMARKS).join(', ')}`)
  process.exit(2)
}
for (const [i, name] of names.entries()) {
  announce(`[${i + 1}/${names.length}] ${name}`)
  const began = performance.now()
  try {
    const { run, versions } = await BENCHMARKS[name]!()
    const rows = await run()
    announce('')
    for (const row of rows) {
      console.log(lineOf(row))
      if (row.ratio > row.target) process.exitCode = 1
    }
    keep(name, rows, versions?.())
  } catch (error) {
    announce('')
    tell(`${name} could not run: ${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  }
  tell(`${name}: ${Math.round((performance.now() - began) / 1000)} s`)
}
// The table and the plot.
await import('../../scripts/gen.ts')
