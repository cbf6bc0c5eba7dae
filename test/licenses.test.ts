// The licences of all code of others that the package holds.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** By the imports of the sources, other than of types: what the bundler has to find at least. */
function packagesThatSourcesImport(): Set<string> {
  const names = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const imports = names.flatMap((name) => [
    ...readFileSync(path.join('src', name), 'utf8').matchAll(
      /^import (?!type\b)[^'\n]* from '([^'.][^']*)'|\bimport\('([^'.][^']*)'\)/gm,
    ),
  ])
  const specifiers = imports.map(([, fixed, lazy]) => (fixed ?? lazy)!).filter((name) => !name.startsWith('node:'))
  return new Set(specifiers.map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)![0]))
}

test('names every package whose code is in it, with its licence', async () => {
  const licenses = readFileSync('dist/licenses.txt', 'utf8')
  const direct = packagesThatSourcesImport()
  for (const name of [...direct, 'rolldown'])
    expect(licenses, name).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\S+ \\([\\w. -]+\\)$`, 'm'))
  // Those of others that left a mark in the minified code: what they throw, what they warn of.
  for (const name of ['picomatch', 'braces', 'to-regex-range', 'debug', 'yargs-parser', 'y18n'])
    expect(licenses, name).toMatch(new RegExp(`^${name} `, 'm'))
  expect(licenses.match(/copyright|public domain/gi)!.length).toBeGreaterThan(direct.size)
  // With the rest of dist/ it is in the package.
  expect((JSON.parse(readFileSync('package.json', 'utf8')) as { files: string[] }).files).toContain('dist')
  // The page travels alone.
  const page = readFileSync('dist/page.html', 'utf8')
  for (const name of ['@noble/hashes', 'bcryptjs', "EFF's Long Wordlist"]) expect(page).toContain(name)
})
