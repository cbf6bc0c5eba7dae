// Where content comes from: paths, patterns, standard input, the index, ranges of commits.
import { symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Scratch, token } from './support/scratch.ts'

const found = (repo: Scratch, args: string[], cwd?: string): string[] => {
  const { stdout } = repo.unleak(['scan', '--format', 'jsonl', ...args], cwd ? { cwd } : {})
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { file: string }).file)
    .toSorted()
}

describe('files', () => {
  function tree(git: string[] | false = []): Scratch {
    const repo = new Scratch(git)
    for (const name of ['a.ts', 'src/b.ts', 'src/deep/c.js', '.hidden/d.ts', 'out/e.ts'])
      repo.write(name, `'${token(name)}'\n`)
    repo.write('.gitignore', 'out/\n*.log\n')
    repo.write('x.log', `${token('log')}\n`)
    return repo
  }

  /** A repository with the tree as its submodule `sub`, staged. */
  function withSubmodule(): { repo: Scratch; inner: Scratch } {
    const inner = tree()
    inner.git('add', '.')
    inner.git('commit', '-qm', 'inner', '--no-verify')
    const repo = new Scratch()
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub')
    return { repo, inner }
  }

  test('a directory: what git ignores is left out, hidden files are not', () => {
    expect(found(tree(), [])).toEqual(['.hidden/d.ts', 'a.ts', 'src/b.ts', 'src/deep/c.js'])
    expect(found(tree(), ['src'])).toEqual(['src/b.ts', 'src/deep/c.js'])
  })

  test('a .gitignore deeper down counts too, a file that is tracked all the same is scanned', () => {
    const repo = tree()
    repo.write('src/.gitignore', '*.js\n')
    repo.git('add', '-f', 'out/e.ts')
    expect(found(repo, [])).toEqual(['.hidden/d.ts', 'a.ts', 'out/e.ts', 'src/b.ts'])
  })

  test('files of all sizes around what is read at once keep their own content', () => {
    const repo = tree(false)
    const secret = (name: string): string => `'${token(name)}'\n`
    const sizes = [2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1].map((size) => ({ name: `${size}.txt`, size }))
    for (const { name, size } of sizes) {
      const line = secret(name)
      repo.write(name, '\n'.repeat(size - line.length) + line)
      // What a longer file before it left behind is none of its own.
      repo.write(`${name}.next`, 'short\n')
    }
    repo.write('empty', '')
    symlinkSync('a.ts', `${repo.root}/link.ts`)
    const names = ['.hidden/d.ts', 'a.ts', 'out/e.ts', 'src/b.ts', 'src/deep/c.js', 'x.log']
    expect(found(repo, [])).toEqual([...names, ...sizes.map(({ name }) => name)].toSorted())
  })

  test('outside of a repository: everything', () => {
    expect(found(tree(false), [])).toEqual(['.hidden/d.ts', 'a.ts', 'out/e.ts', 'src/b.ts', 'src/deep/c.js', 'x.log'])
  })

  test('an ignored file or directory that is named is scanned', () => {
    expect(found(tree(), ['x.log', 'out'])).toEqual(['out/e.ts', 'x.log'])
  })

  test('patterns, from any directory', () => {
    const repo = tree()
    expect(found(repo, ['**/*.ts'])).toEqual(['.hidden/d.ts', 'a.ts', 'src/b.ts'])
    expect(found(repo, ['*.{ts,js}', 'src/**/*.js'])).toEqual(['a.ts', 'src/deep/c.js'])
    expect(found(repo, ['../*.ts'], repo.path('src'))).toEqual(['../a.ts'])
  })

  test('a file twice is scanned once', () => {
    const repo = tree()
    expect(found(repo, ['a.ts', '.', '*.ts', repo.path('a.ts'), repo.root])).toHaveLength(4)
    repo.write('list', `a.ts\n./a.ts\n${repo.path('a.ts')}\n`)
    expect(repo.unleak(['scan', '--files-from', 'list']).stdout).toContain('1 secret in 1 file')
  })

  test('a submodule and an untracked repository inside are scanned with their own rules', () => {
    const { repo, inner } = withSubmodule()
    repo.git('clone', '-q', inner.root, 'clone')
    expect(found(repo, [])).toEqual(
      ['clone', 'sub'].flatMap((top) =>
        ['.hidden/d.ts', 'a.ts', 'src/b.ts', 'src/deep/c.js'].map((name) => `${top}/${name}`),
      ),
    )
  })

  test('a submodule that was not fetched is no endless tree', () => {
    const { repo } = withSubmodule()
    repo.git('commit', '-qm', 'submodule')
    repo.git('clone', '-q', repo.root, repo.path('clone'))
    expect(found(repo, [], repo.path('clone'))).toEqual([])
  })

  test.skipIf(process.platform === 'win32')('links are not followed out of the tree, unless named', () => {
    const outside = new Scratch(false)
    outside.write('far.txt', token())
    const repo = new Scratch()
    symlinkSync(outside.path('far.txt'), repo.path('link'))
    symlinkSync(outside.root, repo.path('dir'))
    expect(found(repo, [])).toEqual([])
    expect(found(repo, ['link'])).toEqual(['link'])
  })
})

