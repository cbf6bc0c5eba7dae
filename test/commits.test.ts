// Git's list of commits is read from the beginning, however late somebody asks for it.
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { commits } from '../src/sources/commits.ts'
import { placesOf } from '../src/sources/repository.ts'
import { Scratch } from './support/scratch.ts'

test('git has ended before the first commit is asked for', async () => {
  const repo = new Scratch()
  const lines = Array.from({ length: 3000 }, (_, i) => {
    const message = `change ${i}`
    return `commit refs/heads/main\ncommitter A <a@b.test> ${1_700_000_000 + i} +0000\ndata ${message.length}\n${message}\n`
  })
  repo.spawn('git', ['fast-import', '--quiet'], repo.root, lines.join(''))
  const listed = commits(['main'], repo.root)
  await setTimeout(1000)
  const messages: string[] = []
  for await (const { message } of listed) messages.push(message.trim())
  expect(messages).toEqual(Array.from({ length: 3000 }, (_, i) => `change ${i}`))
})

test('where a repository is: at the top, below it, bare, nowhere', async () => {
  const repo = new Scratch()
  repo.write('a/b/c.txt', 'x\n')
  repo.git('init', '-q', '--bare', 'bare.git')
  const bare = repo.path('bare.git')
  expect(await placesOf(repo.root)).toEqual({ top: repo.root, common: repo.path('.git') })
  expect(await placesOf(repo.path('a/b'))).toEqual({ top: repo.root, common: repo.path('.git') })
  expect(await placesOf(bare)).toEqual({ top: bare, common: bare })
  await expect(placesOf('/')).rejects.toMatchObject({ code: 'no-repository' })
})
