// A repository as people have them, from real published code: a few thousand files, some of them changed by a few lines.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fastGlob from 'fast-glob'

const FILES = 2300
const LARGEST = 40_000
const LINES_A_FILE = 20

/** @param count files with staged changes, some 1.2 KB of new lines each. @returns the repository's directory */
export function hookRepository(count: number): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'unleak-bench-hook-'))
  const sources = fastGlob
    .sync('node_modules/**/*.{js,cjs,mjs,ts,mts,cts,json,md,yml}', { stats: true })
    .filter(({ stats }) => stats!.size < LARGEST && stats!.size > 500)
    .map((entry) => entry.path)
    .toSorted()
  if (sources.length < FILES) throw new Error(`only ${sources.length} source files in node_modules`)
  const chosen = Array.from({ length: FILES }, (_, i) => sources[Math.floor((i * sources.length) / FILES)]!)
  const nameOf = (file: string): string => path.join(directory, file.slice('node_modules/'.length))
  for (const file of chosen) {
    mkdirSync(path.dirname(nameOf(file)), { recursive: true })
    writeFileSync(nameOf(file), readFileSync(file))
  }
  git(directory, 'init', '-q')
  git(directory, 'add', '-A')
  git(directory, '-c', 'user.name=bench', '-c', 'user.email=bench@example.org', 'commit', '-qm', 'all')
  git(directory, 'gc', '-q')
  for (let i = 0; i < count; i++) {
    const file = nameOf(chosen[Math.floor((i * FILES) / count)]!)
    const lines = readFileSync(file, 'utf8').split('\n')
    // New code comes from another file of the same kind.
    const donor = readFileSync(chosen[Math.floor((i * FILES) / count) + 1]!, 'utf8').split('\n')
    lines.splice(lines.length >> 1, 0, ...donor.filter((line) => line.length < 200).slice(0, LINES_A_FILE))
    writeFileSync(file, lines.join('\n'))
  }
  git(directory, 'add', '-A')
  return directory
}

function git(cwd: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('git', args, { cwd })
  if (status !== 0) throw new Error(stderr.toString())
}
