// Killed at every boundary of the journal, a rotation leaves the old state or the new one, and can always go on or go back.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Journal } from '../src/rotate/journal.ts'
import { withLock } from '../src/rotate/lock.ts'
import type { Change } from '../src/rotate/seal.ts'
import { apply, finish, resume, rollBack } from '../src/rotate/transaction.ts'

/** Name, before (empty: a new file), after. */
const FILES = [
  ['.env', 'A=old-value\n', 'A=new-value\n'],
  ['sub/.env.dev', 'B=old-value\r\n', 'B=new-value\r\n'],
  ['.gitignore', '', '/.env\n'],
] as const
let directory: string
let program: string
beforeAll(async () => {
  // Compiled once: more than a hundred processes are started.
  program = mkdtempSync(path.join(os.tmpdir(), 'unleak-child-'))
  const bundler = await rolldown({ input: 'test/support/rotation-child.ts', platform: 'node' })
  await bundler.write({ file: path.join(program, 'child.mjs'), format: 'esm' })
  await bundler.close()
})
afterAll(() => rmSync(program, { recursive: true, force: true }))
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'unleak-rotation-'))
  reset()
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const inProject = (name: string): string => path.join(directory, 'project', name)
const state = (): string => path.join(directory, 'state')

function reset(): void {
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(inProject('sub'), { recursive: true })
  mkdirSync(state())
  for (const [name, before] of FILES) if (before) writeFileSync(inProject(name), before, { mode: 0o640 })
  writeFileSync(path.join(directory, 'changes.json'), JSON.stringify(FILES))
}

function child(action: string, at: number): { killed: boolean; boundaries: number } {
  const { signal, stdout, stderr, status } = spawnSync(
    process.execPath,
    [path.join(program, 'child.mjs'), directory, action, String(at)],
    { encoding: 'utf8' },
  )
  const killed = signal === 'SIGKILL'
  if (!killed && status !== 0) throw new Error(stderr)
  return { killed, boundaries: Number(stdout) }
}

const transaction = () => ({ journal: new Journal(state()), state: state(), rotation: 'r1' })
const content = (name: string): string => (existsSync(inProject(name)) ? readFileSync(inProject(name), 'utf8') : '')
const contents = (): string[] => FILES.map(([name]) => content(name))
const OLD = FILES.map(([, before]) => before)
const NEW = FILES.map(([, , after]) => after)
const changes = (): Change[] =>
  FILES.map(([name, before, after]) => ({
    file: inProject(name),
    before: before ? Buffer.from(before) : undefined,
    after: Buffer.from(after),
    mode: 0o600,
  }))

/** Whatever happened: no file is half of one and half of the other, and a new value in use has a sealed copy. */
function nothingIsLost(): void {
  for (const [name, before, after] of FILES) expect([before, after]).toContain(content(name))
  const inUse = contents().some((text, index) => text === NEW[index])
  if (inUse) expect(readdirSync(state()), 'the new value is in use without a copy of it').toContain('sealed-r1')
}

const noLeftovers = (): void => {
  const all = readdirSync(path.join(directory, 'project'), { recursive: true, encoding: 'utf8' })
  expect(all.filter((name) => name.endsWith('.unleak'))).toEqual([])
}

describe('kill -9 at every boundary', () => {
  test('dotenvx PR 808, envdrift#585: of applying; then it is resumed, or rolled back', { timeout: 180_000 }, () => {
    const { boundaries } = child('apply', 0)
    expect(contents()).toEqual(NEW)
    // planned, sealed, two for each file, verified, applied; each before and after.
    expect(boundaries).toBe(2 * (4 + 2 * FILES.length))
    for (let at = 1; at <= boundaries; at++) {
      for (const goOn of [resume, rollBack]) {
        reset()
        expect(child('apply', at).killed).toBe(true)
        nothingIsLost()
        const wasWritten = new Journal(state()).lines().length > 0
        if (!wasWritten) expect(contents()).toEqual(OLD)
        else goOn(transaction())
        const last = new Journal(state()).lines().at(-1)?.step
        expect(contents(), `killed at ${at}, then ${goOn.name}`).toEqual(last === 'applied' ? NEW : OLD)
        if (goOn === rollBack && wasWritten) expect(last).toBe('rolled-back')
        noLeftovers()
      }
    }
  })

  test.each(['resume', 'rollback'])('of %s itself', { timeout: 180_000 }, (action) => {
    for (let at = 1; ; at++) {
      reset()
      // Both files are about to be replaced: the first one was, the second one was not.
      child('apply', 8)
      const { killed } = child(action, at)
      nothingIsLost()
      resume(transaction())
      const last = new Journal(state()).lines().at(-1)?.step
      expect(contents(), `killed at ${at}`).toEqual(last === 'applied' ? NEW : OLD)
      noLeftovers()
      if (!killed) {
        expect(at).toBeGreaterThan(4)
        return
      }
    }
  })
})

