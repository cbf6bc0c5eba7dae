// No name in a repository gives orders to the CI that shows our output. The rules are those of the runners themselves.
import { expect, test } from 'vitest'
import { reporters } from '../src/reporters/index.ts'
import { visible, wrap } from '../src/terminal.ts'
import { Scratch, token } from './support/scratch.ts'

/** GitHub: behind white space at the start of a line, or the older form anywhere. Azure and TeamCity: anywhere. */
const isCommand = (line: string): boolean => /^\s*::[^:]*::/.test(line) || /##\w*\[/.test(line)

const NAMES = ['::stop-commands::x', ' ::add-mask::a', 'a##[error]b.txt', '##vso[task.setvariable]', '##teamcity[x]']

test('the test itself knows a command', () => {
  for (const name of NAMES) expect(isCommand(name), name).toBe(true)
})

// What a template prints, and for whom, only its author knows.
test.each(Object.keys(reporters).filter((name) => name !== 'template'))(
  '%s: hostile names in findings and gaps',
  (format) => {
    const repo = new Scratch()
    repo.write('.unleak.yml', 'maxFileMegabytes: 0.001\nignore: ["*.left"]\n')
    for (const name of NAMES) {
      repo.write(name, `${token()}\n`)
      repo.write(`${name}.large`, 'x'.repeat(2000))
      repo.write(`${name}.left`, token())
    }
    const { code, stdout, stderr } = repo.unleak(['scan', '--verbose', '--format', format])
    expect(code).toBe(1)
    expect(stderr).toContain('stop-commands')
    const shown = stdout + stderr
    // GitHub's own format is made of commands: ours, with the names in their properties.
    const lines = shown
      .split(/\r\n|\r|\n/)
      .filter((line) => format !== 'github' || !/^::(?:error|warning|notice) /.test(line))
    expect(lines.filter(isCommand)).toEqual([])
  },
)

test('a text that is laid out in lines begins none with a command', () => {
  expect(
    wrap(`${'x'.repeat(20)} ::error::y`, 24)
      .split('\n')
      .filter(isCommand),
  ).toEqual([])
})

test('what only looks like one stays as it is', () => {
  for (const text of ['std::vector', 'a ::before', 'a:b', '# title', '#!/bin/sh', '## [link]'])
    expect(visible(text)).toBe(text)
})
