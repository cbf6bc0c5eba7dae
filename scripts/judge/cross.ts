// Scans each repository of the corpus with a judge that has not seen it: what a new repository would get.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { DEFAULTS } from '../../src/defaults.ts'
import { createMatcher } from '../../src/detect/matcher.ts'
import { findingJson } from '../../src/finding-json.ts'
import { modelOf } from '../../src/judge/model.ts'
import { scanChunk } from '../../src/pipeline.ts'
import { compileRules } from '../../src/rules/compile.ts'
import { decode } from '../../src/sources/encoding.ts'
import { CONFIDENCES } from '../../src/types.ts'
import type { Finding } from '../../src/types.ts'
import { readAllRules } from '../rule-files.ts'
import { candidatesOf, publishedCandidates } from './candidates.ts'
import { foldsOf, thresholdsOf, weightsOf } from './folds.ts'

export interface Paths {
  /** The laid-out corpus. */
  files: string
  labels: string
  /** Published packages, as scripts/npm-corpus.ts fills it. */
  published: string
}

/**
 * All findings, of every confidence, with the rules as they are: only the judge is new for each fold, and the least
 * scores come from the folds that it was trained on.
 */
export async function crossFindings({ files, labels, published }: Paths): Promise<Finding[]> {
  const labelled = await candidatesOf(files, readFileSync(labels, 'utf8'))
  const folds = foldsOf([...labelled, ...(await publishedCandidates(published))])
  const rules = (await readAllRules()).flatMap((file) => file.rules)
  const compiled = compileRules(rules)
  const findings: Finding[] = []
  for (const repository of readdirSync(files)) {
    const fold = folds.findIndex(({ repositories }) => repositories.has(repository))
    const held = folds[Math.max(0, fold)]!
    const weights = weightsOf(held.model, thresholdsOf(folds.filter((other) => other !== held)))
    const matcher = createMatcher({ ...compiled, model: modelOf(weights) })
    for (const file of readdirSync(path.join(files, repository), { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue
      const full = path.join(file.parentPath, file.name)
      const chunk = { path: path.relative(files, full), ...decode(readFileSync(full)) }
      findings.push(
        ...(await scanChunk(
          chunk,
          matcher,
          { ...DEFAULTS, minConfidence: 'low' },
          { pathHere: path.relative(path.join(files, repository), full) },
        )),
      )
    }
  }
  return findings
}

/** One JSON a line, from a confidence up. */
export const linesOf = (findings: Finding[], least: 'medium' | 'low'): string =>
  findings
    .filter(({ confidence }) => CONFIDENCES.indexOf(confidence) <= CONFIDENCES.indexOf(least))
    .map(findingJson)
    .join('\n')
