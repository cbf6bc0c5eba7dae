// Trains the judge of generic secrets on the labelled corpus, cross-validated by repository: npx tsx scripts/train-judge.ts DIR NPM
// DIR is the laid-out corpus (node ../shared/corpus/unpack.mjs DIR), NPM published packages (npx tsx scripts/npm-corpus.ts NPM).
// Writes src/judge/weights.json and prints the scores.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { candidatesOf, publishedCandidates } from './judge/candidates.ts'
import type { Labelled } from './judge/candidates.ts'
import { scoreOf, train } from './judge/logistic.ts'

const FOLDS = 6
/** What the hook reports must be right this often. */
const MEDIUM_PRECISION = 0.93

/** Below the best balance: who asks for low confidence wants weak passwords too. */
const LOW_MARGIN = 1

const [directory = '', published = ''] = process.argv.slice(2)
const labels = path.join(process.env['UNLEAK_CORPUS'] ?? '../shared/corpus', 'labels.jsonl')
const labelled = await candidatesOf(directory, readFileSync(labels, 'utf8'))
const code = await publishedCandidates(published)
const data = [...labelled, ...code]
const repositories = [...new Set(data.map(({ repository }) => repository))]
const foldOf = (row: Labelled): number => repositories.indexOf(row.repository) % FOLDS

const scored: { score: number; label: number }[] = []
for (let fold = 0; fold < FOLDS; fold++) {
  const model = train(data.filter((row) => foldOf(row) !== fold))
  for (const row of data)
    if (foldOf(row) === fold) scored.push({ score: scoreOf(model, row.features), label: row.label })
}
scored.sort((a, b) => b.score - a.score)

const positives = scored.filter(({ label }) => label === 1).length
let found = 0
let wrong = 0
let medium = Number.POSITIVE_INFINITY
let best = { f1: 0, score: 0, precision: 0, recall: 0 }
for (const { score, label } of scored) {
  if (label === 1) found++
  else if (label === 0) wrong++
  const precision = found / (found + wrong)
  const recall = found / positives
  const f1 = (2 * precision * recall) / (precision + recall)
  if (precision >= MEDIUM_PRECISION) medium = score
  if (f1 > best.f1) best = { f1, score, precision, recall }
}

const { bias, weights } = train(data)
const kept = Object.fromEntries(
  [...weights]
    .map(([feature, weight]): [string, number] => [feature, Math.round(weight * 100)])
    .filter(([, weight]) => Math.abs(weight) >= 3)
    .toSorted(([a], [b]) => (a < b ? -1 : 1)),
)
const round = (value: number): number => Math.round(value * 100) / 100
const model = { bias: round(bias), medium: round(medium), low: round(best.score - LOW_MARGIN), weights: kept }
writeFileSync('src/judge/weights.json', `${JSON.stringify(model, undefined, 1)}\n`)
const percent = (value: number): string => `${(100 * value).toFixed(1)}%`
console.log(
  `${labelled.length} labelled candidates, ${code.length} of published code, ${repositories.length} repositories, ${positives} secrets; ${Object.keys(kept).length} weights`,
)
console.log(
  `cross-validated: best F1 ${percent(best.f1)} (precision ${percent(best.precision)}, recall ${percent(best.recall)}) from score ${round(best.score)}`,
)
console.log(`medium from score ${round(medium)}`)
