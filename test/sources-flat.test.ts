// A tree of any size takes the memory of a small one: its names are never held all at once.
import { expect, test } from 'vitest'
import { leak } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'

/** Megabytes at most, as the system counts them. */
function memoryOf(repo: Scratch): number {
  const { code, stdout, stderr } = repo.unleak(['scan', '--threads', '0', '--format', 'json'])
  expect(code).toBe(1)
  expect((JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)).toEqual(['z/leak.txt'])
  return Number(/memory (\d+)/.exec(stderr)![1]) / 1024
}

/** Git lists what its index names; a file that is not there is no gap, and no time is spent on making it. */
function nameMany(repo: Scratch, directories: number): void {
  const oid = repo.git('hash-object', '-w', 'z/leak.txt').trim()
  const lines = Array.from({ length: directories * 1000 }, (_, i) => {
    return `100644 ${oid} 0\tdirectory-${Math.floor(i / 1000)}/a file of the tree that has the number ${i}.txt\n`
  })
  expect(repo.spawn('git', ['update-index', '--index-info'], repo.root, lines.join('')).code).toBe(0)
}

test.skipIf(process.platform === 'win32')('150,000 names in the index', () => {
  const repo = new Scratch()
  repo.write('z/leak.txt', leak())
  repo.write(
    '.git/memory.cjs',
    `process.on('exit', () => process.stderr.write('memory ' + process.resourceUsage().maxRSS))`,
  )
  repo.env['NODE_OPTIONS'] = `--require ${repo.path('.git/memory.cjs')}`
  const before = memoryOf(repo)
  nameMany(repo, 150)
  // It was 137 MB more when they were held.
  expect(memoryOf(repo) - before).toBeLessThan(70)
})
