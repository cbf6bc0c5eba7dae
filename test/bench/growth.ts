// Ten times the input takes ten times the time, and no more: npx tsx test/bench/growth.ts
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { alone, compare, unleak } from './contract.ts'
import { sourceTree } from './source-tree.ts'
import type { Row } from './contract.ts'

export const name = 'growth'

/** Whole files of the source tree, up to this size. */
export function partOfTree(megabytes: number): string {
  const target = path.join(os.tmpdir(), `unleak-source-${megabytes}`)
  if (existsSync(target)) return target
  const tree = sourceTree()
  const unfinished = `${target}.part`
  rmSync(unfinished, { recursive: true, force: true })
  let left = megabytes * 2 ** 20
  for (const entry of readdirSync(tree, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (!entry.isFile() || left <= 0) continue
    left -= statSync(file).size
    const copy = path.join(unfinished, path.relative(tree, file))
    mkdirSync(path.dirname(copy), { recursive: true })
    cpSync(file, copy)
  }
  renameSync(unfinished, target)
  return target
}

export async function run(): Promise<Row[]> {
  const scan = (megabytes: number): ReturnType<typeof unleak> =>
    unleak(['scan', '--quiet', '--threads', '0'], partOfTree(megabytes))
  return [
    // What starting costs is in both, so the smaller step grows less.
    { work: 'growth: 10 MB', floor: '1 MB', target: 10, ...(await compare(scan(10), scan(1))) },
    { work: 'growth: 100 MB', floor: '10 MB', target: 11, ...(await compare(scan(100), scan(10))) },
  ]
}

await alone(import.meta, { name, run })
