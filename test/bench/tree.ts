// A tree of source against ripgrep, which counts the lines that hold the same keywords: npx tsx test/bench/tree.ts
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { rgPath } from '@vscode/ripgrep'
import { alone, ratioOf, RUNS, unleak } from './contract.ts'
import { sourceTree } from './source-tree.ts'
import { loadRules } from '../../src/rules-file.ts'
import type { Row } from './contract.ts'

export const name = 'tree'

function keywordFile(): string {
  const { keywords } = loadRules()
  const file = path.join(os.tmpdir(), 'unleak-keywords.txt')
  // Those that are no text cannot stand in a list of lines.
  const words = Array.from({ length: keywords.length }, (_, number) => keywords.at(number)!.text)
  writeFileSync(file, `${words.filter((word) => /^[ -~]+$/.test(word)).join('\n')}\n`)
  return file
}

export async function run(): Promise<Row[]> {
  const cwd = sourceTree()
  const ripgrep = (threads: number): string[] => [
    `-j${threads}`,
    '-c',
    '-i',
    '-F',
    '-a',
    '-uuu',
    '-f',
    keywordFile(),
    '.',
  ]
  const one = await ratioOf(unleak(['scan', '--quiet', '--threads', '0'], cwd), {
    command: rgPath,
    args: ripgrep(1),
    cwd,
  })
  const two = await ratioOf(unleak(['scan', '--quiet', '--threads', '2'], cwd), {
    command: rgPath,
    args: ripgrep(2),
    cwd,
  })
  const floor = 'ripgrep, the same keywords'
  return [
    { work: '150 MB of source, one thread', floor, ratio: one, target: 1, runs: RUNS },
    { work: '150 MB of source, two threads', floor: `${floor}, two threads`, ratio: two, target: 1, runs: RUNS },
  ]
}

await alone(import.meta, { name, run })
