// What the tests of `unleak init` share.
import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { commitAll, leak, passed, stopped } from './commit.ts'
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
