// What is written into .env files is read back: by our readers and by the real programs; all other bytes stay.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeFor, readersOf } from '../src/formats/choose-encoding.ts'
import { append } from '../src/formats/dotenv/append.ts'
import { FormatError } from '../src/formats/format-error.ts'
import { format } from '../src/formats/kinds/dotenv.ts'
import { readers } from '../src/formats/readers/index.ts'
import type { Entry } from '../src/formats/contract.ts'
import { oracles } from './support/dotenv-oracles.ts'

const ALL = Object.keys(readers)
const sha = (text: string): string => createHash('sha256').update(text).digest('hex')

const junk = fc.constantFrom(
  'a',
  'Zz9',
  ' ',
  '"',
  "'",
  '`',
  '\\',
  '$',
  '{X}',
  '(id)',
  '#',
  ' #',
  '=',
  '-',
  ';',
  '&',
  '\n',
  '\t',
  'é',
  '%',
  '!',
)
const text = (most: number): fc.Arbitrary<string> => fc.array(junk, { maxLength: most }).map((parts) => parts.join(''))
const quoted = fc.constantFrom(
  'old',
  '"old"',
  "'old'",
  '"o l\\"d"',
  "'o\nl'",
  '"o\nA=x\n"',
  '',
  'o l d',
  'o#ld',
  '`old`',
)
const head = fc.constantFrom('A=', 'export A=', 'A = ', ' A=', 'A: ', 'A=')
const neighbour = fc.oneof(
  fc.constantFrom(
    '# c',
    '',
    '# A=old',
    'B=1',
    'export B=2',
    "C='x y'",
    'D="x\ny"',
    'AA=1',
    'A_B=2',
    'E=$B',
    'garbage here',
    'F=a#b',
  ),
  text(5).map((junk) => `# ${junk.replaceAll('\n', ' ')}`),
)
const eol = fc.constantFrom('\n', '\r\n')
const file = fc
  .tuple(
    fc.array(neighbour, { maxLength: 3 }),
    head,
    quoted,
    fc.constantFrom('', ' # c', '  '),
    fc.array(neighbour, { maxLength: 3 }),
    eol,
    fc.boolean(),
  )
  .map(
    ([before, name, value, after, behind, end, last]) =>
      [...before, name + value + after, ...behind].join(end) + (last ? end : ''),
  )
const declared = fc.oneof(
  fc.subarray(ALL, { minLength: 1 }),
  fc.constantFrom(...ALL).map((one) => [one]),
  fc.constant<string[]>(['dotenv', 'compose', 'bash', 'python-dotenv']),
)
const alphabets = fc.oneof(
  text(6),
  fc.string({ unit: fc.constantFrom(...'abcdefghijklmnop0123456789!@#$%^&*(-_=+)'), minLength: 20, maxLength: 50 }),
)

interface Written {
  before: string
  entry: Entry
  after: string
  value: string
  names: readonly string[]
}

