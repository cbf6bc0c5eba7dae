// Archives: what is in them is found, in every source, and one that is a trap or cannot be read is told.
import { expect, describe, test } from 'vitest'
import { chunksIn } from '../src/sources/unpack.ts'
import { archive, withPython } from './support/archives.ts'
import type { Kind } from './support/archives.ts'
import { leak, passed, stopped } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'
import { stream } from './support/stream.ts'

const scanned = (repo: Scratch, ...args: string[]): { files: string[]; code: number; stderr: string } => {
  const { stdout, stderr, code } = repo.unleak(['scan', ...args, '--format', 'json'])
  if (stdout === '') throw new Error(stderr)
  return { files: (JSON.parse(stdout) as { file: string }[]).map(({ file }) => file), code, stderr }
}

withPython('zip, stored or not, jar, whl, docx, tar, tgz, gz, and one in the other', () => {
  const repo = new Scratch(false)
  const files = { 'conf/a.env': leak('a') }
  repo.write('a.zip', archive('zip', files))
  repo.write('b.jar', archive('stored', files))
  repo.write('c.tar', archive('tar', { [`${'long/'.repeat(40)}c.env`]: leak('c') }))
  repo.write('d.tgz', archive('tgz', { 'package/d.js': leak('d') }))
  repo.write('e.log.gz', archive('gz', { e: leak('e') }))
  repo.write('noname', archive('zip', { 'f.whl': archive('zip', { 'f.tar.gz': archive('tgz', { f: leak('f') }) }) }))
  repo.write('g.docx', archive('zip', { 'word/document.xml': `<w:t>${leak('g').trim()}</w:t>` }))
  expect(scanned(repo)).toEqual({
    files: [
      'a.zip!/conf/a.env',
      'b.jar!/conf/a.env',
      `c.tar!/${'long/'.repeat(40)}c.env`,
      'd.tgz!/package/d.js',
      'e.log.gz!/e.log',
      'g.docx!/word/document.xml',
      'noname!/f.whl!/f.tar.gz!/f',
    ],
    code: 1,
    stderr: '',
  })
})

withPython('a zip behind a script that runs it, its places counted from the zip or from the script', () => {
  const repo = new Scratch(false)
  const script = Buffer.from(`#!/bin/sh\nexec java -jar "$0" "$@"\n`)
  const plain = archive('zip', { 'conf/a.env': leak('a') })
  const stored = archive('stored', { 'conf/b.env': leak('b') })
  repo.write('app.jar', Buffer.concat([script, plain]))
  repo.write('stored.run', Buffer.concat([script, stored]))
  const moved = Buffer.concat([script, plain])
  const end = moved.length - 22
  const directory = end - moved.readUInt32LE(end + 12)
  moved.writeUInt32LE(directory, end + 16)
  moved.writeUInt32LE(script.length, directory + 42)
  repo.write('moved.pyz', moved)
  const comment = Buffer.from('made by a test\u0006')
  const commented = Buffer.concat([script, plain, comment])
  commented.writeUInt16LE(comment.length, script.length + plain.length - 2)
  repo.write('commented.exe', commented)
  for (const text of ['#!', '#!\u0006', '#!x\u0006\u0006', `MZ${'\u0006'.repeat(99)}`])
    repo.write(`no ${text.length}`, text)
  expect(scanned(repo)).toEqual({
    files: ['app.jar!/conf/a.env', 'commented.exe!/conf/a.env', 'moved.pyz!/conf/a.env', 'stored.run!/conf/b.env'],
    code: 1,
    stderr: '',
  })
})

