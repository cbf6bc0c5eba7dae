// What the tests of the hook share: a commit is stopped or passes, and both for the same way to commit.
import { expect } from 'vitest'
import { token } from './scratch.ts'
import type { Result, Scratch } from './scratch.ts'

/** A line with a secret. */
export const leak = (seed?: string): string => `key = ${token(seed)}\n`

export function stopped(result: Result, ...files: string[]): void {
  expect(result.code, result.all).not.toBe(0)
  expect(result.all).toContain('unleak stopped this commit')
  for (const file of files) expect(result.all).toContain(file)
  expect(result.all).not.toMatch(/ghp_[A-Za-z0-9]{8}/)
}

export function passed(result: Result): void {
  expect(result.all).not.toContain('unleak stopped')
  expect(result.code, result.all).toBe(0)
}

/** Stages all that changed below `cwd`, and commits. */
export function commitAll(repo: Scratch, cwd = repo.root): Result {
  repo.tryGit(['add', '-A', '.'], cwd)
  return repo.tryGit(['commit', '-m', 'x'], cwd)
}

/** The same for every way: the leak is stopped, and with the leak taken away the commit passes. */
export function bothWays(repo: Scratch, commit: () => Result, file = 'leak.txt', shown = file): void {
  repo.write(file, leak())
  stopped(commit(), shown)
  repo.write(file, 'clean again\n')
  passed(commit())
}