describe('what must not happen', () => {
  test('a file that changed since the plan stops it before anything is written', () => {
    writeFileSync(inProject('sub/.env.dev'), 'B=somebody else\n')
    expect(() => apply(transaction(), changes(), {})).toThrow('changed since the plan')
    expect(content('.env')).toBe(OLD[0])
    expect(readdirSync(state())).toEqual([])
  })

  test('a file that changed after a crash is left alone, and named', () => {
    child('apply', 8)
    writeFileSync(inProject('sub/.env.dev'), 'B=somebody else\n')
    expect(() => resume(transaction())).toThrow('sub/.env.dev holds neither')
    expect(content('sub/.env.dev')).toBe('B=somebody else\n')
    writeFileSync(inProject('sub/.env.dev'), FILES[1][1])
    resume(transaction())
    expect(contents()).toEqual(NEW)
    writeFileSync(inProject('.env'), 'A=somebody else\n')
    expect(() => rollBack(transaction())).toThrow('.env holds neither')
    expect(contents()).toEqual(['A=somebody else\n', NEW[1], NEW[2]])
  })

  test('where no new file can be written nothing is left open: it may be tried again at once', () => {
    // Too long for the name of a file beside it, as a full disk would be too small.
    const long = inProject('x'.repeat(245))
    writeFileSync(long, 'C=old-value\n')
    const more: Change = {
      file: long,
      before: Buffer.from('C=old-value\n'),
      after: Buffer.from('C=new-value\n'),
      mode: 0,
    }
    expect(() => apply(transaction(), [...changes(), more], {})).toThrow('ENAMETOOLONG')
    expect(contents()).toEqual(OLD)
    noLeftovers()
    expect(new Journal(state()).lines().at(-1)?.step).toBe('rolled-back')
    expect(readdirSync(state())).toEqual(['journal.jsonl'])
  })

  test.each(['.env', 'sub'])('read-only %s is refused, nothing is written', (name) => {
    chmodSync(inProject(name), name === 'sub' ? 0o500 : 0o400)
    try {
      expect(() => apply(transaction(), changes(), {})).toThrow('read-only')
    } finally {
      chmodSync(inProject(name), 0o700)
    }
    expect(contents()).toEqual(OLD)
  })

  test('modes are kept; the sealed copy is for its owner alone, and ends with the rotation', () => {
    apply(transaction(), changes(), {})
    expect(statSync(inProject('.env')).mode & 0o777).toBe(0o640)
    expect(statSync(inProject('.gitignore')).mode & 0o777).toBe(0o600)
    const sealed = path.join(state(), 'sealed-r1')
    expect(statSync(sealed).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(sealed)) expect(statSync(path.join(sealed, name)).mode & 0o777, name).toBe(0o600)
    finish(transaction(), {})
    expect(readdirSync(state())).toEqual(['journal.jsonl'])
    expect(readFileSync(path.join(state(), 'journal.jsonl'), 'utf8')).not.toMatch(/old-value|new-value/)
    expect(() => rollBack(transaction())).toThrow('cannot be rolled back')
  })

  test('a journal that was edited is refused; one that was cut by a crash is read', () => {
    apply(transaction(), changes(), { by: 'me' })
    const file = path.join(state(), 'journal.jsonl')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, `${text}{"number":99,"ti`)
    expect(new Journal(state()).lines().at(-1)?.step).toBe('applied')
    writeFileSync(file, text.replace('"by":"me"', '"by":"you"'))
    expect(() => new Journal(state())).toThrow('was changed by somebody else')
    writeFileSync(file, text.split('\n').slice(1).join('\n'))
    expect(() => new Journal(state())).toThrow('was changed by somebody else')
  })

  test('two at once: the second is refused; the lock of a dead process is taken over', async () => {
    await withLock(state(), async () => {
      await expect(withLock(state(), async () => 1)).rejects.toThrow(`process ${process.pid} is rotating`)
    })
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    writeFileSync(path.join(state(), 'lock'), String(pid))
    await expect(withLock(state(), async () => 2)).resolves.toBe(2)
    expect(existsSync(path.join(state(), 'lock'))).toBe(false)
  })
})
