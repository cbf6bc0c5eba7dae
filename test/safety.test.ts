// A secret shows in no output of any command, and nothing of a repository's moves the terminal.
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { frameOf } from '../src/frame.ts'
import { maskValues } from '../src/frame.ts'
import { redact, SecretText } from '../src/secret-text.ts'
import { visible } from '../src/terminal.ts'
import type { Match } from '../src/types.ts'
import { Scratch, token } from './support/scratch.ts'

// A password that no rule knows, beside what the rules know.
const MARKER = 'Tr0ub4dor&3xyzzy'
const GITHUB = token('marker')
const secretParts = [MARKER, GITHUB.slice(4, 20), GITHUB.slice(-12)]

const TEXT = [
  `const password = "${MARKER}", other = "${GITHUB}"`,
  `DB_PASSWORD=${MARKER} TOKEN=${GITHUB}`,
  `url: https://user:${MARKER}@host.test/?token=${GITHUB}`,
  `login --password ${MARKER} --token ${GITHUB} ${MARKER}`,
  `{"password":"${MARKER}","nested":{"token":"${GITHUB}"}}`,
  `x('${MARKER}', '${GITHUB}', '${MARKER}')`,
  GITHUB,
].join('\n')

describe('the marker is in no output', () => {
  const repo = (): Scratch => {
    const made = Scratch.guarded()
    made.write('a.js', TEXT)
    made.write('.unleak.json.bad', TEXT)
    made.git('add', '.')
    return made
  }
  test.each([
    ['text', ['scan']],
    ['json', ['scan', '--format', 'json']],
    ['jsonl', ['scan', '--format', 'jsonl']],
    ['low confidence', ['scan', '--min-confidence', 'low']],
    ['the index', ['scan', '--staged']],
    ['the hook', ['hook', 'pre-commit']],
    ['a path that is a secret', ['scan', `missing-${GITHUB}`]],
  ])('%s', (name, args) => {
    const { all, code } = repo().unleak(args)
    expect(code).not.toBe(0)
    // What was typed may be repeated; it is in the shell's history anyway.
    for (const part of name.startsWith('a path') ? [] : secretParts) expect(all).not.toContain(part)
  })

  test('a commit, a range, standard input', () => {
    const made = repo()
    const commit = made.tryGit(['commit', '-m', 'x'])
    made.git('commit', '-qm', 'x', '--no-verify')
    const range = made.unleak(['scan', '--range', 'HEAD'])
    const stdin = made.unleak(['scan', '-'], { input: TEXT })
    for (const { all, code } of [commit, range, stdin]) {
      expect(code).not.toBe(0)
      for (const part of secretParts) expect(all).not.toContain(part)
    }
  })

  test('a broken configuration or rule file that holds one', () => {
    const made = new Scratch()
    for (const text of [
      `password: ${MARKER}\n`,
      `fingerprintSalt: [${MARKER}]\n`,
      `minConfidence: ${MARKER}\n`,
      `ignore: ["${MARKER}\n`,
      `rules: { add: [{ id: ${MARKER} }] }`,
    ]) {
      made.write('.unleak.yml', text)
      const { all, code } = made.unleak(['scan'])
      expect(code).toBe(2)
      expect(all, text).not.toContain(MARKER)
    }
    made.spawn('rm', ['.unleak.yml'])
    made.write('.unleak.toml', `fingerprintSalt = ${MARKER}\n`)
    expect(made.unleak(['scan']).all).not.toContain(MARKER)
    made.write('bad.yml', `provider: x\nrules: ${MARKER}\n`)
    expect(made.unleak(['rules', 'check', 'bad.yml']).all).not.toContain(MARKER)
  })
})

