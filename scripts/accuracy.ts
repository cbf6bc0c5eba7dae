// Scans the labelled corpus, prints its scorer's table, and fails when a figure falls below test/accuracy.json: npm run accuracy
// The corpus is no part of this repository: it lies in ../shared/corpus, or where UNLEAK_CORPUS says. `--update` writes the figures.
// `--cross` scans every repository with a judge that is trained without it, and so tells of new ones; it needs the published
// code too (npx tsx scripts/npm-corpus.ts; UNLEAK_NPM names another place). Options behind `--` go to the scorer: `-- --missed 20`.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { crossFindings, linesOf } from './judge/cross.ts'

const corpus = path.resolve(process.env['UNLEAK_CORPUS'] ?? '../shared/corpus')
const KEPT = 'test/accuracy.json'
/** Rounding, and findings that trade places. */
const SLACK = 0.002

type Figures = Record<'precision' | 'precisionAll' | 'recall' | 'f1', number>

const LEVELS = ['medium', 'low'] as const
type Level = (typeof LEVELS)[number]

const { values: options, positionals: scorerOptions } = parseArgs({
  allowPositionals: true,
  options: { cross: { type: 'boolean' }, update: { type: 'boolean' } },
})

/** What the built program finds. */
function scanned(directory: string, level: Level): string {
  const args = [path.resolve('bin/unleak.js'), 'scan', '.', '--format', 'jsonl', '--min-confidence', level]
  const cwd = path.join(directory, 'files')
  const { stdout, status } = spawnSync(process.execPath, args, { cwd, maxBuffer: 2 ** 28, encoding: 'utf8' })
  if (status !== 1) throw new Error(`the scan ended with ${status}`)
  return stdout
}

function score(directory: string, level: Level, findings: string): Figures {
  const file = path.join(directory, 'findings.jsonl')
  writeFileSync(file, findings)
  const args = [path.join(corpus, 'score.mjs'), file, '--files', path.join(directory, 'files')]
  const scorer = (...more: string[]): string =>
    execFileSync(process.execPath, [...args, ...more], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  console.log(`\nfrom confidence ${level} up`)
  console.log(scorerOptions.length > 0 ? scorer(...scorerOptions) : scorer().split('\n').slice(0, 7).join('\n'))
  const { precision, precisionAll, recall, f1 } = JSON.parse(scorer('--json')) as Figures
  return { precision, precisionAll, recall, f1 }
}

/** Scores below the kept ones set the exit code. */
function compare(kept: Record<Level, Figures>, now: Record<Level, Figures>): void {
  for (const level of LEVELS) {
    for (const [name, before] of Object.entries(kept[level])) {
      const after = now[level][name as keyof Figures]
      if (after >= before - SLACK) continue
      console.log(`${level}: ${name} fell from ${before.toFixed(3)} to ${after.toFixed(3)}`)
      process.exitCode = 1
    }
  }
}

if (!existsSync(path.join(corpus, 'score.mjs'))) {
  console.log(`skipped: there is no labelled corpus at ${corpus}; UNLEAK_CORPUS names another place`)
} else {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'unleak-accuracy-'))
  try {
    execFileSync(process.execPath, [path.join(corpus, 'unpack.mjs'), path.join(directory, 'files')], {
      stdio: 'ignore',
    })
    const published = path.resolve(process.env['UNLEAK_NPM'] ?? path.join(os.tmpdir(), 'unleak-npm-corpus'))
    const files = path.join(directory, 'files')
    const found = options.cross
      ? await crossFindings({ files, labels: path.join(corpus, 'labels.jsonl'), published })
      : undefined
    const figuresAt = (level: Level): Figures =>
      score(directory, level, found ? linesOf(found, level) : scanned(directory, level))
    const now = { medium: figuresAt('medium'), low: figuresAt('low') }
    const kept = JSON.parse(readFileSync(KEPT, 'utf8')) as Record<'seen' | 'unseen', typeof now>
    const how = options.cross ? 'unseen' : 'seen'
    if (options.update) writeFileSync(KEPT, `${JSON.stringify({ ...kept, [how]: now }, undefined, 2)}\n`)
    else compare(kept[how], now)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
