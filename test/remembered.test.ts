// What is remembered of configurations and their rules: it answers only the question that it was made for, whole and by the same build.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { readBuilt } from '../src/built.ts'
import { remembered } from '../src/remembered.ts'
import { passed, stopped } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'

const QUESTION = '["what?"]'
let asked = 0
let state: string

beforeEach(() => {
  asked = 0
  state = new Scratch(false).path('state')
  vi.stubEnv('XDG_STATE_HOME', state)
})

const ask = async (question = QUESTION, answer = 'the answer'): Promise<string> =>
  (
    await remembered('test', question, async () => {
      asked++
      return Buffer.from(answer)
    })
  ).toString()

const files = (): string[] => {
  const directory = path.join(state, 'unleak/remembered')
  return readdirSync(directory).map((name) => path.join(directory, name))
}

test('a question is answered once, another one anew', async () => {
  expect([await ask(), await ask(QUESTION, 'another answer'), await ask()]).toEqual(Array(3).fill('the answer'))
  expect(asked).toBe(1)
  expect(await ask('["what else?"]', 'something else')).toBe('something else')
  expect(await ask()).toBe('the answer')
  expect(asked).toBe(2)
})

const otherBuild = (bytes: Buffer): Buffer => {
  const id = readBuilt('build-id').toString()
  return Buffer.from(bytes.toString('latin1').replaceAll(id, id.replace(/./g, '0')), 'latin1')
}

test.each<[string, (file: string) => void]>([
  ['of another build', (file) => writeFileSync(file, otherBuild(readFileSync(file)))],
  ['empty', (file) => truncateSync(file, 0)],
  ['cut', (file) => truncateSync(file, readFileSync(file).length - 4)],
  ['longer', (file) => appendFileSync(file, 'more')],
  ['damaged', (file) => writeFileSync(file, readFileSync(file, 'latin1').replace('answer', 'lie'), 'latin1')],
  ['zeros', (file) => writeFileSync(file, Buffer.alloc(readFileSync(file).length))],
])('a file that is %s says nothing, and is written anew', async (_, spoil) => {
  await ask()
  const [file] = files()
  const written = readFileSync(file!)
  spoil(file!)
  expect(readFileSync(file!)).not.toEqual(written)
  expect(await ask()).toBe('the answer')
  expect(asked).toBe(2)
  expect(files()).toEqual([file])
  expect(readFileSync(file!)).toEqual(written)
})

test('where nothing can be written nothing is remembered', async () => {
  mkdirSync(path.dirname(state), { recursive: true })
  writeFileSync(state, 'no directory')
  expect([await ask(), await ask()]).toEqual(['the answer', 'the answer'])
  expect(asked).toBe(2)
})

/** A rule for tokens of 24 characters behind a prefix. */
const configuration = (prefix: string, more = ''): string => `# tokens of Acme
${more}rules:
  add:
    - id: acme-key
      name: Acme key
      severity: high
      keywords: [${prefix}]
      pattern: '${prefix}[a-z0-9]{24}'
      why: It opens the warehouse.
      rotate: { steps: [Make a new one.] }
      references: ['https://acme.test']
      examples: ['${prefix}{{[a-z0-9]:24}}', 'key=⟦${prefix}{{[a-z0-9]:24}}⟧']
      counterExamples: ['${prefix}{{[a-z0-9]:23}}', 'acme_test_{{[a-z0-9]:24}}']
`

test('the hook goes by the configuration as it is now, whatever it was a commit ago', () => {
  const repo = new Scratch()
  const hook = (): ReturnType<Scratch['unleak']> => repo.unleak(['hook', 'pre-commit'])
  repo.write('.unleak.yml', configuration('acme_live_'))
  repo.write('src/a.txt', `acme_live_${'k3v9x7q2mz'.repeat(3).slice(0, 24)}\n`)
  repo.git('add', '.')
  for (let run = 0; run < 3; run++) stopped(hook(), 'src/a.txt')
  expect(readdirSync(path.join(repo.env['XDG_STATE_HOME']!, 'unleak/remembered'))).toHaveLength(2)
  repo.write('.unleak.yml', configuration('acme_life_'))
  passed(hook())
  repo.write('.unleak.yml', configuration('acme_live_', 'ignore: [src/]\n'))
  for (let run = 0; run < 2; run++) passed(hook())
  repo.write('.unleak.yml', configuration('acme_live_', "allow: [{ values: ['^acme_'], reason: a test }]\n"))
  for (let run = 0; run < 2; run++) passed(hook())
  repo.write('.unleak.yml', configuration('acme_live_', 'rules: {}\n'))
  for (let run = 0; run < 2; run++)
    expect(hook()).toMatchObject({ code: 2, stderr: expect.stringContaining('.unleak.yml:') })
  repo.write('.unleak.yml', configuration('acme_live_'))
  stopped(hook(), 'src/a.txt')
})

test('a mistake is told with its line each time', () => {
  const repo = new Scratch()
  repo.write('.unleak.yml', configuration('acme_live_').replace('{24}', '+'))
  repo.write('package.json', '{}')
  repo.git('add', '.')
  for (let run = 0; run < 3; run++)
    expect(repo.unleak(['hook', 'pre-commit'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/\.unleak\.yml:8: rule acme-key, pattern: .*unbounded/),
    })
  expect(existsSync(repo.path('.local'))).toBe(false)
})