describe('standard input', () => {
  test('with a name for it', () => {
    const repo = new Scratch(false)
    const result = repo.unleak(['scan', '-', '--stdin-filename', 'src/x.ts', '--format', 'json'], {
      input: `a\nb ${token()}`,
    })
    expect(result.code).toBe(1)
    expect(JSON.parse(result.stdout)).toMatchObject([{ file: 'src/x.ts', line: 2, column: 3 }])
  })

  test('clean', () => {
    expect(new Scratch(false).unleak(['scan', '-'], { input: 'nothing here' }).code).toBe(0)
  })
})

describe('the index', () => {
  test('from a sub-directory, with paths from the top', () => {
    const repo = new Scratch()
    repo.write('a/b/c.txt', token())
    repo.git('add', '.')
    repo.git('config', 'diff.relative', 'true')
    expect(found(repo, ['--staged'], repo.path('a/b'))).toEqual(['a/b/c.txt'])
    repo.write('d.txt', token('d'))
    repo.git('add', '.')
    expect(found(repo, ['--staged'], repo.path('a/b'))).toEqual(['a/b/c.txt', 'd.txt'])
  })

  test('an unmerged file is named: exit 3', () => {
    const repo = new Scratch()
    for (const [branch, text] of [
      ['main', 'base'],
      ['side', 'side'],
      ['main', 'main'],
    ] as const) {
      if (branch === 'side') repo.git('checkout', '-q', '-b', 'side')
      else if (text === 'main') repo.git('checkout', '-q', 'main')
      repo.write('f', `${text}\n`)
      repo.git('add', '.')
      repo.git('commit', '-qm', text)
    }
    repo.tryGit(['merge', 'side'])
    expect(repo.unleak(['scan', '--staged'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('f: it is not merged yet'),
    })
  })

  test('many files at once', () => {
    const repo = new Scratch()
    for (let i = 0; i < 300; i++) repo.write(`d${i % 7}/f${i}.txt`, i % 100 === 0 ? token(String(i)) : 'x\n'.repeat(i))
    repo.git('add', '.')
    expect(found(repo, ['--staged'])).toHaveLength(3)
  })
})

describe('a range of commits', () => {
  /** base, leak in, leak out, a merge of a branch that has another leak. */
  function history(): Scratch {
    const repo = new Scratch()
    const commit = (message: string): void => {
      repo.git('add', '-A')
      repo.git('commit', '-qm', message)
    }
    repo.write('a.txt')
    commit('base')
    repo.git('tag', 'base')
    repo.write('a.txt', `clean\n${token('one')}\n`)
    commit('in')
    repo.git('tag', 'in')
    repo.write('a.txt', `more\nclean\n${token('one')}\n`)
    commit('moved')
    repo.write('a.txt')
    commit('out')
    repo.git('checkout', '-q', '-b', 'side', 'base')
    repo.write('b.txt', token('two'))
    commit('side')
    repo.git('checkout', '-q', 'main')
    repo.git('merge', '-q', '--no-edit', 'side')
    return repo
  }
  const commits = (repo: Scratch, range: string): string[] =>
    repo
      .unleak(['scan', '--format', 'jsonl', '--range', range])
      .stdout.split('\n')
      .filter(Boolean)
      .map((line) => repo.git('log', '-1', '--format=%s', (JSON.parse(line) as { commit: string }).commit).trim())

  test('each leak is told once, of the commit that brought it, even when a later one removes it', () => {
    const repo = history()
    expect(commits(repo, 'base..HEAD').toSorted()).toEqual(['in', 'side'])
    expect(commits(repo, 'in..HEAD')).toEqual(['side'])
    expect(commits(repo, 'HEAD').toSorted()).toEqual(['in', 'side'])
    expect(repo.unleak(['scan', '--range', 'HEAD..HEAD']).code).toBe(0)
  })

  test('what a merge itself adds is seen', () => {
    const repo = history()
    repo.git('checkout', '-q', '-b', 'evil', 'base')
    repo.write('c.txt')
    repo.git('add', '.')
    repo.git('commit', '-qm', 'c')
    repo.git('merge', '-q', '--no-commit', 'main')
    repo.write('a.txt', `clean\n${token('evil')}\n`)
    repo.git('add', '.')
    repo.git('commit', '-qm', 'evil merge')
    expect(commits(repo, 'main..HEAD')).toEqual(['evil merge'])
  })

  test('replaced objects hide nothing, and an end that is no commit is refused', () => {
    const repo = history()
    repo.git('replace', '--graft', 'HEAD')
    expect(commits(repo, 'HEAD').toSorted()).toEqual(['in', 'side'])
    expect(repo.unleak(['scan', '--range', 'HEAD^{tree}']).code).toBe(2)
  })

  test('in a bare repository', () => {
    const repo = history()
    repo.git('clone', '-q', '--bare', repo.root, repo.path('bare.git'))
    expect(found(repo, ['--range', 'base..HEAD'], repo.path('bare.git'))).toEqual(['a.txt', 'b.txt'])
  })
})
