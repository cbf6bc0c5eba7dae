// What every file of src/carry/peers and of src/init/managers keeps to.
import { describe, expect, test } from 'vitest'
import { findCarried } from '../src/carry/collect.ts'
import { peers } from '../src/carry/peers/index.ts'
import { managers } from '../src/init/managers/index.ts'
import { inspect } from '../src/init/project.ts'
import { Scratch } from './support/scratch.ts'

/** Where each finds its settings. */
const FILES = [
  '.gitleaks.toml',
  '.gitleaksignore',
  '.secrets.baseline',
  '.secretlintrc.json',
  '.secretlintignore',
  '.talismanrc',
  '.gitallowed',
]

describe('peers', () => {
  test.each(Object.entries(peers))('%s has a page, and nothing to say of an empty project', async (_, peer) => {
    expect(peer.home).toMatch(/^https:\/\//)
    expect(await peer.read(new Scratch().root)).toEqual([])
  })

  test.each([
    ['empty', ''],
    ['binary', '\u0000\u0001\ufffd'],
    ['another shape', '[1, 2, 3]'],
    ['null', 'null'],
    ['unclosed', '{ "rules": [ {'],
    [
      'expressions that are none',
      '{ "rules": [{ "id": "x", "options": { "allows": ["/(/"] } }], "results": { "a": 7 } }',
    ],
  ])('a file that is %s breaks none of them', async (_, text) => {
    const repo = new Scratch()
    for (const file of FILES) repo.write(file, text)
    for (const carried of await findCarried(repo.root)) {
      expect(carried.made).toEqual([])
      for (const entry of carried.allow) expect(entry.reason).toMatch(/^from \./)
    }
  })

  test('a directory of that name is no settings file', async () => {
    const repo = new Scratch()
    for (const file of FILES) repo.write(`${file}/a`, 'x')
    expect(await findCarried(repo.root)).toEqual([])
  })
})

describe('managers', () => {
  test.each(Object.entries(managers))('%s is not found where it is not', async (name, manager) => {
    const repo = new Scratch()
    repo.write('package.json', '{ "name": "lefthook pre-commit simple-git-hooks" }')
    expect(manager.find(await inspect(repo.root))).toBeUndefined()
    expect(manager.name).toBe(name)
    expect(manager.mark.test('#!/bin/sh\nunleak hook pre-commit\n')).toBe(false)
  })
})
