// The engine against the slow reference of the tests, on far more code than a test has time for: npm run differential
// [DIRECTORY] [MB]. The packages of scripts/npm-corpus.ts by default; some six minutes of one core. Ends with 1 when they differ.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fastGlob from 'fast-glob'
import { startProgress } from '../src/progress.ts'
import { compileRules } from '../src/rules/compile.ts'
import { visible } from '../src/terminal.ts'
import { CORPUS } from '../test/bench/source-tree.ts'
import { createSides } from '../test/support/reference.ts'
import { readAllRules } from './rule-files.ts'

const MB = 2 ** 20
const [directory = CORPUS, most = '300'] = process.argv.slice(2)
if (!existsSync(directory)) throw new Error(`no ${directory}; first: npx tsx scripts/npm-corpus.ts ${directory}`)

const bothSides = createSides(compileRules((await readAllRules()).flatMap((file) => file.rules)))
const entries = fastGlob
  .sync('**/*', { cwd: directory, dot: true, stats: true, followSymbolicLinks: false })
  .toSorted((a, b) => (a.path < b.path ? -1 : 1))
const progress = startProgress(entries.length)
let [files, bytes, found, lost, added] = [0, 0, 0, 0, 0]
for (let i = 0; i < entries.length && bytes < Number(most) * MB; i++) {
  // Steps of a prime: no one package fills the budget.
  const file = entries[(i * 7919) % entries.length]!.path
  const content = readFileSync(path.join(directory, file))
  const { engine, reference } = bothSides(content)
  const missing = reference.filter((label) => !engine.includes(label))
  const surplus = engine.filter((label) => !reference.includes(label))
  for (const label of missing) console.log(`lost  ${visible(file)}: ${label}`)
  for (const label of surplus) console.log(`added ${visible(file)}: ${label}`)
  files++
  bytes += content.length
  found += reference.length
  lost += missing.length
  added += surplus.length
  progress.update({ files, bytes })
}
progress.stop()
console.log(`${files} files, ${Math.round(bytes / MB)} MB: ${found} matches of patterns, ${lost} lost, ${added} added`)
process.exitCode = lost + added > 0 || files === 0 ? 1 : 0