withPython('staged, in a range, in the history; of a changed archive only what is new in it', () => {
  const repo = Scratch.guarded()
  const save = (): unknown => repo.git('commit', '-qm', 'x', '--no-verify')
  repo.write('a.zip', archive('zip', { 'old.txt': leak('old'), 'more.txt': 'clean\n' }))
  repo.git('add', '.')
  stopped(repo.tryGit(['commit', '-m', 'x']), 'a.zip!/old.txt:1')
  save()
  repo.write('a.zip', archive('zip', { 'old.txt': `above\n${leak('old')}`, 'more.txt': 'clean too\n' }))
  repo.git('add', '.')
  passed(repo.tryGit(['commit', '-m', 'x']))
  repo.write('a.zip', archive('zip', { 'old.txt': leak('old'), 'more.txt': leak('new') }))
  repo.git('add', '.')
  stopped(repo.tryGit(['commit', '-m', 'x']), 'a.zip!/more.txt:1')
  save()
  expect(scanned(repo, '--range', 'HEAD~1..HEAD').files).toEqual(['a.zip!/more.txt'])
  expect(scanned(repo, '--history').files).toEqual(['a.zip!/old.txt', 'a.zip!/more.txt'])
})

describe('what cannot be read is told, with exit 3', () => {
  /** Sets the bit for encryption in both headers of the one file. */
  function encrypted(zip: Buffer): Buffer {
    const changed = Buffer.from(zip)
    changed[6]! |= 1
    changed[changed.indexOf('PK\u0001\u0002', 0, 'latin1') + 8]! |= 1
    return changed
  }
  const nested = (depth: number): Buffer =>
    depth === 0 ? Buffer.from(leak()) : archive('zip', { [`${depth}.zip`]: nested(depth - 1) })

  withPython.each<[string, () => Buffer, string]>([
    ['encrypted', () => encrypted(archive('zip', { 'a.txt': leak() })), 'x.zip!/a.txt: it is encrypted'],
    [
      'cut off',
      () => archive('zip', { 'a.txt': leak() }).subarray(0, 80),
      'x.zip: it is a zip archive that cannot be read whole',
    ],
    [
      'cut off, tar',
      () => archive('tar', { 'a.txt': 'x'.repeat(3000) }).subarray(0, 1100),
      'x.zip: it is a tar archive that cannot',
    ],
    ['cut off, gz', () => archive('gz', { a: leak() }).subarray(0, 30), 'x.zip: it is a gzip archive that cannot'],
    ['too deep', () => nested(5), 'a depth of 3'],
    ['a bomb', () => archive('zip', { zeros: Buffer.alloc(40 * 2 ** 20) }), 'x.zip: it unpacks to more than 300 times'],
    [
      'a bomb, gz',
      () => archive('gz', { zeros: Buffer.alloc(40 * 2 ** 20) }),
      'x.zip: it unpacks to more than 300 times',
    ],
    [
      'a bomb in pieces, each inside of another',
      () =>
        archive(
          'stored',
          Object.fromEntries([...'abcde'].map((name) => [name, archive('zip', { zeros: Buffer.alloc(9 * 2 ** 20) })])),
        ),
      'x.zip: it unpacks to more than 300 times',
    ],
    [
      'many files',
      () => archive('tar', Object.fromEntries(Array.from({ length: 50_001 }, (_, i) => [`${i}`, '']))),
      'more than 50000 files',
    ],
  ])('%s', (_, made, message) => {
    const repo = new Scratch(false)
    repo.write('x.zip', made())
    const { code, stderr } = repo.unleak(['scan'])
    expect(stderr).toContain(message)
    expect(code).toBe(3)
    repo.write('.unleak.yml', "ignore: ['*.zip']\n")
    expect(repo.unleak(['scan']).code).toBe(0)
  })

  test('what is only named like one is a file like others', () => {
    const repo = new Scratch(false)
    repo.write('a.zip', 'no archive\n')
    repo.write('b.tar.gz', leak())
    expect(scanned(repo)).toEqual({ files: ['b.tar.gz'], code: 1, stderr: '' })
  })
})

