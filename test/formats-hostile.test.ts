// Formats and hostile text: broken, too deep, too large, and no time that grows faster than the text.
import { describe, expect, it } from 'vitest'
import { derivedForms, replaceIn } from '../src/formats/derived.ts'
import { FormatError } from '../src/formats/format-error.ts'
import { formats } from '../src/formats/kinds/index.ts'
import { replaceExact } from '../src/formats/plain.ts'
import { rewrite } from '../src/formats/rewrite.ts'

const BROKEN: [format: string, text: string][] = [
  ['json', '{"a": "x'],
  ['json', '{"a": "x"} b'],
  ['json', '{"a": "\\x"}'],
  ['json', '{"a" "b"}'],
  ['json', '/* '],
  ['yaml', 'a: "x'],
  ['yaml', 'a: [b'],
  ['yaml', 'a: b: c'],
  ['toml', 'a = "x'],
  ['toml', 'a = "x"\na = "y"'],
  ['toml', '[a'],
  ['xml', '<a><b></a>'],
  ['xml', '<a b="c>'],
  ['xml', '<a><![CDATA[</a>'],
  ['hcl', 'a = "x'],
  ['hcl', 'a = [1'],
  ['hcl', 'a = "${x"'],
  ['shell', "A='x"],
  ['shell', 'A=$(x'],
  ['shell', 'cat <<E\nx'],
  ['dockerfile', "ENV A='x\nRUN b'"],
  ['gitconfig', '[a]\nb = "x'],
  ['gitconfig', '[a]\nb = \\q'],
  ['netrc', 'machine a login'],
  ['properties', 'a=\\u12'],
]

/** Repeated until the text is as large as asked for. */
const HOSTILE: Record<string, string[]> = {
  json: ['[', '{"a":', '"a",', '/*', '//', '\\'],
  notebook: ['[', '{"cells":['],
  yaml: [
    '- ',
    '[',
    '{a: ',
    '? ',
    '&a ',
    '*a ',
    '| ',
    '"',
    "'",
    '# ',
    '\t',
    'a:\n ',
    '- - -\n',
    '!',
    '%',
    '---\n',
    'a: |\n',
  ],
  toml: ['[', '[[a]]\n', 'a.', 'a={', '"', "'", '#', '\\', '[a.b]\n'],
  ini: ['[', '=', ' ', 'a\n', 'a=\n b\n', '[a]\n'],
  npmrc: ['[', '=', '\\', ';', 'a=\\;'],
  gitconfig: ['[', '[a "', '\\', '#', ' ', '[a]', 'a=\\\n'],
  properties: ['\\', 'a', '\\\n', ' ', '=', '#', '\\a', 'a\\u0041'],
  netrc: ['"', '\\', 'machine a ', 'macdef a\n', '#\n', '# ', 'machine "\\"'],
  shell: ["'", '"', '`', '$(', '${', '\\', '<<E\n', '#', 'a=', '(', ' ', "$'", '"$('],
  dockerfile: ['ENV a=b\n', 'ENV a=b \\\n', 'ENV ', '\\\n', '#\n', "ENV a='"],
  hcl: ['"${', '[', '{', '<<E\n', '"', 'a ', 'a "b" ', '/*', '$${', ' '],
  xml: ['<a>', '<', '&', '<!--', '<a b="c"', '<!DOCTYPE [', ' ', '<![CDATA[', '&#', '<a '],
}

const seconds = (work: () => void): number => {
  const start = performance.now()
  try {
    work()
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
  }
  return (performance.now() - start) / 1000
}
const repeated = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length))

describe('hostile text', () => {
  it.each(BROKEN)('%s refuses %j', (name, text) => {
    expect(() => formats[name]!.entries(text)).toThrow(FormatError)
  })

  it.each(Object.keys(HOSTILE))('%s refuses NULs and what is too large', (name) => {
    expect(() => formats[name]!.entries('a\0b')).toThrow(/NUL/)
    expect(() => formats[name]!.entries(' '.repeat(9 * 1024 * 1024))).toThrow(/too large/)
  })

  it.each(Object.entries(HOSTILE))(
    '%s takes time that grows as the text does',
    (name, parts) => {
      for (const part of parts) {
        const [small, large] = [2 ** 14, 2 ** 17].map((length) => {
          const text = repeated(part, length)
          return Math.min(
            seconds(() => formats[name]!.entries(text)),
            seconds(() => formats[name]!.entries(text)),
          )
        }) as [number, number]
        // Eight times the text; below half a second the clock says little.
        if (large > 0.5) expect(large / small, JSON.stringify(part)).toBeLessThan(8 * 4)
        expect(large, JSON.stringify(part)).toBeLessThan(30)
      }
    },
    200_000,
  )

  it('its messages hold nothing of the file', () => {
    const marker = `marker${'x'.repeat(20)}`
    for (const [name, text] of BROKEN) {
      const broken = text.replace(/x/g, marker)
      try {
        formats[name]!.entries(broken)
      } catch (error) {
        expect(String(error)).not.toContain(marker)
      }
    }
  })

  it.each([
    ['json', (i: number) => `"k${i}": "v${i}",`, '{', '}'],
    ['yaml', (i: number) => `k${i}: v${i}`, '', ''],
    ['toml', (i: number) => `k${i} = "v${i}"`, '', ''],
    ['ini', (i: number) => `k${i} = v${i}`, '[a]', ''],
    ['properties', (i: number) => `k${i}=v${i}`, '', ''],
    ['hcl', (i: number) => `k${i} = "v${i}"`, '', ''],
    ['shell', (i: number) => `K${i}=v${i}`, '', ''],
    ['xml', (i: number) => `<k${i}>v${i}</k${i}>`, '<a>', '</a>'],
  ] as const)('%s: all values of a file are replaced in time that grows as it does', (name, line, head, tail) => {
    const format = formats[name]!
    const time = (count: number): number => {
      const text = [head, ...Array.from({ length: count }, (_, index) => line(index)), tail].join('\n')
      const edits = format.entries(text).map((entry) => ({ entry, value: `${entry.value}"'x` }))
      return Math.min(
        seconds(() => rewrite(format, text, edits)),
        seconds(() => rewrite(format, text, edits)),
      )
    }
    // The clock says little about a few milliseconds.
    expect(time(32_000) / Math.max(time(4000), 0.05)).toBeLessThan(8 * 4)
  })

  it('plain text and derived values', () => {
    const text = repeated('ab=', 2 ** 20)
    expect(seconds(() => replaceExact(text, 'ab', 'c'))).toBeLessThan(5)
    expect(seconds(() => replaceIn(text, 'ab', 'c'))).toBeLessThan(10)
    expect(seconds(() => replaceIn(repeated('QUJD', 2 ** 20), 'ABCABC', 'c'))).toBeLessThan(10)
    expect(derivedForms('a').length).toBeGreaterThan(3)
  })
})
