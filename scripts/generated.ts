// All generated files and their texts: `npm run gen` writes them, a test compares them.
import { readFileSync } from 'node:fs'
import { configJsonSchema } from '../src/config-schema.ts'
import { HOOKS, newHuskyHook } from '../src/init/hook-script.ts'
import { ruleFileJsonSchema } from '../src/rules/schema.ts'
import { benchPlot } from './bench-plot.ts'
import { withBenchTable } from './bench-table.ts'
import { referenceFiles, withCommandTable } from './reference.ts'
import { REGISTRIES, registryText } from './registry.ts'
import { readAllRules } from './rule-files.ts'
import { rulePages, withRuleTable } from './rule-pages.ts'
import { preCommitScript } from './pre-commit.ts'

const json = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`

/** Needed before any rule can be read: rules name checks. */
export function generatedCode(): Map<string, string> {
  const files = new Map<string, string>()
  for (const registry of REGISTRIES) files.set(`${registry.folder}/index.ts`, registryText(registry))
  // This repository runs its own build, not an installed one.
  for (const hook of HOOKS)
    files.set(
      `.husky/${hook}`,
      newHuskyHook(hook, false)
        .replace('unleak-pre-commit', 'bin/pre-commit')
        .replace('unleak hook', 'node bin/unleak.js hook'),
    )
  files.set('rules/schema.json', json(ruleFileJsonSchema()))
  files.set('schema.json', json(configJsonSchema()))
  return files
}

/** @returns path from the repository's root, and text. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const rules = (await readAllRules()).flatMap((file) => file.rules)
  return new Map([
    ...generatedCode(),
    ...rulePages(rules),
    ...referenceFiles(),
    ['docs/bench.svg', benchPlot()],
    ['bin/pre-commit', preCommitScript()],
    ['README.md', withBenchTable(withCommandTable(withRuleTable(readFileSync('README.md', 'utf8'), rules)))],
  ])
}
