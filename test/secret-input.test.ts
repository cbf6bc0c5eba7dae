// Secrets that are typed: a real terminal shows nothing of them, not even of what is typed before it is asked for.
import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { expand } from '../src/rules/template.ts'
import { PROGRAM, Scratch, token } from './support/scratch.ts'
import { typeInto } from './support/terminal.ts'
import { needs } from './support/tools.ts'

/** Runs a command on a terminal of its own, types the lines, and prints all that the terminal shows, then the exit code. */
const TERMINAL = `
import os, pty, select, sys
pid, terminal = pty.fork()
if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
lines = [line.rstrip('\\n') for line in sys.stdin]
shown = b''
while True:
    try: part = os.read(terminal, 4096)
    except OSError: break
    if not part: break
    shown += part
    if part.rstrip().endswith(b':') and lines:
        # All at once: what stands in the first line may be many.
        os.write(terminal, lines.pop(0).replace('|', '\\r').encode() + b'\\r')
sys.stdout.buffer.write(shown)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`

const terminalTest = needs('a terminal of Python', 'python3', ['-c', 'import pty; assert pty.openpty()'])

describe('on a terminal', () => {
  const typed = (args: string[], lines: string[]): string =>
    new Scratch(false).spawn(
      'python3',
      ['-c', TERMINAL, process.execPath, PROGRAM, ...args],
      undefined,
      lines.join('\n'),
    ).stdout

  terminalTest('the secret is asked for and not shown', () => {
    const shown = typed(['check'], [token('terminal')])
    expect(shown).toContain('The secret to judge (it is not shown):')
    expect(shown).toContain('strong')
    expect(shown).not.toContain(token('terminal').slice(0, 8))
    expect(shown.trimEnd().endsWith('0')).toBe(true)
  })

  terminalTest('two of them, to compare', () => {
    const shown = typed(['compare'], [token('one'), token('two')])
    expect(shown).toContain('different')
    expect(shown).not.toContain('ghp_')
    expect(typed(['compare'], [token('one'), token('one')])).toContain('equal')
  })

  terminalTest('both pasted at once', () => {
    const shown = typed(['compare'], [`${token('one')}|${token('one')}|${token('one')}`])
    expect(shown).toContain('equal')
    expect(shown).not.toContain('ghp_')
  })

  terminalTest('Ctrl+D gives nothing, and the program says so', () => {
    for (const command of ['check', 'compare']) {
      const shown = typed([command], ['\u0004'])
      expect(shown).toContain(command === 'check' ? 'no value was given' : '2 values are needed')
      expect(shown.trimEnd().endsWith('2')).toBe(true)
    }
  })
})

terminalTest('Ctrl+C at a question ends with 130, Ctrl+D is a no; nothing was changed', () => {
  const repo = new Scratch()
  repo.write('.env', `APP_SECRET=${expand('{{base62:24}}', 'app').text}\n`)
  repo.write('.gitignore', '.env\n')
  repo.git('add', '.gitignore')
  const before = readFileSync(repo.path('.env'), 'utf8')
  const rotate = ['rotate', 'APP_SECRET', '--apply']
  expect(typeInto(repo, rotate, [['[y/N]', '\u0003']])).toMatchObject({ code: 130 })
  const no = typeInto(repo, rotate, [['[y/N]', '\u0004']])
  expect([no.code, no.screen]).toEqual([0, expect.stringContaining('Nothing was changed')])
  for (const command of ['check', 'compare'])
    expect(typeInto(repo, [command], [[': ', '\u0003']])).toMatchObject({ code: 130 })
  expect(readFileSync(repo.path('.env'), 'utf8')).toBe(before)
})
