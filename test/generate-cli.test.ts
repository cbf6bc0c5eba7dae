// `unleak generate`, `check` and `compare` as they are typed: the secret goes where it was asked for, and nowhere else.
import { chmodSync, existsSync, lstatSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { generate } from '../src/generate/generate.ts'
import { generators } from '../src/generate/kinds/index.ts'
import { Scratch, token } from './support/scratch.ts'

const POSIX = process.platform !== 'win32'
const scratch = (): Scratch => new Scratch(false)

describe('generate', () => {
  test('the value alone on standard output, what is public and the entropy on standard error', () => {
    const { code, stdout, stderr } = scratch().unleak(['generate', 'wireguard'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^[\w+/]{43}=\n$/)
    expect(stderr).toMatch(/^wireguard: 128 bits of entropy\npublicKey: [\w+/]{43}=\n$/)
    expect(stderr).not.toContain(stdout.trim())
  })

  test('another one each time', () => {
    const made = [1, 2, 3].map(() => scratch().unleak(['generate', 'hex']).stdout)
    expect(new Set(made).size).toBe(3)
  })

  test('length and options, each as it is typed', () => {
    const repo = scratch()
    const typed = (...args: string[]): string => repo.unleak(['generate', ...args]).stdout.trimEnd()
    expect(typed('hex', '--length', '24')).toMatch(/^[0-9a-f]{48}$/)
    expect(typed('passphrase', '--length', '7', '--set', 'separator= ').split(' ')).toHaveLength(7)
    expect(typed('--type', 'token', '--set', 'alphabet=digits', '--set', 'length=30')).toMatch(/^\d{30}$/)
    expect(typed('password', '--set', 'symbols=', '--set', 'look-alikes=false')).toMatch(/^[A-Za-z2-9]{20}$/)
    expect(typed('hex', '--length', '4', '--weak')).toMatch(/^[0-9a-f]{8}$/)
  })

  test('what is wrong is said in two lines, and nothing is made', () => {
    const repo = scratch()
    const wrong: [string[], RegExp][] = [
      [[], /say what to generate/],
      [['hexx'], /does not know how to generate "hexx"/],
      [['hex', '--length', '4'], /32 bits of entropy are too weak/],
      [['hex', '--set', 'nonsense=1'], /there is no option nonsense/],
      [['hex', '--set', 'bytes=many'], /bytes must be a number/],
      [['rsa', '--set', 'size=1024'], /size must be 3072 or 4096/],
      [['jwt-secret', '--set', 'algorithm=HS1'], /algorithm must be HS256, HS384 or HS512/],
      [['hex', '--set', 'bytes'], /--set takes NAME=VALUE/],
      [['hex', '--length', '-3'], /whole number/],
      [['flask', '--length', '3'], /length cannot be chosen/],
      [['hex', '--out', 'x', '--copy'], /mutually exclusive/],
      [['--like', token()], /takes no value/],
    ]
    for (const [args, message] of wrong) {
      const { code, stdout, stderr } = repo.unleak(['generate', ...args])
      expect(code, args.join(' ')).toBe(2)
      expect(stdout).toBe('')
      expect(stderr).toMatch(message)
      expect(stderr.trimEnd().split('\n')).toHaveLength(2)
      expect(stderr).not.toContain(token())
    }
    expect(readdirSync(repo.root)).toEqual([])
    // A process for each of them.
  }, 300_000)

  test('--for and --like: the name, the old value, and why', async () => {
    const repo = scratch()
    const named = repo.unleak(['generate', '--for', 'FERNET_KEY'])
    expect(named.stdout).toMatch(/^[\w-]{43}=\n$/)
    expect(named.stderr).toContain("fernet: 256 bits of entropy (by the key's name)")
    const old = (await generate('base64', { bytes: 48 })).value
    const like = repo.unleak(['generate', '--like', '-'], { input: `${old}\n` })
    expect(like.stdout).toMatch(/^[\w+/]{64}\n$/)
    expect(like.all).not.toContain(old)
    expect(repo.unleak(['generate', '--like', '-']).stderr).toContain('no value was given')
  })

  test('a token that only its provider can issue is not imitated', async () => {
    const { code, all } = scratch().unleak(['generate', '--like', '-'], { input: token() })
    expect(code).toBe(2)
    expect(all).toContain('only its provider can issue')
    expect(all).toContain('unleak rules show github-pat')
    expect(all).not.toContain(token())
    const own = (await generate('prefixed', { prefix: 'acme' })).value
    expect(scratch().unleak(['generate', '--like', '-'], { input: own }).stdout).toMatch(/^acme_\w{36}\n$/)
  })

  test('--list shows every type with its bits, and the options of one', () => {
    const { code, stdout } = scratch().unleak(['generate', '--list'])
    expect(code).toBe(0)
    for (const [type, { describe }] of Object.entries(generators))
      expect(stdout).toMatch(new RegExp(`^  ${type} +\\d+ bits  ${describe.replace(/[()^]/g, '\\$&')}$`, 'm'))
    expect(scratch().unleak(['generate', 'hex', '--list']).stdout).toContain('--set bytes')
  })
})

describe('generate --out', () => {
  test('a new file for its owner only, and the value is not shown', () => {
    const repo = scratch()
    const { code, stdout, stderr } = repo.unleak(['generate', 'hex', '--out', 'key'])
    expect(code).toBe(0)
    expect(stdout).toBe('')
    const text = readFileSync(repo.path('key'), 'utf8')
    expect(text).toMatch(/^[0-9a-f]{64}\n$/)
    expect(stderr).toBe('hex: 256 bits of entropy, in key\n')
    if (POSIX) expect(statSync(repo.path('key')).mode & 0o777).toBe(0o600)
    expect(readdirSync(repo.root)).toEqual(['key'])
  })

  test('nothing that is there is overwritten without --force, not even through a link', () => {
    const repo = scratch()
    repo.write('key', 'old\n')
    if (POSIX) symlinkSync('nowhere', repo.path('link'))
    for (const name of POSIX ? ['key', 'link'] : ['key']) {
      const { code, stderr } = repo.unleak(['generate', 'hex', '--out', name])
      expect(code).toBe(2)
      expect(stderr).toContain('is there already')
    }
    expect(readFileSync(repo.path('key'), 'utf8')).toBe('old\n')
    expect(existsSync(repo.path('nowhere'))).toBe(false)
    if (POSIX) chmodSync(repo.path('key'), 0o644)
    for (const name of POSIX ? ['key', 'link'] : ['key']) {
      expect(repo.unleak(['generate', 'hex', '--out', name, '--force']).code).toBe(0)
      expect(readFileSync(repo.path(name), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
      if (POSIX) expect(lstatSync(repo.path(name)).mode & 0o777).toBe(0o600)
    }
    expect(existsSync(repo.path('nowhere'))).toBe(false)
  })

  test('a place that cannot be written: exit 3, and nothing is left', () => {
    const repo = scratch()
    const { code, stdout, stderr } = repo.unleak(['generate', 'hex', '--out', 'no/such/key'])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain('cannot be written (ENOENT)')
    repo.write('dir/x')
    expect(repo.unleak(['generate', 'hex', '--out', 'dir', '--force']).code).toBe(3)
    expect(readdirSync(repo.root)).toEqual(['dir'])
  })
})

describe.runIf(process.platform === 'linux')('generate --copy', () => {
  test("through the clipboard program's standard input, not its arguments", () => {
    const repo = scratch()
    repo.write('bin/xclip', '#!/bin/sh\necho "$@" >args\ncat >clipboard\n')
    chmodSync(repo.path('bin/xclip'), 0o755)
    repo.env = { ...repo.env, PATH: `${repo.path('bin')}:/usr/bin:/bin` }
    const { code, stdout, stderr } = repo.unleak(['generate', 'hex', '--copy'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(readFileSync(repo.path('clipboard'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
    expect(readFileSync(repo.path('args'), 'utf8')).toBe('-selection clipboard\n')
    expect(stderr).toContain('on the clipboard')
  })

  test('none that works: said, with what to do', () => {
    const repo = scratch()
    repo.write('bin/xclip', '#!/bin/sh\nexit 1\n')
    chmodSync(repo.path('bin/xclip'), 0o755)
    repo.env = { ...repo.env, PATH: repo.path('bin') }
    const { code, all } = repo.unleak(['generate', 'hex', '--copy'])
    expect(code).toBe(2)
    expect(all).toContain('tried: wl-copy, xclip, xsel')
    expect(all).not.toMatch(/[0-9a-f]{64}/)
  })
})

describe('check', () => {
  test('strong: exit 0; weak: exit 1, why, and what is better', async () => {
    const repo = scratch()
    const strong = (await generate('base64url')).value
    const good = repo.unleak(['check'], { input: `${strong}\n` })
    expect(good).toMatchObject({ code: 0, stderr: '' })
    expect(good.stdout).toContain('strong')
    expect(good.all).not.toContain(strong)

    const weak = ['let', 'me', 'in', '1'].join('')
    const bad = repo.unleak(['check', '--key', 'DB_PASSWORD'], { input: weak })
    expect(bad.code).toBe(1)
    for (const text of [
      'everybody tries first',
      'NIST SP 800-63B-4',
      '15 characters',
      'unleak generate --for DB_PASSWORD',
    ])
      expect(bad.stdout).toContain(text)
    expect(bad.all).not.toContain(weak)
  })

  test('a random password of ten characters is enough beside a second factor only', async () => {
    const { value } = await generate('password', { length: 10 }, undefined, true)
    expect(scratch().unleak(['check'], { input: value }).code).toBe(1)
    expect(scratch().unleak(['check', '--mfa'], { input: value }).code).toBe(0)
  })

  test('never an argument, never nothing', () => {
    expect(scratch().unleak(['check', 'x'], { input: 'x' }).code).toBe(2)
    expect(scratch().unleak(['check']).code).toBe(2)
  })

  test('the better command is one that works', () => {
    const repo = scratch()
    const { stdout } = repo.unleak(['check'], { input: 'abc' })
    const [, command] = /Better: (?:npx )?unleak (.+)/.exec(stdout)!
    expect(repo.unleak(command!.split(' ')).code).toBe(0)
  })
})

describe('compare', () => {
  test.each([
    ['a\na\n', 0],
    ['a\nb', 1],
    ['a\r\na\r\n', 0],
    ['é\né', 0],
    ['a\naa\n', 1],
    ['a\n', 2],
    ['a\n\n', 2],
    ['', 2],
    ['a\na\na\n', 2],
  ])('%j: %i', (input, code) => {
    expect(scratch().unleak(['compare'], { input })).toMatchObject({ code })
  })

  test('what is no text is refused: two different values of it would be equal', () => {
    expect(scratch().unleak(['compare'], { input: Buffer.from([0xff, 10, 0xfe, 10]) })).toMatchObject({ code: 2 })
  })
})
