// Every command that is shown can be copied: it is called here as the user can call it.
import { chmodSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { leak } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'

test('npx, unless the shell finds unleak by itself; what a script has on its PATH is not the shell', () => {
  const repo = new Scratch()
  repo.write('a.txt', leak())
  repo.git('add', '.')
  const shown = (): string => {
    const report = repo.unleak(['hook', 'pre-commit']).all
    const error = repo.unleak(['scan', 'nowhere']).stderr
    return [...`${report}${error}`.matchAll(/\S* ?(?<!["/])\bunleak (?:rotate|scan)\b/g)].map(([call]) => call).join()
  }
  expect(shown()).toMatch(/^(?:npx unleak \w+,?){2,}$/)
  repo.write('node_modules/.bin/unleak', '#!/bin/sh\n')
  repo.write('bin/unleak', '#!/bin/sh\n')
  for (const name of ['bin/unleak', 'node_modules/.bin/unleak']) chmodSync(repo.path(name), 0o755)
  const before = repo.env['PATH']
  repo.env['PATH'] = `${repo.path('node_modules/.bin')}${path.delimiter}${before}`
  expect(shown()).toContain('npx unleak')
  repo.env['PATH'] = `${repo.path('bin')}${path.delimiter}${before}`
  expect(shown()).not.toContain('npx')
})

test('a key that only a provider issues is not made up, one of ours is', () => {
  const repo = new Scratch(false)
  const refused = repo.unleak(['generate', '--for', 'STRIPE_SECRET_KEY'])
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toContain('only Stripe issues a STRIPE_SECRET_KEY')
  expect(refused.stderr).toContain('https://dashboard.stripe.com/apikeys')
  for (const key of ['DJANGO_SECRET_KEY', 'GITHUB_WEBHOOK_SECRET', 'GRAFANA_SECRET_KEY', 'API_TOKEN'])
    expect(repo.unleak(['generate', '--for', key]).code, key).toBe(0)
})

test('one file that could not be read, and nothing else, is no scan of nothing', () => {
  const repo = new Scratch()
  repo.write('.unleak.yml', 'maxFileMegabytes: 0.001\n')
  repo.write('large.txt', 'x'.repeat(2000))
  const { code, all } = repo.unleak(['scan', 'large.txt'])
  expect(code).toBe(3)
  expect(all).toContain('Not scanned: 1 file')
  expect(all).not.toContain('Nothing to scan')
})

test('every report tells the cell of a notebook', () => {
  const repo = new Scratch()
  const cell = { cell_type: 'code', metadata: {}, source: [leak()], outputs: [] }
  repo.write(
    'a.ipynb',
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ ...cell, source: ['1'] }, cell] }),
  )
  const outputs = ['csv', 'gitlab', 'junit', 'markdown', 'github'].flatMap((format) => [
    '--output',
    `${format}=.git/${format}`,
  ])
  repo.unleak(['scan', '--quiet', ...outputs])
  const read = (name: string): string => repo.spawn('cat', [repo.path(`.git/${name}`)]).stdout
  for (const name of ['junit', 'markdown', 'github']) expect(read(name), name).toContain('(cell 2)')
  expect(read('csv').split('\r\n')[0]).toContain(',cell,')
  expect(read('gitlab')).toContain('"name": "Notebook cell"')
})
