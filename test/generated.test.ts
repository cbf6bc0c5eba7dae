// What `npm run gen` writes is what stands in the repository.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generatedFiles } from '../scripts/generated.ts'

/** A checkout may have put its own line ends in. */
const onDisk = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined

test('every generated file is fresh', async () => {
  const files = [...(await generatedFiles())]
  expect(files.length).toBeGreaterThan(2)
  const stale = files.filter(([file, text]) => onDisk(file) !== text).map(([file]) => file)
  expect(stale.slice(0, 10), `${stale.length} are stale: npm run gen`).toEqual([])
})

test('they are the same each time', async () => {
  expect(await generatedFiles()).toEqual(await generatedFiles())
})
