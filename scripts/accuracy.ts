// Scans the labelled corpus, prints its scorer's table, and fails when a figure falls below test/accuracy.json: npm run accuracy
// The corpus is no part of this repository: it lies in ../shared/corpus, or where UNLEAK_CORPUS says. `--update` writes the figures.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const corpus = path.resolve(process.env['UNLEAK_CORPUS'] ?? '../shared/corpus')
const KEPT = 'test/accuracy.json'
/** Rounding, and findings that trade places. */
const SLACK = 0.002

type Figures = Record<'precision' | 'precisionAll' | 'recall' | 'f1', number>

function score(directory: string, confidence: string): Figures {
  const findings = path.join(directory, 'findings.jsonl')
  const args = [path.resolve('bin/unleak.js'), 'scan', '.', '--format', 'jsonl', '--min-confidence', confidence]
  const { stdout, status } = spawnSync(process.execPath, args, {
    cwd: path.join(directory, 'files'),
    maxBuffer: 2 ** 28,
  })
  if (status !== 1) throw new Error(`the scan ended with ${status}`)
  writeFileSync(findings, stdout)
  const scorer = (...options: string[]): string =>
    execFileSync(
      process.execPath,
      [path.join(corpus, 'score.mjs'), findings, '--files', path.join(directory, 'files'), ...options],
      { encoding: 'utf8' },
    )
  console.log(`\nfrom confidence ${confidence} up`)
  console.log(scorer().split('\n').slice(0, 7).join('\n'))
  const { precision, precisionAll, recall, f1 } = JSON.parse(scorer('--json')) as Figures
  return { precision, precisionAll, recall, f1 }
}

if (!existsSync(path.join(corpus, 'score.mjs'))) {
  console.log(`skipped: there is no labelled corpus at ${corpus}; UNLEAK_CORPUS names another place`)
} else {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'unleak-accuracy-'))
  try {
    execFileSync(process.execPath, [path.join(corpus, 'unpack.mjs'), path.join(directory, 'files')], {
      stdio: 'ignore',
    })
    const now = { medium: score(directory, 'medium'), low: score(directory, 'low') }
    if (process.argv.includes('--update')) writeFileSync(KEPT, `${JSON.stringify(now, undefined, 2)}\n`)
    const kept = JSON.parse(readFileSync(KEPT, 'utf8')) as typeof now
    for (const level of ['medium', 'low'] as const) {
      for (const [name, before] of Object.entries(kept[level])) {
        const after = now[level][name as keyof Figures]
        if (after >= before - SLACK) continue
        console.log(`${level}: ${name} fell from ${before.toFixed(3)} to ${after.toFixed(3)}`)
        process.exitCode = 1
      }
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
