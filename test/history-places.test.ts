// What a history is read from besides the commits' own directories: tags of files, other directories, other names.
import { expect, test } from 'vitest'
import { commitAll, leak } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

const filesIn = (json: string): string[] => (JSON.parse(json) as { file: string }[]).map(({ file }) => file)

test('tags of files and of tags, of a directory it is told; a file again that one name permits', () => {
  const repo = new Scratch()
  repo.write('.unleak.yml', 'allow:\n  - paths: [fixtures/]\n    reason: made for the tests\n')
  repo.write('fixtures/a', leak('copied'))
  commitAll(repo)
  repo.write('src/a', leak('copied'))
  commitAll(repo)
  repo.write('key', leak('file'))
  const blob = repo.git('hash-object', '-w', 'key').trim()
  repo.git('tag', 'light', blob)
  repo.git('tag', '-am', 'a key', 'heavy', blob)
  repo.git('tag', '-am', `inner ${token('inner')}`, 'inner')
  repo.git('-c', 'advice.nestedTag=false', 'tag', '-am', 'outer', 'outer', 'inner')
  repo.git('tag', '-d', 'inner')
  repo.git('tag', 'directory', 'HEAD^{tree}')
  const { code, stderr, stdout } = repo.unleak(['scan', '--history', '--format', 'json'])
  expect(filesIn(stdout).toSorted()).toEqual([
    '(message of tag heavy)',
    '(message of tag outer)',
    '(tag light)',
    'src/a',
  ])
  expect(code).toBe(1)
  expect(stderr).toContain('(tag directory): a tag on a directory is not looked into')
})

test('all of the repository from any directory, and with the names from the top, whatever diff.relative says', () => {
  const repo = new Scratch()
  repo.write('sub/a.txt')
  commitAll(repo)
  repo.write('top.txt', leak('top'))
  repo.write('sub/in.txt', leak('in'))
  commitAll(repo)
  repo.git('config', 'diff.relative', 'true')
  for (const what of [['--history'], ['--range', 'HEAD~1..HEAD'], ['--since-commit', 'HEAD~1']]) {
    const { stdout } = repo.unleak(['scan', ...what, '--format', 'json'], { cwd: repo.path('sub') })
    expect(filesIn(stdout)).toEqual(['sub/in.txt', 'top.txt'])
  }
})
