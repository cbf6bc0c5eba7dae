// In a monorepo a decision goes where the nearest configuration says: its allow entries, its root's baseline.
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MENU, rules, SALT, text, WHERE, WHY } from './support/audit.ts'
import { Scratch, token } from './support/scratch.ts'
import { typeInto } from './support/terminal.ts'

const BASELINE = '.unleak-baseline.json'
const OTHER_SALT = 'root: true\nfingerprintSalt: another-salt-of-letters\n'

/** Packages: one with a configuration of its own, one that is its own root, one with neither. */
function monorepo(): Scratch {
  const repo = new Scratch()
  repo.write('.unleak.yml', SALT)
  repo.write('packages/own/.unleak.yml', 'minConfidence: low\n')
  repo.write('packages/root/.unleak.yml', OTHER_SALT)
  return repo
}

const falseAlarm = (home: string): [string, string][] => [
  [MENU, 'f'],
  [WHERE, home],
  ...(home === 'b' ? [] : ([[WHY, 'docs\r']] as [string, string][])),
]

test('allow entries: of the nearest configuration, relative to it', () => {
  const repo = monorepo()
  for (const place of ['packages/own/a.ts', 'packages/root/src/b.ts', 'packages/bare/c.ts'])
    repo.write(place, token(place))
  const { screen, code } = typeInto(repo, ['audit'], [...falseAlarm('a'), ...falseAlarm('a'), ...falseAlarm('a')])
  expect(code).toBe(0)
  expect(text(repo, 'packages/own/.unleak.yml')).toContain('paths: ["/a.ts"]')
  expect(text(repo, 'packages/root/.unleak.yml')).toContain('paths: ["/src/b.ts"]')
  expect(text(repo, '.unleak.yml')).toContain('paths: ["/packages/bare/c.ts"]')
  expect(screen).toContain('packages/own/.unleak.yml: allow github-pat in /a.ts')
  expect(rules(repo)).toEqual([])
  // A new value in another file of the package is none of that.
  repo.write('packages/own/other.ts', token('new'))
  expect(rules(repo)).toEqual(['github-pat'])
})

test('baseline entries: beside the root of the file, with its salt', () => {
  const repo = monorepo()
  for (const place of ['packages/own/a.ts', 'packages/root/src/b.ts']) repo.write(place, token(place))
  expect(typeInto(repo, ['audit'], [...falseAlarm('b'), ...falseAlarm('b')]).code).toBe(0)
  expect(text(repo, BASELINE)).toContain('"packages/own/a.ts"')
  expect(text(repo, `packages/root/${BASELINE}`)).toContain('"src/b.ts"')
  expect(existsSync(repo.path(`packages/own/${BASELINE}`))).toBe(false)
  expect(rules(repo)).toEqual([])
})

test('one value in several packages: the configuration that they share', () => {
  const repo = monorepo()
  for (const place of ['packages/own/a.ts', 'packages/bare/c.ts']) repo.write(place, `k = '${token('same')}'\n`)
  expect(typeInto(repo, ['audit'], falseAlarm('a')).code).toBe(0)
  expect(text(repo, '.unleak.yml')).toMatch(/paths: \["\/packages\/\w+\/\w\.ts", "\/packages\/\w+\/\w\.ts"\]/)
  expect(text(repo, 'packages/own/.unleak.yml')).toBe('minConfidence: low\n')
  expect(rules(repo)).toEqual([])
})

test('one value under two roots with the same salt: each has to be asked', () => {
  const repo = monorepo()
  repo.write('packages/root/.unleak.yml', `root: true\n${SALT}`)
  for (const place of ['packages/root/a.ts', 'packages/own/a.ts']) repo.write(place, token('same'))
  const { screen } = typeInto(
    repo,
    ['audit'],
    [
      [MENU, 'f'],
      [WHERE, '\u001b'],
      [MENU, 'q'],
    ],
  )
  expect(screen.replace(/\s+/g, ' ')).toContain('no allow entry: its files belong to different roots')
  expect(screen.replace(/\s+/g, ' ')).toContain('no baseline entry: its files belong to different roots')
})
