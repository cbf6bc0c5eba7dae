// Content that is scanned in windows shows what it shows as a whole: the same findings, lines and columns, each once.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { DEFAULTS } from '../src/defaults.ts'
import { createMatcher } from '../src/detect/matcher.ts'
import { scan } from '../src/pipeline.ts'
import { loadRules } from '../src/rules-file.ts'
import { decode } from '../src/sources/encoding.ts'
import { windowsOf } from '../src/sources/windows.ts'
import { Scratch, token } from './support/scratch.ts'
import type { Source } from '../src/source.ts'

const matcher = createMatcher(loadRules())
const MB = 2 ** 20

async function found(source: Source): Promise<{ places: string[]; files: number; bytes: number }> {
  const { findings, files, bytes } = await scan({ source, matcher, config: DEFAULTS, base: '/' })
  const places = findings.map(({ rule, line, column, endLine, endColumn }) => [rule, line, column, endLine, endColumn])
  return { places: places.map((place) => place.join(' ')), files, bytes }
}

async function* whole(bytes: Uint8Array): Source {
  yield { path: 'big.txt', ...decode(bytes) }
}

/** In pieces of uneven size, as a pipe gives them. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0, size = 70_000; at < bytes.length; at += size, size = 1 + ((size * 7) % 131_071))
    yield bytes.subarray(at, at + size)
}

/** Secrets on both sides of each seam and across it, in the overlaps, and elsewhere. */
function text(filler: string): string {
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${randomBytes(1200).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END RSA PRIVATE KEY-----`
  let content = ''
  for (let i = 0; content.length < 13 * MB; i++) {
    content += filler.repeat(1 + ((i * 37) % 900))
    content += i % 3 === 0 ? ` ${token(`t${i}`)} ` : i % 40 === 1 ? `\n${key}\n` : `\npassword = "Zq8#${i}vLw2!pX"\n`
  }
  return content
}

test.each([
  ['lines', Buffer.from(text('some words of text, é and 🙂\n'))],
  ['one line', Buffer.from(text('{"a":[1,2,3]},').replaceAll('\n', ' '))],
  ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${text('ordinary text\n')}`, 'utf16le')],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text('ordinary text\n')}`)],
])('%s', async (_, bytes) => {
  const all = await found(whole(bytes))
  const parts = await found(windowsOf(pieces(bytes), { path: 'big.txt' }))
  expect(all.places.length).toBeGreaterThan(100)
  expect(parts).toEqual(all)
})

test('a large staged blob and a large file are scanned to their end', () => {
  const repo = new Scratch()
  repo.write('big.txt', Buffer.concat([Buffer.alloc(17 * MB, 'a line of text\n'), Buffer.from(`x ${token()}\n`)]))
  repo.git('add', '.')
  for (const args of [['--staged'], ['.']]) {
    const { stdout, code } = repo.unleak(['scan', '--format', 'json', ...args])
    expect(JSON.parse(stdout)).toMatchObject([{ file: 'big.txt', line: Math.ceil((17 * MB) / 15) }])
    expect(code).toBe(1)
  }
})