describe('the configuration', () => {
  function withArchive(config: string, kind: Kind = 'zip'): Scratch {
    const repo = new Scratch(false)
    repo.write('lib/a.zip', archive(kind, { 'docs/x.md': leak('x'), 'src/y.js': leak('y') }))
    repo.write('.unleak.yml', config)
    return repo
  }
  withPython.each<[string, string, string[]]>([
    ['ignore the archive', "ignore: ['*.zip']", []],
    ['ignore its directory', 'ignore: [lib/]', []],
    ['ignore some of its files', "ignore: ['*.md']", ['lib/a.zip!/src/y.js']],
    ['ignore by full path', "ignore: ['lib/a.zip!/src/**']", ['lib/a.zip!/docs/x.md']],
    ['allow in the archive', "allow: [{ paths: ['a.zip'], reason: because }]", []],
    ['archives: false', 'archives: false', []],
  ])('%s', (_, config, files) => expect(scanned(withArchive(config)).files).toEqual(files))

  withPython('archives: false looks at them as plain bytes', () => {
    expect(scanned(withArchive('archives: false', 'stored')).files).toEqual(['lib/a.zip', 'lib/a.zip'])
    expect(scanned(withArchive('', 'stored')).files).toEqual(['lib/a.zip!/docs/x.md', 'lib/a.zip!/src/y.js'])
  })

  withPython('names in an archive cannot lead out of it, to where other rules hold, nor move the cursor', () => {
    const repo = new Scratch(false)
    repo.write('.unleak.yml', 'ignore: [vendor/]\n')
    repo.write(
      'src/a.zip',
      archive('zip', {
        '../../vendor/x': leak('x'),
        '/vendor/y': leak('y'),
        '..\\vendor\\z': leak('z'),
        '\u001b[31m': leak('c'),
      }),
    )
    expect(scanned(repo).files).toEqual([
      'src/a.zip!/vendor/x',
      'src/a.zip!/vendor/y',
      'src/a.zip!/vendor/z',
      'src/a.zip!/\u001b[31m',
    ])
    expect(repo.unleak(['scan']).all).not.toContain('\u001b')
  })
})

withPython(
  'broken in any way: read, or told, and never an end of the scan',
  async () => {
    const whole = [
      archive('zip', { 'a.txt': leak('a'), 'b.zip': archive('zip', { c: leak('c') }) }),
      archive('tar', { 'a.txt': leak('a'), 'b.tgz': archive('tgz', { c: leak('c') }) }),
      archive('tgz', { 'a.txt': leak('a') }),
    ]
    const chance = stream('archives')
    const random = (): number => Buffer.from(chance.bytes(4)).readUInt32LE() / 2 ** 32
    for (const bytes of whole)
      for (let round = 0; round < 300; round++) {
        const broken = Buffer.from(
          bytes.subarray(0, random() < 0.3 ? Math.floor(random() * bytes.length) : bytes.length),
        )
        for (let i = 0; i < 1 + random() * 4; i++)
          broken[4 + Math.floor(random() * (broken.length - 4))] = random() * 256
        const items: unknown[] = []
        for await (const item of chunksIn({ path: 'x', bytes: broken, binary: true }, async () => false))
          items.push(item)
        expect(items.length).toBeGreaterThan(0)
      }
  },
  60_000,
)

withPython('explain takes the place and the fingerprint that a report names', () => {
  const repo = new Scratch()
  repo.write('lib/a.jar', archive('zip', { 'conf/a.env': leak('a') }))
  const [found] = JSON.parse(repo.unleak(['scan', '--format', 'json']).stdout) as { fingerprint: string }[]
  for (const place of ['lib/a.jar!/conf/a.env:1', found!.fingerprint]) {
    const { code, stdout } = repo.unleak(['explain', place])
    expect([code, stdout]).toEqual([1, expect.stringContaining('lib/a.jar!/conf/a.env:1\n  github-pat')])
  }
  expect(repo.unleak(['explain', 'lib/a.jar!/conf/b.env:1'])).toMatchObject({ code: 2 })
})
