// What each rule costs on ordinary code: npx tsx test/bench/rules.ts [--json]. A rule is dear when its keyword is common, or
// when its expression has far to look for nothing.
import { readFileSync } from 'node:fs'
import fastGlob from 'fast-glob'
import { KEYWORD_DEPTH } from '../../src/detect/automaton.ts'
import { continues, unpackEnding } from '../../src/detect/endings.ts'
import { createMatcher } from '../../src/detect/matcher.ts'
import { findKeywords } from '../../src/detect/prefilter.ts'
import { compileRules } from '../../src/rules/compile.ts'
import type { FreshRules } from '../../src/rules/compile.ts'
import type { Rule } from '../../src/types.ts'
import { readAllRules } from '../../scripts/rule-files.ts'

const MOST_MB = 60
const SHOWN = 25
/** Large files are cut: in the pieces that hold no keyword of a rule it costs nothing, so they need not be timed. */
const PIECE = 16 * 1024
/** The fastest of so many counts: the rest is the machine's. */
const RUNS = 5

interface Cost {
  rule: string
  /** All per MB of input. */
  keywordHits: number
  expressionRuns: number
  microseconds: number
}

function readInput(): Buffer[] {
  const files: Buffer[] = []
  let left = MOST_MB * 2 ** 20
  for (const file of fastGlob.sync('node_modules/**/*.{js,ts,json,md}').toSorted()) {
    const bytes = readFileSync(file)
    if (bytes.length > left || bytes.includes(0)) continue
    left -= bytes.length
    for (let from = 0; from < bytes.length; ) {
      const newline = bytes.indexOf(10, from + PIECE)
      const to = newline === -1 ? bytes.length : newline + 1
      files.push(bytes.subarray(from, to))
      from = to
    }
  }
  return files
}

/** For each rule the files that hold a keyword of it: in all others it costs nothing of its own. */
function filesOfRules(compiled: FreshRules, files: Buffer[]): { files: Set<Buffer>; hits: number }[] {
  const { starts, numbers } = compiled.endings
  const endings = compiled.keywords.map((_, number) => unpackEnding(compiled, number))
  const found = compiled.rules.map(() => ({ files: new Set<Buffer>(), hits: 0 }))
  for (const bytes of files) {
    const hits = findKeywords(compiled.automaton, bytes, KEYWORD_DEPTH)
    for (let i = 0; i < hits.length; i += 2) {
      for (const number of numbers.subarray(starts[hits[i + 1]!], starts[hits[i + 1]! + 1])) {
        const { tail, anchors, names } = endings[number]!
        if (!continues(bytes, hits[i]!, tail)) continue
        for (const rule of new Set([...anchors.map((anchor) => anchor.rule), ...names])) {
          found[rule]!.files.add(bytes)
          found[rule]!.hits++
        }
      }
    }
  }
  return found
}

/** Milliseconds of the processor for all files, of each file the fastest run: what else runs on the machine counts for little. */
function timeOf(files: Buffer[], work: (bytes: Buffer) => void): number {
  return files.reduce((sum, bytes) => {
    let best = Number.POSITIVE_INFINITY
    for (let run = 0; run < RUNS; run++) {
      const start = process.cpuUsage()
      work(bytes)
      best = Math.min(best, process.cpuUsage(start).user / 1000)
    }
    return sum + best
  }, 0)
}

/** How often `work` runs an expression. */
function countRuns(work: () => void): number {
  const prototype = RegExp.prototype
  const { exec } = prototype
  let runs = 0
  prototype.exec = function counted(text) {
    runs++
    return exec.call(this, text)
  }
  try {
    work()
  } finally {
    prototype.exec = exec
  }
  return runs
}

/** Of one rule alone, without the search for its keywords, which all rules share. */
function costOf(rule: Rule, files: Buffer[], hits: number, mb: number): Cost {
  const compiled = compileRules([rule])
  const matcher = createMatcher(compiled)
  const runs = countRuns(() => files.forEach((bytes) => matcher(bytes)))
  const search = timeOf(files, (bytes) => findKeywords(compiled.automaton, bytes, KEYWORD_DEPTH))
  const own = Math.max(0, timeOf(files, matcher) - search)
  return { rule: rule.id, keywordHits: hits / mb, expressionRuns: runs / mb, microseconds: (own * 1000) / mb }
}

const files = readInput()
const mb = files.reduce((sum, bytes) => sum + bytes.length, 0) / 2 ** 20
const rules = (await readAllRules()).flatMap((file) => file.rules)
const compiled = compileRules(rules)
const found = filesOfRules(compiled, files)
const costs = rules
  .map((rule, i) => costOf(rule, [...found[i]!.files], found[i]!.hits, mb))
  .toSorted((a, b) => b.microseconds - a.microseconds)

if (process.argv.includes('--json')) console.log(JSON.stringify(costs, undefined, 2))
else {
  const matcher = createMatcher(compiled)
  const together = timeOf(files, matcher)
  const row = (...cells: (string | number)[]): string =>
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(44) : String(cell).padStart(14))).join('')
  console.log(`${files.length} pieces, ${mb.toFixed(1)} MB, ${rules.length} rules; all per MB of input\n`)
  console.log(row('rule', 'keyword hits', 'expressions', 'microseconds'))
  for (const cost of costs.slice(0, SHOWN)) {
    const { rule, keywordHits, expressionRuns, microseconds } = cost
    console.log(row(rule, keywordHits.toFixed(1), expressionRuns.toFixed(1), microseconds.toFixed(1)))
  }
  const sum = costs.reduce((total, cost) => total + cost.microseconds, 0)
  console.log(
    row(
      `the other ${costs.length - SHOWN}`,
      '',
      '',
      (sum - costs.slice(0, SHOWN).reduce((t, c) => t + c.microseconds, 0)).toFixed(1),
    ),
  )
  console.log(
    `\nall rules together, with the search for keywords: ${((together * 1000) / mb).toFixed(0)} microseconds per MB`,
  )
}
