// A tree of about 150 MB of source as people write it, taken from the published packages of scripts/npm-corpus.ts.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const MOST_MB = 150
const SOURCE = /\.(?:[cm]?[jt]sx?|py|json|ya?ml|md|css|scss|sh|html|vue|rs|go|proto|txt|env|toml)$/
/** Mean bytes a line; above it nobody wrote the file. */
const LONGEST_LINES = 120

export const CORPUS = process.env['UNLEAK_NPM_CORPUS'] ?? path.join(os.tmpdir(), 'unleak-npm-corpus')

/** @returns the directory; it is made once. @throws when the packages are not there */
export function sourceTree(): string {
  const target = path.join(os.tmpdir(), 'unleak-source-tree')
  if (existsSync(target)) return target
  if (!existsSync(CORPUS)) throw new Error(`first: npx tsx scripts/npm-corpus.ts ${CORPUS}`)
  const unfinished = `${target}.part`
  rmSync(unfinished, { recursive: true, force: true })
  let left = MOST_MB * 2 ** 20
  // Every third package first, so that no one family fills the tree.
  const packages = readdirSync(CORPUS).toSorted()
  for (const name of [0, 1, 2].flatMap((third) => packages.filter((_, i) => i % 3 === third))) {
    for (const entry of readdirSync(path.join(CORPUS, name), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !SOURCE.test(entry.name) || entry.name.includes('.min.')) continue
      const from = path.join(entry.parentPath, entry.name)
      const bytes = readFileSync(from)
      if (bytes.length > left || bytes.length / lines(bytes) > LONGEST_LINES) continue
      const to = path.join(unfinished, path.relative(CORPUS, from))
      mkdirSync(path.dirname(to), { recursive: true })
      copyFileSync(from, to)
      left -= bytes.length
    }
  }
  renameSync(unfinished, target)
  return target
}

function lines(bytes: Buffer): number {
  let count = 1
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count++
  return count
}
