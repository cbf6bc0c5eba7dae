// What the tests of `unleak init` share.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { commitAll, leak, passed, stopped } from './commit.ts'
import { PROGRAM } from './scratch.ts'
import type { Result, Scratch } from './scratch.ts'

export const POSIX = process.platform !== 'win32'
export const HOOKS = ['pre-applypatch', 'pre-commit', 'pre-merge-commit', 'prepare-commit-msg']

export const read = (repo: Scratch, name: string): string => readFileSync(repo.path(name), 'utf8')

/** Succeeds. */
export function init(repo: Scratch, cwd = repo.root): Result {
  const result = repo.unleak(['init'], { cwd })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  return result
}

/** The hook that was there appends to `ran` and ends with what `code` says: it runs only after ours, and then it decides. */
export function theirsDecides(repo: Scratch): void {
  repo.write('code', '0')
  repo.write('a.txt', leak())
  stopped(commitAll(repo), 'a.txt')
  expect(existsSync(repo.path('ran'))).toBe(false)
  repo.write('a.txt')
  repo.write('code', '7')
  expect(commitAll(repo).code).not.toBe(0)
  repo.write('code', '0')
  passed(commitAll(repo))
}

/** As npm links the programs of a package. */
export function link(repo: Scratch): void {
  mkdirSync(repo.path('node_modules/.bin'), { recursive: true })
  symlinkSync(PROGRAM, repo.path('node_modules/.bin/unleak'))
  symlinkSync(path.join(path.dirname(PROGRAM), 'pre-commit'), repo.path('node_modules/.bin/unleak-pre-commit'))
}

/** A project that has unleak installed: `node_modules/.bin/unleak` is this repository's program. */
export function withUnleak(repo: Scratch): Scratch {
  repo.write('.gitignore', 'node_modules/\nran\n')
  link(repo)
  return repo
}

/** And the real husky, active and with our lines. */
export function withHusky(repo: Scratch): Scratch {
  withUnleak(repo)
  cpSync('node_modules/husky', repo.path('node_modules/husky'), { recursive: true })
  repo.write('package.json', '{ "name": "x", "devDependencies": { "husky": "*", "unleak": "*" } }\n')
  init(repo)
  commitAll(repo)
  return repo
}

const TOOLS = path.resolve('node_modules/.cache/oracles')

/** Real hook managers, installed by .ci/run; undefined where they cannot be had, and then their tests are skipped. */
const tool = (file: string): string | undefined =>
  existsSync(path.join(TOOLS, file)) ? path.join(TOOLS, file) : undefined
export const PRE_COMMIT = tool('venv/bin/pre-commit')
export const MANAGERS = tool('managers/node_modules')

export function addHook(repo: Scratch, file: string, text: string): void {
  repo.write(file, text)
  chmodSync(repo.path(file), 0o755)
}