/** Undefined when it was refused. */
function write(before: string, value: string, names: readonly string[]): Written | undefined {
  try {
    const entry = format.entries(before).find(({ key }) => key[0] === 'A')
    const written = entry && encodeFor(before, entry, value, names)
    if (!entry || !written || 'misread' in written) return undefined
    return { before, entry, after: before.slice(0, entry.start) + written.raw + before.slice(entry.end), value, names }
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

/** Readers that look at the place at all: those that a plain word there would reach. */
const looking = ({ before, entry, names }: Written): string[] => {
  const probed = `${before.slice(0, entry.start)}plain0word${before.slice(entry.end)}`
  return names.filter((name) => {
    try {
      const read = readers[name]!.read(probed).get('A')
      return read !== undefined && 'value' in read && read.value === 'plain0word'
    } catch {
      return false
    }
  })
}

test('only the bytes of the value change, and each declared reader gets it back', () => {
  let accepted = 0
  fc.assert(
    fc.property(file, alphabets, declared, (before, value, names) => {
      const done = write(before, value, names)
      if (!done) return
      accepted++
      const { entry, after } = done
      const tail = before.slice(entry.end)
      expect(sha(after.slice(0, entry.start))).toBe(sha(before.slice(0, entry.start)))
      expect(sha(after.slice(after.length - tail.length))).toBe(sha(tail))
      for (const name of looking(done)) expect(readers[name]!.read(after).get('A'), name).toEqual({ value })
      expect(format.entries(after).length).toBe(format.entries(before).length)
    }),
    { numRuns: 3000 },
  )
  expect(accepted).toBeGreaterThan(500)
})

test('no declared reader, and never a shell, finds a command in what is written', () => {
  fc.assert(
    fc.property(file, text(6), declared, (before, value, names) => {
      const done = write(before, value, names)
      if (!done) return
      const raw = done.after.slice(done.entry.start, done.after.length - (before.length - done.entry.end))
      expect(raw.replace(/'[^']*'/g, '').replace(/\\[$`]/g, '')).not.toMatch(/\$\(|`/)
      for (const name of names.length > 0 ? names : ALL)
        expect(readers[name]!.read(`K=${raw}`).get('K'), name).not.toHaveProperty('runs')
    }),
    { numRuns: 3000 },
  )
})

for (const name of ALL) {
  const runs = { docker: 120, bash: 500, systemd: 300 }[name] ?? 4000
  test.skipIf(!oracles[name])(`${name} itself reads what was written for it`, async () => {
    const samples = fc.sample(fc.tuple(file, alphabets), { numRuns: runs })
    const done = samples
      .flatMap(([before, value]) => write(before, value, [name]) ?? [])
      .filter((one) => looking(one).length > 0)
    // Version 2 of Ruby's dotenv, which Debian has, reads line by line.
    const fit = done.filter(
      ({ after, value }) => name !== 'ruby' || !/["']\w*[^"'\n]*\n[^]*["']/.test(`${after}${value}`),
    )
    const real = await oracles[name]!(fit.map(({ after }) => after))
    const wrong = fit.flatMap(({ after, value }, index) =>
      real[index]?.['A'] === value
        ? []
        : [`${JSON.stringify(after)}: ${JSON.stringify(real[index]?.['A'])}, not ${JSON.stringify(value)}`],
    )
    expect(wrong.slice(0, 10), `${wrong.length} of ${fit.length}`).toEqual([])
    expect(fit.length).toBeGreaterThan(runs / 20)
  })
}

test('a value from the portable alphabet is right for all, in the style that is there', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/), fc.constantFrom('', "'", '"'), (value, quote) => {
      const before = `B=1\nA=${quote}0old${quote} # c\n`
      const entry = format.entries(before)[1] as Entry
      if (value === '0old') return
      expect(format.encode(before, entry, value)).toBe(quote + value + quote)
      expect(
        append(
          before,
          'N',
          value,
          ALL.filter((name) => name !== 'docker'),
        ),
      ).toContain(`\nN=${value}\n`)
    }),
  )
})

test('docker alone keeps quotes: a value that needs them is refused for it by name', () => {
  const before = 'A=old\n'
  const entry = format.entries(before)[0] as Entry
  expect(readersOf(before, entry)).toEqual(ALL)
  expect(encodeFor(before, entry, 'a#b', ALL)).toEqual({ misread: ['docker'] })
  expect(
    encodeFor(
      before,
      entry,
      'a#b',
      ALL.filter((name) => name !== 'docker'),
    ),
  ).toEqual({ raw: "'a#b'" })
  expect(encodeFor(before, entry, 'a#b', ['docker', 'compose'])).toEqual({ raw: 'a#b' })
  expect(() => format.encode(before, entry, 'a#b')).toThrow(/docker/)
})

test('a value of a thousand lines of code is read in time that grows with its length', () => {
  const long = (size: number): number => {
    const before = `B=1\nA=${'x '.repeat(size)}# c\nC="${"it's \\\\ ".repeat(size)}"\n`
    const entry = format.entries(before)[1] as Entry
    const start = performance.now()
    encodeFor(before, entry, 'new', ALL)
    return performance.now() - start
  }
  long(1000)
  expect(long(40_000)).toBeLessThan(Math.max(2000, long(4000) * 60))
})
