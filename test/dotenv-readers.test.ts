// Our readers of .env files against the real programs: the same, or they say that they are unsure.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readers } from '../src/formats/readers/index.ts'
import { oracles, type Real } from './support/dotenv-oracles.ts'
import { INPUTS } from './support/dotenv-inputs.ts'

type Ours = ReturnType<(typeof readers)[string]['read']> | undefined

function ours(reader: string, text: string): Ours {
  try {
    return readers[reader]!.read(text)
  } catch {
    return undefined
  }
}

/** Undefined when they agree, or ours says that it is unsure. */
function difference(mine: Ours, real: Real): string | undefined {
  if (mine === undefined) return undefined
  const unsure = [...mine.values()].some((read) => 'unsure' in read)
  if (real === undefined) return unsure ? undefined : 'it refuses the file'
  for (const [key, read] of mine)
    if ('value' in read && real[key] !== read.value)
      return `${key}: ${JSON.stringify(real[key])}, not ${JSON.stringify(read.value)}`
  const missed = Object.keys(real).find((key) => !mine.has(key))
  return missed === undefined ? undefined : `${missed} is ${JSON.stringify(real[missed])}`
}

/** Commands are never given to a program that would run them. */
const inert = (mine: Ours): boolean => ![...(mine?.values() ?? [])].some((read) => 'runs' in read)

async function compare(reader: string, texts: string[]): Promise<{ wrong: string[]; sure: number }> {
  const read = texts.map((text) => ({ text, mine: ours(reader, text) })).filter(({ mine }) => inert(mine))
  const real = await oracles[reader]!(read.map(({ text }) => text))
  const wrong = read.flatMap(({ text, mine }, index) => {
    const found = difference(mine, real[index])
    return found === undefined ? [] : [`${JSON.stringify(text)}: ${found}`]
  })
  const sure = read.filter(({ mine }) => mine && ![...mine.values()].some((value) => 'unsure' in value)).length
  return { wrong, sure }
}

/** Version 2 of Ruby's dotenv, which Debian has, reads line by line. */
const readable = (reader: string, text: string): boolean =>
  reader !== 'ruby' || !/["'][^\n]*\n[^]*["']|\w\s*\n\s*=|export\s*\n|=\s*\n\s*["']/.test(text)

const part = fc.constantFrom(
  'a',
  'b',
  'X',
  '0',
  ' ',
  '"',
  "'",
  '`',
  '\\',
  '$',
  '{',
  '}',
  '#',
  '=',
  '-',
  ':',
  ';',
  '\n',
  '\r\n',
  '\t',
  'é',
  '!',
  '%',
)
const value = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
const file = fc
  .array(
    fc.tuple(fc.constantFrom('A=', 'B=', 'export A=', 'A =', 'B: ', ' B='), value).map((line) => line.join('')),
    { maxLength: 3, minLength: 1 },
  )
  .map((all) => `${all.join('\n')}\n`)

for (const reader of Object.keys(readers)) {
  const slow = ['bash', 'systemd', 'docker'].includes(reader)
  test.skipIf(!oracles[reader])(`${reader} reads the table of differences as we do`, async () => {
    const { wrong, sure } = await compare(
      reader,
      INPUTS.filter((text) => readable(reader, text)),
    )
    expect(wrong).toEqual([])
    expect(sure).toBeGreaterThan(90)
  })

  test.skipIf(!oracles[reader])(`${reader} reads random files as we do`, async () => {
    const runs = Number(process.env['UNLEAK_RANDOM'] ?? 1) * (reader === 'docker' ? 60 : slow ? 300 : 3000)
    const seed = Number(process.env['UNLEAK_SEED'] ?? 20261125)
    const texts = fc.sample(file, { numRuns: runs, seed }).filter((text) => readable(reader, text))
    const { wrong, sure } = await compare(reader, texts)
    expect(wrong.slice(0, 12), `${wrong.length} of ${texts.length}; seed ${seed}`).toEqual([])
    expect(sure).toBeGreaterThan(runs / 20)
  })
}
