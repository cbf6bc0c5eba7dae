// Reads all of rules/*.yml.
import { readdirSync, readFileSync } from 'node:fs'
import { readRuleFile } from '../src/rules/read.ts'
import type { RuleFile } from '../src/rules/read.ts'

export function readAllRules(folder = 'rules'): RuleFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .map((file) => readRuleFile(`${folder}/${file}`, readFileSync(`${folder}/${file}`, 'utf8')))
}
