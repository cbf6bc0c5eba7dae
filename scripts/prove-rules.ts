// Proves rule files while they are being written: npx tsx scripts/prove-rules.ts rules/acme.yml ...   (all files: no argument)
import { readdirSync, readFileSync } from 'node:fs'
import { proveRules } from '../src/rules/check.ts'
import { compileRules } from '../src/rules/compile.ts'
import { readRuleFile } from '../src/rules/read.ts'
import type { RuleFile } from '../src/rules/read.ts'

const wanted = process.argv.slice(2)
const all = readdirSync('rules')
  .filter((file) => file.endsWith('.yml'))
  .map((file) => `rules/${file}`)
const files: RuleFile[] = []
const only = new Set<string>()
let failed = false
for (const file of all) {
  const asked = wanted.length === 0 || wanted.includes(file)
  try {
    const read = await readRuleFile(file, readFileSync(file, 'utf8'))
    if (!asked) compileRules(read.rules)
    files.push(read)
    if (asked) for (const rule of read.rules) only.add(rule.id)
  } catch (error) {
    // Others' unfinished files do not matter here.
    if (!asked) continue
    failed = true
    console.log(error instanceof Error ? error.message : error)
  }
}
const problems = await proveRules(
  files.flatMap((file) => file.rules),
  only,
)
for (const problem of problems) {
  const home = files.find((file) => file.rules.some((rule) => rule.id === problem.id))!
  console.log(
    `${home.locate(problem)}: ${problem.id}: ${problem.key}${problem.index === undefined ? '' : `[${problem.index}]`}: ${problem.message}`,
  )
}
console.log(`${only.size} rules proved, ${problems.length} problems`)
process.exitCode = failed || problems.length > 0 ? 1 : 0
