// A disk that is full while a rotation is prepared: nothing changes, nothing is left behind, and the message says what to do.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Journal } from '../src/rotate/journal.ts'
import { apply } from '../src/rotate/transaction.ts'

const directory = mkdtempSync(path.join(os.tmpdir(), 'unleak-full-'))
const small = path.join(directory, 'small')

/** A file system of 64 kB needs root, and Linux. */
function mount(): boolean {
  mkdirSync(small)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const mounted = mount()
beforeAll(() => mkdirSync(path.join(directory, 'large')))
afterAll(() => {
  if (mounted) execFileSync('umount', [small])
  rmSync(directory, { recursive: true, force: true })
})

test.skipIf(!mounted).each([
  ['the project', 'small', 'large'],
  ['the state directory', 'large', 'small'],
])('of %s', (_what, project, state) => {
  const home = { project: path.join(directory, project, 'p'), state: path.join(directory, state, 's') }
  for (const each of Object.values(home)) mkdirSync(each)
  const file = path.join(home.project, '.env')
  const before = Buffer.from(`A=1\n# ${'x'.repeat(20_000)}\n`)
  writeFileSync(file, before)
  const after = Buffer.from(`A=2\n# ${'x'.repeat(60_000)}\n`)
  const transaction = { journal: new Journal(home.state), state: home.state, rotation: 'r1' }
  expect(() => apply(transaction, [{ file, before, after, mode: 0o600 }], {})).toThrow('no space left')
  expect(readFileSync(file)).toEqual(before)
  expect(readdirSync(home.project)).toEqual(['.env'])
  for (const each of Object.values(home)) rmSync(each, { recursive: true })
})
