// What users of other scanners complain of (sources, CI, exit codes, messages), each as a test. None of it may come true here.
import { chmodSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { leak, passed, stopped } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

const files = (repo: Scratch, ...args: string[]): string[] =>
  (JSON.parse(repo.unleak(['scan', ...args, '--format', 'json']).stdout) as { file: string }[]).map(({ file }) => file)

function save(repo: Scratch, file: string, text: string): void {
  repo.write(file, text)
  repo.git('add', '-A', '.')
  repo.git('commit', '-qm', file, '--no-verify')
}

describe('what is scanned', () => {
  test('gitleaks#2281: what is found in a directory is found staged too, whatever the file is called', () => {
    const repo = new Scratch()
    const names = [
      'a.txt',
      '.env',
      'package-lock.json',
      'x.min.js',
      'y.png',
      'go.sum',
      'dist/z.map',
      'vendor/v.go',
      'node_modules/n.js',
    ]
    for (const name of names) repo.write(name, leak(name))
    repo.git('add', '-f', '.')
    const all = names.toSorted()
    expect(files(repo).toSorted()).toEqual(all)
    expect(files(repo, '--staged').toSorted()).toEqual(all)
    repo.git('commit', '-qm', 'x')
    expect(files(repo, '--history').toSorted()).toEqual(all)
  })

  test('gitleaks#585, bounty-challenge#7974: the index counts, not the work tree', () => {
    const repo = Scratch.guarded()
    repo.write('a.txt', leak())
    repo.git('add', '.')
    repo.write('a.txt', 'clean\n')
    stopped(repo.tryGit(['commit', '-m', 'x']), 'a.txt')
    repo.git('add', '.')
    repo.write('a.txt', leak())
    passed(repo.tryGit(['commit', '-m', 'x']))
  })

  test('klangk#3465: in a worktree, and from a directory deep in it', () => {
    const repo = Scratch.guarded()
    repo.git('worktree', 'add', '-q', 'tree', '-b', 'other')
    repo.write('tree/deep/er/a.txt', leak())
    repo.tryGit(['add', '.'], repo.path('tree'))
    stopped(repo.tryGit(['commit', '-m', 'x'], repo.path('tree/deep/er')), 'deep/er/a.txt')
    expect(repo.unleak(['scan', '--history'], { cwd: repo.path('tree/deep') }).code).toBe(0)
  })

  test('git-secrets#188: a merge that removes a secret is not blocked', () => {
    const repo = new Scratch()
    save(repo, 'a.txt', leak())
    repo.git('switch', '-qc', 'side')
    save(repo, 'a.txt', 'clean\n')
    repo.git('switch', '-q', 'main')
    save(repo, 'b.txt', 'other\n')
    repo.guard()
    passed(repo.tryGit(['merge', '--no-ff', '--no-edit', 'side']))
  })

  test('ggshield#335, betterleaks#221, tartufo#353: UTF-16, as PowerShell writes it, in every source', () => {
    const repo = new Scratch()
    for (const [name, mark, text] of [
      ['le.txt', [0xff, 0xfe], Buffer.from(leak('le'), 'utf16le')],
      ['be.txt', [0xfe, 0xff], Buffer.from(leak('be'), 'utf16le').swap16()],
    ] as const)
      repo.write(name, Buffer.concat([Buffer.from(mark), text]))
    repo.git('add', '.')
    expect(files(repo).toSorted()).toEqual(['be.txt', 'le.txt'])
    expect(files(repo, '--staged')).toEqual(['be.txt', 'le.txt'])
    repo.git('commit', '-qm', 'x')
    expect(files(repo, '--range', 'HEAD')).toEqual(['be.txt', 'le.txt'])
  })

  test('gitleaks#1541: a binary file is scanned', () => {
    const repo = new Scratch(false)
    repo.write('a.bin', Buffer.concat([Buffer.from([0, 1, 2, 255, 0]), Buffer.from(leak()), Buffer.from([0, 0, 7])]))
    expect(files(repo)).toEqual(['a.bin'])
  })

  test('gitleaks#292: a minified line does not fill the report', () => {
    const repo = new Scratch(false)
    repo.write('a.min.js', `${'var a=1;'.repeat(100_000)}x="${token()}";${'var b=2;'.repeat(100_000)}`)
    const { stdout, code } = repo.unleak(['scan'])
    expect(code).toBe(1)
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(200)
  })

  test('gitleaks PR 1292, #1001: a file over the limit is named, not read, and not a pass', () => {
    const repo = new Scratch()
    repo.write('.unleak.yml', 'maxFileMegabytes: 1\n')
    repo.write('large.txt', `${'x\n'.repeat(2 ** 20)}${leak()}`)
    repo.git('add', '.')
    for (const args of [
      ['scan'],
      ['scan', '--staged'],
      ['hook', 'pre-commit'],
      ['scan', '--files-from', 'large.txt'],
    ].slice(0, 3))
      expect(repo.unleak(args)).toMatchObject({
        code: 3,
        stderr: expect.stringContaining('large.txt: it is larger than 1 MB'),
      })
  })
})

describe('exit codes', () => {
  test('gitleaks#1439, deputy#92: a leak, a mistake and a gap have different ones', () => {
    const repo = new Scratch()
    repo.write('a.txt', leak())
    expect(repo.unleak(['scan']).code).toBe(1)
    expect(repo.unleak(['scan', '--range', 'nowhere..HEAD']).code).toBe(2)
    repo.write('a.txt', '')
    repo.env['PATH'] = '/nowhere'
    expect(repo.unleak(['scan', '--staged'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('git was not found'),
    })
  })

  test('gitleaks#1981: when git fails, nothing passes, whatever it says', () => {
    const repo = new Scratch()
    save(repo, 'a.txt', 'a\n')
    save(repo, 'b.txt', leak())
    const real = repo.spawn('sh', ['-c', 'command -v git']).stdout.trim()
    for (const failing of ['diff', 'log', 'cat-file', 'ls-files', 'rev-parse', 'ls-tree'])
      for (const [args, uses] of [
        [['scan', '--staged'], ['diff']],
        [['hook', 'pre-commit'], ['diff']],
        [
          ['scan', '--range', 'HEAD~1..HEAD'],
          ['log', 'cat-file', 'rev-parse'],
        ],
        [
          ['scan', '--history'],
          ['log', 'cat-file'],
        ],
        [['scan'], ['ls-files']],
        [
          ['scan', '--config-from', 'HEAD'],
          ['ls-tree', 'ls-files'],
        ],
      ] as const) {
        if (!(uses as readonly string[]).includes(failing)) continue
        repo.write(
          '.git/bin/git',
          `#!/bin/sh\nfor word; do [ "$word" = ${failing} ] && { echo "fatal: made to fail" >&2; exit 128; }; done\nexec ${real} "$@"\n`,
        )
        chmodSync(repo.path('.git/bin/git'), 0o755)
        const before = repo.env['PATH']
        repo.env['PATH'] = `${repo.path('.git/bin')}:${before}`
        const { code, all } = repo.unleak([...args])
        repo.env['PATH'] = before
        expect(code, `${args.join(' ')}, ${failing}: ${all}`).toBeGreaterThan(1)
        expect(all).not.toContain('✔')
      }
  })

  test('gitleaks#1464, #500, #720: a flag that is none is exit 2, before anything is scanned', () => {
    const repo = new Scratch()
    for (const args of [
      ['scan', '--stagd'],
      ['scan', '--range'],
      ['scan', '--format', 'xml'],
      ['scam'],
      ['scan', '--staged', '--history'],
      ['hook', 'pre-comit'],
    ])
      expect(repo.unleak(args), args.join(' ')).toMatchObject({ code: 2, stdout: '' })
  })

  test('gitleaks#766: a warning of git on standard error breaks no commit', () => {
    const repo = Scratch.guarded()
    repo.git('config', 'core.autocrlf', 'input')
    repo.git('config', 'core.safecrlf', 'warn')
    repo.write('a.txt', 'one\r\ntwo\r\n')
    passed({ ...repo.tryGit(['add', '.']) })
    passed(repo.tryGit(['commit', '-m', 'x']))
    repo.write('b.txt', `one\r\n${leak().trim()}\r\n`)
    repo.git('add', '.')
    stopped(repo.tryGit(['commit', '-m', 'x']), 'b.txt:2')
  })
})

describe('where it runs', () => {
  test('git-secrets#139: a home, a repository and a file with blanks and quotes in their names', () => {
    const outer = new Scratch(false)
    const repo = new Scratch()
    repo.env['HOME'] = outer.path("a user's home")
    repo.env['XDG_CONFIG_HOME'] = outer.path("a user's home")
    repo.write("dir with 'quotes'/it's a \"file\".txt", leak())
    repo.git('add', '.')
    expect(files(repo, '--staged')).toEqual(["dir with 'quotes'/it's a \"file\".txt"])
    repo.guard()
    repo.write("dir with 'quotes'/it's a \"file\".txt", 'clean\n')
    repo.git('add', '.')
    passed(repo.tryGit(['commit', '-m', 'x'], repo.path("dir with 'quotes'")))
  })

  test.skipIf(process.platform !== 'linux')('trufflehog#3448: a scan talks to nobody', ({ skip }) => {
    const repo = new Scratch()
    save(repo, 'a.txt', leak())
    if (repo.spawn('sh', ['-c', 'command -v strace || true']).stdout === '') skip()
    for (const args of ['scan', 'scan --history', 'scan --range HEAD', 'hook pre-commit']) {
      const { stderr } = repo.spawn('sh', [
        '-c',
        `strace -f -qq -e trace=connect,sendto -o trace '${process.execPath}' '${process.cwd()}/bin/unleak.js' ${args}; grep -c AF_INET trace >&2`,
      ])
      expect(stderr.trim().split('\n').at(-1), args).toBe('0')
    }
  })
})
