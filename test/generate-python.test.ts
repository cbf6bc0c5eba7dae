// The same stream of bytes through Python's own `secrets` and through ours gives the same results.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EFF_WORDS } from '../src/generate/eff-words.ts'
import { generate } from '../src/generate/generate.ts'
import * as secrets from '../src/generate/secrets.ts'
import { stream } from './support/stream.ts'
import type { Stream } from './support/stream.ts'
import { needs, run } from './support/tools.ts'

const pythonTest = needs('python3', 'python3', ['-c', 'import secrets'])

/** Feeds `secrets` from the bytes of its first argument; the code prints what is compared. */
const PRELUDE = `
import sys, random, secrets, string, json
feed = memoryview(bytes.fromhex(sys.stdin.readline()))
at = 0
def urandom(n):
    global at
    at += n
    assert at <= len(feed), 'the stream is too short'
    return bytes(feed[at - n:at])
random._urandom = urandom
words = sys.stdin.readline().split()
`

/** What the code prints; it must draw exactly the bytes that we drew. */
function python(code: string, used: Stream, input = ''): string {
  const program = `${PRELUDE}${code}\nassert at == len(feed), 'not all of the stream was drawn'`
  return run('python3', ['-c', program], `${used.drawn().toString('hex')}\n${input}\n`).trimEnd()
}

describe('functions', () => {
  pythonTest('token_bytes, token_hex and token_urlsafe, with 32 bytes by default', () => {
    const sizes = [undefined, 0, 1, 2, 3, 16, 64, 100]
    const random = stream('tokens')
    const ours = sizes.map((size) => [
      Buffer.from(secrets.tokenBytes(size, random)).toString('hex'),
      secrets.tokenHex(size, random),
      secrets.tokenUrlsafe(size, random),
    ])
    const code = `
sizes = [[], [0], [1], [2], [3], [16], [64], [100]]
print(json.dumps([[secrets.token_bytes(*n).hex(), secrets.token_hex(*n), secrets.token_urlsafe(*n)] for n in sizes]))`
    expect(JSON.parse(python(code, random))).toEqual(ours)
  })

  pythonTest('randbelow and randbits', () => {
    const limits = [1, 2, 3, 7, 8, 9, 255, 256, 257, 1000, 65_537, 2 ** 31, 2 ** 32 + 1, 2 ** 53 - 1]
    const sizes = [1, 2, 7, 8, 9, 31, 64, 65, 521]
    const random = stream('numbers')
    const ours = [
      limits.map((n) => Array.from({ length: 50 }, () => secrets.randbelow(n, random))),
      sizes.map((k) => Array.from({ length: 20 }, () => String(secrets.randbits(k, random)))),
    ]
    const code = `print(json.dumps([
      [[secrets.randbelow(n) for _ in range(50)] for n in ${JSON.stringify(limits)}],
      [[str(secrets.randbits(k)) for _ in range(20)] for k in ${JSON.stringify(sizes)}]]))`
    expect(JSON.parse(python(code, random))).toEqual(ours)
  })

  pythonTest('choice, for any sequence', () => {
    const runs: unknown[][] = []
    const random = stream('choice')
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 300 }), (items) => {
        runs.push([items, secrets.choice(items, random)])
      }),
      { seed: 4 },
    )
    const picked = python(
      `print(json.dumps([secrets.choice(items) for items in json.loads(sys.stdin.read())]))`,
      random,
      // The prelude reads one line of words first.
      `\n${JSON.stringify(runs.map(([items]) => items))}`,
    )
    expect(JSON.parse(picked)).toEqual(runs.map(([, picked]) => picked))
  })

  pythonTest('compare_digest', () => {
    const texts = ['', 'a', 'b', 'ab', 'abc', 'é', '€']
    const ours = texts.map((a) => texts.map((b) => outcome(() => secrets.compareDigest(a, b))))
    const bytes = texts.map((a) =>
      texts.map((b) => outcome(() => secrets.compareDigest(Buffer.from(a), Buffer.from(b)))),
    )
    const mixed = outcome(() => secrets.compareDigest('a', Buffer.from('a')))
    const code = `
def outcome(a, b):
    try: return secrets.compare_digest(a, b)
    except TypeError: return 'TypeError'
texts = json.loads(sys.stdin.read())
print(json.dumps([
  [[outcome(a, b) for b in texts] for a in texts],
  [[outcome(a.encode(), b.encode()) for b in texts] for a in texts],
  outcome('a', b'a')]))`
    expect(JSON.parse(python(code, stream('none'), `\n${JSON.stringify(texts)}`))).toEqual([ours, bytes, mixed])
  })
})

function outcome(work: () => boolean): boolean | string {
  try {
    return work()
  } catch (error) {
    return (error as Error).name
  }
}

/** The code of the documentation: https://docs.python.org/3/library/secrets.html#recipes-and-best-practices */
const RECIPES: [string, Parameters<typeof generate>[0], Parameters<typeof generate>[1], string][] = [
  [
    'eight letters and digits',
    'token',
    { length: 8 },
    `alphabet = string.ascii_letters + string.digits
print(''.join(secrets.choice(alphabet) for i in range(8)))`,
  ],
  [
    'ten, with a lower-case letter, an upper-case one and three digits',
    'password',
    { length: 10, symbols: '', 'min-digits': 3 },
    `alphabet = string.ascii_letters + string.digits
while True:
    password = ''.join(secrets.choice(alphabet) for i in range(10))
    if (any(c.islower() for c in password)
            and any(c.isupper() for c in password)
            and sum(c.isdigit() for c in password) >= 3):
        break
print(password)`,
  ],
  [
    'four words',
    'passphrase',
    { words: 4, separator: ' ' },
    `print(' '.join(secrets.choice(words) for i in range(4)))`,
  ],
  ['a link with a token', 'reset-url', {}, `print('https://example.com/reset=' + secrets.token_urlsafe())`],
]

describe('recipes', () => {
  for (const [name, type, options, code] of RECIPES)
    pythonTest(name, async () => {
      const random = stream(name)
      const ours: string[] = []
      for (let i = 0; i < 20; i++) ours.push((await generate(type, options, random, true)).value)
      const repeated = `for _ in range(20): exec(${JSON.stringify(code)}, globals())`
      expect(python(repeated, random, EFF_WORDS.join(' ')).split('\n')).toEqual(ours)
    })

  test('the first one is too weak to be made by accident', async () => {
    await expect(generate('token', { length: 8 })).rejects.toThrow(/47 bits/)
  })
})

pythonTest('the numbers of the command line are the same', async () => {
  const random = stream('kinds')
  const ours = [
    (await generate('randbelow', { below: 1000 }, random)).value,
    (await generate('randbits', { bits: 77 }, random)).value,
    (await generate('choice', { from: 'a,b,c' }, random)).value,
  ]
  const code = `print(json.dumps([str(secrets.randbelow(1000)), str(secrets.randbits(77)), secrets.choice(['a', 'b', 'c'])]))`
  expect(JSON.parse(python(code, random))).toEqual(ours)
})
