// `unleak burn`: puts a value on the burned list, or shows what stands there.
import path from 'node:path'
import { EXIT } from '../errors.ts'
import { BURNED_FILE, findBurned } from '../known/burned-file.ts'
import { burn, readBurned } from '../known/burned.ts'
import type { BurnedEntry } from '../known/burned-list.ts'
import { readSecret } from '../secret-input.ts'
import { realDirectory, topOf } from '../sources/repository.ts'
import { painter, visible, wantsColor } from '../terminal.ts'

/** @param key its name where it stood. @returns the exit code */
export async function burnCommand(cwd: string, key: string | undefined): Promise<number> {
  const file = await listOf(cwd)
  const secret = await readSecret('The value to block (it is not shown): ')
  const before = readBurned(file).length
  burn(file, secret, { date: new Date().toISOString().slice(0, 10), ...(key === undefined ? {} : { key }) })
  const paint = painter(wantsColor(process.stdout))
  const shown = visible(path.relative(cwd, file) || file)
  process.stdout.write(
    readBurned(file).length === before
      ? `${paint('green', '✔')} ${shown}: the value was blocked already\n`
      : `${paint('green', '✔')} ${shown}: the value is blocked from now on, raw and encoded; commit the file and .gitattributes\n`,
  )
  return EXIT.clean
}

/** @returns the exit code */
export async function listBurned(cwd: string): Promise<number> {
  const entries = readBurned(await listOf(cwd))
  process.stdout.write(entries.length === 0 ? 'Nothing is burned here.\n' : entries.toSorted(byDate).map(line).join(''))
  return EXIT.clean
}

const byDate = (a: BurnedEntry, b: BurnedEntry): number => (a.date < b.date ? -1 : 1)

const line = ({ date, key, rule, rotation }: BurnedEntry): string =>
  `${visible([date, key ?? '(no name)', rule, rotation].filter(Boolean).join('  '))}\n`

async function listOf(cwd: string): Promise<string> {
  const here = realDirectory(cwd)
  return findBurned(here) ?? path.join(await topOf(here), BURNED_FILE)
}
