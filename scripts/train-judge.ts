// Trains the judge of generic secrets on the labelled corpus, cross-validated by repository: npx tsx scripts/train-judge.ts DIR NPM
// DIR is the laid-out corpus (node ../shared/corpus/unpack.mjs DIR), NPM published packages (npx tsx scripts/npm-corpus.ts NPM).
// Writes src/judge/weights.json and prints the scores.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { candidatesOf, publishedCandidates } from './judge/candidates.ts'
import { foldsOf, thresholdsOf, weightsOf } from './judge/folds.ts'
import { train } from './judge/logistic.ts'

const [directory = '', published = ''] = process.argv.slice(2)
const labels = path.join(process.env['UNLEAK_CORPUS'] ?? '../shared/corpus', 'labels.jsonl')
const labelled = await candidatesOf(directory, readFileSync(labels, 'utf8'))
const code = await publishedCandidates(published)
const data = [...labelled, ...code]
const repositories = new Set(data.map(({ repository }) => repository))
const thresholds = thresholdsOf(foldsOf(data))
const model = weightsOf(train(data), thresholds)
writeFileSync('src/judge/weights.json', `${JSON.stringify(model, undefined, 1)}\n`)

const percent = (value: number): string => `${(100 * value).toFixed(1)}%`
const { best } = thresholds
console.log(
  `${labelled.length} labelled candidates, ${code.length} of published code, ${repositories.size} repositories; ${Object.keys(model.weights).length} weights`,
)
console.log(
  `cross-validated candidates: best F1 ${percent(best.f1)} (precision ${percent(best.precision)}, recall ${percent(best.recall)})`,
)
console.log(`medium from score ${model.medium}, low from ${model.low}`)
