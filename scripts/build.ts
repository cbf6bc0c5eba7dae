// Builds dist/: the bundled program and library, their types, the web page, and the compiled rules.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { rolldown } from 'rolldown'
import { packTable } from '../src/detect/automaton.ts'
import { compileRules } from '../src/rules/compile.ts'
import type { FreshRules } from '../src/rules/compile.ts'
import type { StoredAutomaton } from '../src/rules-file.ts'
import type { Rule } from '../src/types.ts'
import { buildPage } from './page.ts'
import { readAllRules } from './rule-files.ts'

function writeRules(rules: Rule[], { automaton, weights, sets, files, ...lists }: FreshRules): void {
  const { table, classes, ...small } = automaton
  const stored: StoredAutomaton = { ...small, classes: [...classes], sets, files }
  const lines = (values: unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n')
  writeFileSync('dist/automaton.json', JSON.stringify(stored))
  writeFileSync('dist/automaton.bin', packTable(table))
  writeFileSync('dist/rules.jsonl', lines(lists.rules))
  writeFileSync('dist/keywords.jsonl', lines(lists.keywords))
  writeFileSync('dist/judge.json', JSON.stringify(weights))
  writeFileSync('dist/rule-texts.json', JSON.stringify(rules))
}

/** The compiler writes the types of every module; a user sees only what the index reaches. */
function keepReachableTypes(folder: string, entry: string): void {
  const kept = new Set([entry])
  for (const file of kept) {
    for (const [, target] of readFileSync(path.join(folder, file), 'utf8').matchAll(/from '(\.[^']+)\.[jt]s'/g)) {
      kept.add(path.join(path.dirname(file), `${target}.d.ts`))
    }
  }
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.ts') && !kept.has(file)) rmSync(path.join(folder, file))
  }
}

/** Everything is bundled: start-up is the hook's budget, and an install brings no other package. */
async function bundle(input: Record<string, string>): Promise<void> {
  const bundler = await rolldown({ input, platform: 'node', resolve: { mainFields: ['module', 'main'] } })
  await bundler.write({ dir: 'dist', format: 'esm', minify: true, comments: false, chunkFileNames: '[name]-[hash].js' })
  await bundler.close()
}

// A wrong rule leaves the last build as it was.
const rules = (await readAllRules()).flatMap((file) => file.rules)
const compiled = compileRules(rules)
rmSync('dist', { recursive: true, force: true })
mkdirSync('dist')
writeRules(rules, compiled)
// The hook shares no file with the rest: one file loads faster than ten.
await bundle({ hook: 'src/hook.ts' })
await bundle({ cli: 'src/cli.ts', index: 'src/index.ts', worker: 'src/workers/worker.ts' })
await buildPage()
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], { stdio: 'inherit' })
keepReachableTypes('dist/types', 'index.d.ts')
writeBuildId()

/** What the build is made of: a blob that one build found clean need not be so for another. */
function writeBuildId(): void {
  const hash = createHash('sha256')
  for (const file of readdirSync('dist')
    .filter((name) => /\.(?:js|jsonl?|bin)$/.test(name))
    .toSorted())
    hash.update(file).update(readFileSync(path.join('dist', file)))
  writeFileSync('dist/build-id', hash.digest('hex'))
}
