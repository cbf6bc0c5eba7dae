// What the tests of `unleak doctor` share: what it says, and whether that is so.
import path from 'node:path'
import { expect } from 'vitest'
import { commitAll, leak, passed } from './commit.ts'
import type { Result, Scratch } from './scratch.ts'

export const doctor = (repo: Scratch, cwd?: string): Result => repo.unleak(['doctor'], cwd === undefined ? {} : { cwd })

/** Says so, and it is so. */
export function guarded(repo: Scratch, cwd = repo.root): Result {
  const result = doctor(repo, cwd)
  expect(result).toMatchObject({ code: 0, stderr: '' })
  expect(result.stdout).toContain('✔ A commit here is scanned.')
  expect(result.stdout).not.toMatch(/ghp_[A-Za-z0-9]{8}/)
  return result
}

export function unguarded(repo: Scratch, cause: string | RegExp, fix: string, cwd = repo.root): Result {
  const result = doctor(repo, cwd)
  expect(result).toMatchObject({ code: 3, stderr: '' })
  expect(result.stdout).toMatch(/✖ (?:A commit here is NOT scanned|Not proved)/)
  // A long cause is more than one line.
  expect(result.stdout.replaceAll(/\n {2}(?! )/g, ' ')).toMatch(cause)
  expect(result.stdout).toContain(fix)
  return result
}

/** A leak goes in: the doctor was right. */
export function leaks(repo: Scratch, cwd = repo.root): void {
  repo.write(path.join(path.relative(repo.root, cwd), 'leaked.txt'), leak('leaks'))
  passed(commitAll(repo, cwd))
}
