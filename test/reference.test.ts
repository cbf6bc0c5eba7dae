// The reference, the man page and `--help` say the same; what is nearly right is told with the right name.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { HOOKS } from '../src/cli/hook.ts'
import { definition, leaves } from '../src/cli-definition.ts'
import { Scratch } from './support/scratch.ts'
import { needs, run } from './support/tools.ts'

const COMMANDS = leaves(definition())
const PAGE = 'man/unleak.1'

test('--help shows what the reference has, for every command', () => {
  const scratch = new Scratch(false)
  const reference = readFileSync('docs/cli.md', 'utf8')
  expect(COMMANDS.length).toBeGreaterThan(15)
  for (const { name, options, positionals } of COMMANDS) {
    const { code, stdout } = scratch.unleak([...name.split(' '), '--help'])
    expect(code, name).toBe(0)
    const helped = [...stdout.matchAll(/^ +(?:-\w, )?--([\w-]+)/gm)].map(([, option]) => option)
    // The type of `generate` is both, and shown once.
    const own = [...options.keys()].filter((option) => !positionals.has(option))
    expect(new Set(helped), name).toEqual(new Set([...own, 'help', 'version']))
    const section = reference.split(`\n## unleak ${name}\n`)[1]!.split('\n## ')[0]!
    for (const option of options.keys()) expect(section).toMatch(new RegExp(`^- \`(?:--?\\w+, )?--${option}[ \`]`, 'm'))
    for (const positional of positionals.keys()) expect(section).toContain(`\`${positional}\`: `)
  }
})

test('no character of it is wider than a column, which is how the help is laid out', () => {
  expect(readFileSync('docs/cli.md', 'utf8').match(/[^\x20-\x7e\n]/g)).toBeNull()
})

test('the hooks of the reference are those that the program of the hooks serves', () => {
  const { code, stderr } = new Scratch().unleak(['hook', 'nothing-like-any-of-them'])
  expect(code).toBe(2)
  const [, served] = /it serves (.*)\n/.exec(stderr)!
  expect(served!.split(', ').toSorted()).toEqual([...HOOKS].toSorted())
})

needs('groff', 'groff', ['--version'])('the man page is one without a warning, and whole', () => {
  expect(run('sh', ['-c', `groff -man -ww -z ${PAGE} 2>&1`])).toBe('')
  const shown = run('groff', ['-man', '-Tascii', '-P-c', PAGE]).replaceAll(/.\x08/g, '')
  for (const { name, options } of COMMANDS) {
    expect(shown).toContain(`unleak ${name}`)
    for (const option of options.keys()) expect(shown).toContain(`--${option}`)
  }
})

describe('did you mean', () => {
  test.each([
    ['hok', 'Did you mean hook?', 'unleak'],
    ['rules shw', 'Did you mean show?', 'unleak rules'],
    ['--hlp', '--hlp; did you mean --help?', 'unleak'],
    ['scan --rang x', '--rang; did you mean --range?', 'unleak scan'],
    ['scan --formt=json', '--formt; did you mean --format?', 'unleak scan'],
    // yargs tells it twice: `sinc-commit, sincCommit`.
    ['scan --sinc-commit x', 'Unknown argument: --sinc-commit; did you mean --since-commit?\n', 'unleak scan'],
    ['scan --format jsn', '"jsn" is none of its values; did you mean json?', 'unleak scan'],
    // Its other name, --yes, is right.
    ['init --yes --globl', '--globl; did you mean --global?', 'unleak init'],
    ['rules list --fromat json', '--fromat; did you mean --format?', 'unleak rules list'],
    ['hook pre-comit', 'did you mean pre-commit?', 'unleak hook'],
  ])('unleak %s', (line, message, command) => {
    const { code, stdout, stderr } = new Scratch().unleak(line.split(' '))
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
    expect(stderr).toContain(`See: ${command} --help\n`)
  })

  test('a type of generator', () => {
    const { code, stderr } = new Scratch(false).unleak(['generate', 'pasword'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('did you mean password?')])
  })

  test('nothing where nothing is near', () => {
    const { stderr } = new Scratch(false).unleak(['scan', '--xyzzyplugh'])
    expect(stderr).toBe('unleak: Unknown argument: --xyzzyplugh\nSee: unleak scan --help\n')
  })
})