describe('the wrapper', () => {
  const secret = new SecretText(MARKER, redact(MARKER))
  test('no way to text but one', () => {
    const ways = [
      `${secret}`,
      String(secret),
      `${'' + (secret as unknown as string)}`,
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ deep: [secret] }, { depth: 9, showHidden: true }),
      Object.entries(secret).flat().join(),
      structuredCloneText(secret),
      secret.toLocaleString(),
    ]
    for (const way of ways) expect(way).not.toContain(MARKER)
    expect(secret.reveal()).toBe(MARKER)
  })
  test('compares', () => {
    expect(secret.equals(new SecretText(MARKER, ''))).toBe(true)
    expect(secret.equals(new SecretText(`${MARKER}x`, ''))).toBe(false)
  })
  test('redaction tells neither length nor content', () => {
    expect(redact('abc')).toBe(redact('abcdefghijklmnop'))
    expect(redact('ghp_0123456789', 'ghp_')).toBe('ghp_********')
    expect(redact('ghp_0123', 'ghp_')).toBe('********')
  })
})

const structuredCloneText = (value: object): string => JSON.stringify(structuredClone({ ...value }))

describe('frames', () => {
  test.each([
    [`a = "x1", b = 'hunter2'`, [`hunter2`, 'x1']],
    [`PASS=hunter2 go`, ['hunter2']],
    [`https://me:hunter2@h.test`, ['hunter2']],
    [`--password hunter2 -p hunter2`, ['hunter2']],
    [`"password": "hun\\"ter2"`, ['hun', 'ter2']],
    [`seen dGhpcyBpcyBhIHNlY3JldA1 here`, ['dGhpcyBpcyBhIHNlY3JldA1']],
  ])('mask %s', (text, secrets) => {
    for (const secret of secrets) expect(maskValues(text)).not.toContain(secret)
  })

  test('keep what helps to find the place', () => {
    expect(maskValues('const token = ')).toBe('const token = ')
    expect(maskValues('user, token := ')).toBe('user, token := ')
    expect(maskValues('"api_key": ')).toBe('"api_key": ')
  })

  test.each([
    ['login("⟦SECRET⟧", "sword-fish!moon")', 'login("****", "***")'],
    ['login("sword-fish!moon", "⟦SECRET⟧")', 'login("***", "****")'],
    [`it's "⟦SECRET⟧", 'root-password' + "more`, `it's "****", '***' + "***`],
    [`{"a":"⟦SECRET⟧","b":"root-word","c":[1]}`, `{"a":"****","b":"***","c":[1]}`],
    [
      `f(${'"filler", '.repeat(40)}"root-word", "⟦SECRET⟧") // why`,
      `… "***", "***", "***", "***", "***", "***", "****") // why`,
    ],
  ])('other texts of the line are masked on both sides: %s', (line, frame) => {
    const secretStart = line.indexOf('⟦')
    const secretEnd = line.indexOf('⟧') - 1
    const match = { secretStart, secretEnd, start: secretStart, end: secretEnd, rule: { kind: 'pattern' } } as Match
    expect(frameOf(Buffer.from(line.replace(/[⟦⟧]/g, '')), match, '****', [match]).text).toBe(frame)
  })

  test('a neighbour that a rule found is masked whatever its shape', () => {
    const bytes = Buffer.from('plainword SECRET')
    const at = (secretStart: number, secretEnd: number): Match =>
      ({ secretStart, secretEnd, start: secretStart, end: secretEnd, rule: { kind: 'pattern' } }) as Match
    expect(frameOf(bytes, at(10, 16), '****', [at(0, 9), at(10, 16)]).text).toBe('*** ****')
  })
})

describe('terminal', () => {
  test('control and direction characters are shown, not obeyed', () => {
    expect(visible('a\u001b[2Jb\r\n\u0007\u009b31m\u202e\u200b')).toBe(
      String.raw`a\x1b[2Jb\x0d\x0a\x07\x9b31m\u202e\u200b`,
    )
  })

  test.skipIf(process.platform === 'win32')('in file names and contents, in every format', () => {
    const repo = new Scratch()
    const evil = '\u001b]0;owned\u0007\u001b[2J\u202e'
    repo.write(`${evil}.txt`, `${evil}password = "${evil}"; token = "${token()}" ${evil}\n`)
    for (const format of ['text', 'json', 'jsonl']) {
      for (const args of [
        ['scan', '--format', format],
        ['scan', '--format', format, `${evil}.txt`],
        ['scan', `${evil}missing`],
      ]) {
        repo.env['FORCE_COLOR'] = '0'
        const { all } = repo.unleak(args)
        expect(all).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
      }
    }
  })
})
