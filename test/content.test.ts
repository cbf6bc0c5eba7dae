// What a file can hold: encodings, binaries, giants, and what cannot be read. Nothing passes in silence.
import { chmodSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Scratch, token } from './support/scratch.ts'

interface Shown {
  rule: string
  file: string
  line: number
  column: number
  endLine: number
  endColumn: number
}

const scan = (repo: Scratch, ...args: string[]): { code: number; findings: Shown[]; stderr: string } => {
  const { code, stdout, stderr } = repo.unleak(['scan', '--format', 'json', ...args])
  return { code, findings: stdout ? (JSON.parse(stdout) as Shown[]) : [], stderr }
}

describe('encodings', () => {
  const text = `größe = 1\r\nключ = "${token()}"\r\n`
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with BOM', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE with BOM', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE with BOM', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('%s: found at the same place', (_, bytes) => {
    const repo = new Scratch(false)
    repo.write('a.txt', bytes)
    const { code, findings } = scan(repo)
    expect(code).toBe(1)
    expect(findings).toMatchObject([{ rule: 'github-pat', line: 2, column: 9, endLine: 2, endColumn: 49 }])
  })

  test('UTF-16 without BOM', () => {
    const repo = new Scratch(false)
    repo.write('a.txt', Buffer.from(`token: ${token()}\n`, 'utf16le'))
    expect(scan(repo).findings).toMatchObject([{ line: 1, column: 8 }])
  })

  test.each([
    [
      'ASCII, then UTF-16LE (PowerShell >>)',
      Buffer.concat([Buffer.from('hello=world\n'.repeat(900)), Buffer.from(`TOKEN=${token()}\n`, 'utf16le')]),
    ],
    [
      'UTF-16LE, then ASCII (echo >>)',
      Buffer.concat([Buffer.from('\ufeffhello\n'.repeat(9), 'utf16le'), Buffer.from(`TOKEN=${token()}\n`)]),
    ],
    [
      'a UTF-8 mark before UTF-16',
      Buffer.concat([Buffer.from('\ufeff'), Buffer.from(`TOKEN=${token()}\n`, 'utf16le')]),
    ],
    ['a UTF-16 mark before ASCII', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`TOKEN=${token()}\n`)])],
    ['UTF-32', Buffer.from([...`TOKEN=${token()}\n`].flatMap((char) => [char.charCodeAt(0), 0, 0, 0]))],
  ])('mixed: %s', (_, bytes) => {
    const repo = Scratch.guarded()
    repo.write('a.txt', bytes)
    expect(scan(repo).findings.filter(({ file }) => file === 'a.txt')).toHaveLength(1)
    repo.git('add', '.')
    expect(repo.tryGit(['commit', '-m', 'x']).code).not.toBe(0)
    repo.git('commit', '-qm', 'x', '--no-verify')
    repo.write('a.txt', Buffer.concat([bytes, Buffer.from('\n\n')]))
    repo.git('add', '.')
    expect(repo.tryGit(['commit', '-m', 'known']).code).toBe(0)
  })

  test('UTF-16 in the index: the hook reads it too', () => {
    const repo = Scratch.guarded()
    repo.write('a.txt', Buffer.from(`\ufefftoken: ${token()}\n`, 'utf16le'))
    repo.git('add', '.')
    expect(repo.tryGit(['commit', '-m', 'x']).all).toContain('a.txt:1:8')
  })

  test('columns are UTF-16 units, on the first line behind a BOM too', () => {
    const repo = new Scratch(false)
    repo.write('a.txt', `\ufeff🔑é ${token()}`)
    expect(scan(repo).findings).toMatchObject([{ line: 1, column: 5, endColumn: 45 }])
  })

  test('a secret over several lines has its own range', () => {
    const repo = new Scratch(false)
    const body = Array.from({ length: 4 }, (_, i) => token(String(i)).slice(4).repeat(2).slice(0, 64)).join('\n')
    repo.write('key.pem', `x\n  -----BEGIN ${'PRIVATE'} KEY-----\n${body}\n-----END ${'PRIVATE'} KEY-----\n`)
    expect(scan(repo).findings).toMatchObject([
      { rule: 'private-key-pem', line: 2, column: 3, endLine: 7, endColumn: 26 },
    ])
  })
})

describe('binaries and giants', () => {
  test('a binary file is scanned as bytes', () => {
    const repo = new Scratch(false)
    repo.write(
      'a.bin',
      Buffer.concat([Buffer.from([0, 1, 2, 255, 254, 0]), Buffer.from(token()), Buffer.from([0, 0, 128])]),
    )
    expect(scan(repo).findings).toMatchObject([{ rule: 'github-pat', file: 'a.bin' }])
  })

  test('a NUL does not hide what follows it', () => {
    const repo = new Scratch(false)
    repo.write('a.txt', `one\0two\n${token()}\n`)
    expect(scan(repo).findings).toMatchObject([{ line: 2, column: 1 }])
  })

  test('a line of 50 MB', () => {
    const repo = new Scratch(false)
    const half = Buffer.alloc(25 * 2 ** 20, 'lorem ipsum; ')
    repo.write(
      'big.js',
      Buffer.concat([half, Buffer.from(`k="${token('1')}";`), half, Buffer.from(`k="${token('2')}";`)]),
    )
    const { code, findings } = scan(repo)
    expect(code).toBe(1)
    expect(findings.map(({ line, column }) => [line, column])).toEqual([
      [1, half.length + 4],
      [1, 2 * half.length + 49],
    ])
  })

  test('a file over the limit is named and is exit 3', () => {
    const repo = Scratch.guarded()
    repo.write('.unleak.yml', 'maxFileMegabytes: 1\n')
    repo.write('big.txt', Buffer.alloc(2 ** 20 + 1, 'a\n'))
    const work = scan(repo, '.')
    expect(work.code).toBe(3)
    expect(work.stderr).toContain('big.txt: it is larger than 1 MB')
    repo.git('add', '.')
    const commit = repo.tryGit(['commit', '-m', 'x'])
    expect(commit.code).not.toBe(0)
    expect(commit.all).toContain('big.txt: it is larger than 1 MB')
  })

  test('an empty file, and no file at all', () => {
    const repo = new Scratch(false)
    expect(repo.unleak(['scan'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to scan') })
    repo.write('empty', '')
    expect(scan(repo)).toMatchObject({ code: 0, findings: [] })
  })
})

describe('what cannot be read', () => {
  test.skipIf(process.platform !== 'linux')('is named, and is exit 3, beside what was found', () => {
    const repo = new Scratch(false)
    repo.write('bad.txt', `${token()}\n`)
    // A regular file that gives an I/O error to everybody, root too.
    const both = scan(repo, 'bad.txt', '/proc/self/mem')
    expect(both.findings).toHaveLength(1)
    expect(both.code).toBe(1)
    expect(both.stderr).toContain('/proc/self/mem: it could not be read')
    expect(scan(repo, '/proc/self/mem').code).toBe(3)
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('without permission', () => {
    const repo = new Scratch(false)
    repo.write('secret.txt')
    chmodSync(repo.path('secret.txt'), 0)
    expect(scan(repo)).toMatchObject({ code: 3, stderr: expect.stringContaining('permission denied') })
  })

  test.skipIf(process.platform !== 'linux')('because its name is not UTF-8', () => {
    const repo = new Scratch()
    repo.spawn('sh', ['-c', String.raw`printf 'x\n' > "$(printf 'bad\377name')"`])
    const { code, stderr } = scan(repo)
    expect(code).toBe(3)
    expect(stderr).toContain('its name is not UTF-8')
  })
})
