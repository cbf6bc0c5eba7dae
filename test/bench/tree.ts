// A tree of source against ripgrep, which counts the lines that hold the same keywords: npx tsx test/bench/tree.ts
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { rgPath } from '@vscode/ripgrep'
import { alone, compare, unleak } from './contract.ts'
import { loadRules } from '../../src/rules-file.ts'
import { sourceTree } from './source-tree.ts'
import type { Program, Row } from './contract.ts'

export const name = 'tree'

function keywordFile(): string {
  const { keywords } = loadRules()
  const file = path.join(os.tmpdir(), 'unleak-keywords.txt')
  const words = Array.from({ length: keywords.length }, (_, index) => keywords.at(index)!.text)
  // Those that are no text cannot stand in a list of lines.
  writeFileSync(file, `${words.filter((word) => /^[ -~]+$/.test(word)).join('\n')}\n`)
  return file
}

const HAS_TASKSET = spawnSync('taskset', ['--version']).status === 0

/** Both programs have threads of their own beside the one that works. */
export const onOneCore = ({ command, args, ...rest }: Program): Program =>
  HAS_TASKSET ? { command: 'taskset', args: ['-c', '0', command, ...args], ...rest } : { command, args, ...rest }

export async function run(): Promise<Row[]> {
  const cwd = sourceTree()
  const count = ['-c', '-i', '-F', '-a', '-uuu', '-f', keywordFile(), '.']
  const ripgrep = (threads: number): Program => ({ command: rgPath, args: [`-j${threads}`, ...count], cwd })
  const scan = (threads: number): Program => unleak(['scan', '--quiet', '--threads', String(threads)], cwd)
  return [
    {
      work: '150 MB of source, one core',
      floor: 'ripgrep -j1, the same keywords',
      target: 1,
      ...(await compare(onOneCore(scan(0)), onOneCore(ripgrep(1)))),
    },
    {
      work: '150 MB of source, two threads',
      floor: 'ripgrep -j2, the same keywords',
      target: 1,
      ...(await compare(scan(2), ripgrep(2))),
    },
  ]
}

await alone(import.meta, { name, run })
