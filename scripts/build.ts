// Builds dist/: the bundled program and library, their types, and the compiled rules.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { build } from 'rolldown'
import { packTable } from '../src/detect/automaton.ts'
import { compileRules } from '../src/rules/compile.ts'
import type { StoredRules } from '../src/rules-file.ts'
import { readAllRules } from './rule-files.ts'

function writeRules(): void {
  const rules = readAllRules().flatMap((file) => file.rules)
  const { automaton, ...rest } = compileRules(rules)
  const { table, classes, ...small } = automaton
  const stored: StoredRules = { ...rest, automaton: { ...small, classes: [...classes] } }
  writeFileSync('dist/rules.json', JSON.stringify(stored))
  writeFileSync('dist/rules.bin', packTable(table))
  writeFileSync('dist/rule-texts.json', JSON.stringify(rules))
}

async function bundle(): Promise<void> {
  await build({
    input: { cli: 'src/cli.ts', index: 'src/index.ts', hook: 'src/hook.ts' },
    platform: 'node',
    output: { dir: 'dist', format: 'esm', minify: true, chunkFileNames: '[name]-[hash].js', comments: 'none' },
    resolve: { mainFields: ['module', 'main'] },
    logLevel: 'warn',
  })
}

rmSync('dist', { recursive: true, force: true })
mkdirSync('dist')
writeRules()
await bundle()
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], { stdio: 'inherit' })
