// The library, from places where the directory asked for is not the top of the work tree.
import { mkdirSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { scanFiles, scanRange, scanStaged, scanText, UserError } from '../src/index.ts'
import { Scratch, token } from './support/scratch.ts'

/** Two leaks under sub/, one of them where the configuration says not to look. */
function withLeaks(config: string, ignored: string): Scratch {
  const repo = new Scratch()
  repo.git('commit', '-qm', 'base', '--allow-empty')
  repo.write(config, JSON.stringify({ ignore: [ignored] }))
  repo.write('sub/skip/leak.txt', token('a'))
  repo.write('sub/leak.txt', token('b'))
  repo.git('add', '.')
  return repo
}

const filesOf = ({ findings }: { findings: { file: string }[] }): string[] => findings.map(({ file }) => file)

describe.each([
  ['.unleak.json', 'sub/skip/'],
  ['sub/.unleak.json', 'skip/'],
])('patterns of %s hold in a sub-directory', (config, ignored) => {
  test('for the index', async () => {
    const repo = withLeaks(config, ignored)
    expect(filesOf(await scanStaged({ cwd: repo.path('sub') }))).toEqual(['sub/leak.txt'])
  })

  test('for a range', async () => {
    const repo = withLeaks(config, ignored)
    repo.git('commit', '-qm', 'leaks')
    expect(filesOf(await scanRange('HEAD~1..HEAD', { cwd: repo.path('sub') }))).toEqual(['sub/leak.txt'])
  })

  test('for files', async () => {
    const repo = withLeaks(config, ignored)
    expect(filesOf(await scanFiles(['.'], { cwd: repo.path('sub') }))).toEqual(['leak.txt'])
  })

  test('for a text', async () => {
    const cwd = withLeaks(config, ignored).path('sub')
    expect(await scanText(token(), 'skip/a.txt', { cwd })).toEqual([])
    expect(await scanText(token(), 'a.txt', { cwd })).toHaveLength(1)
  })
})

test('a link to the repository is followed', async () => {
  const repo = withLeaks('.unleak.json', 'sub/skip/')
  const place = new Scratch(false)
  symlinkSync(repo.root, place.path('link'), 'junction')
  for (const cwd of [place.path('link'), place.path('link/sub')])
    expect(filesOf(await scanStaged({ cwd }))).toEqual(['sub/leak.txt'])
})

test('errors are UserErrors with a code', async () => {
  const place = new Scratch(false)
  mkdirSync(place.path('empty'))
  const codes = await Promise.all(
    [
      scanStaged({ cwd: place.path('empty') }),
      scanStaged({ cwd: place.path('missing') }),
      scanText('', 'a', { cwd: place.path('missing') }),
      scanRange('A..B', { cwd: new Scratch().root }),
      scanFiles(['missing'], { cwd: place.root }),
    ].map((work) => work.then(String, (error: unknown) => (error instanceof UserError ? error.code : String(error)))),
  )
  expect(codes).toEqual(['no-repository', 'no-such-path', 'no-such-path', 'bad-range', 'no-such-path'])
})
