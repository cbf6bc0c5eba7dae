// What the tests of `unleak init` share.
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Result, Scratch } from './scratch.ts'

export const POSIX = process.platform !== 'win32'
export const HOOKS = ['pre-applypatch', 'pre-commit', 'pre-merge-commit', 'prepare-commit-msg']

export const read = (repo: Scratch, name: string): string => readFileSync(repo.path(name), 'utf8')

export function commit(repo: Scratch, cwd = repo.root): Result {
  repo.tryGit(['add', '-A', '.'], cwd)
  return repo.tryGit(['commit', '-m', 'x'], cwd)
}

/** Succeeds. */
export function init(repo: Scratch, cwd = repo.root): Result {
  const result = repo.unleak(['init'], { cwd })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  return result
}
