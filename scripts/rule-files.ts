// Reads all of rules/*.yml.
import { readdirSync, readFileSync } from 'node:fs'
import { readRuleFile } from '../src/rules/read.ts'
import type { RuleFile } from '../src/rules/read.ts'

export function readAllRules(folder = 'rules'): Promise<RuleFile[]> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.yml'))
    .toSorted()
  return Promise.all(files.map((file) => readRuleFile(`${folder}/${file}`, readFileSync(`${folder}/${file}`, 'utf8'))))
}
