// The completions, in the real shells.
import { expect, test } from 'vitest'
import { definition, leaves } from '../src/cli-definition.ts'
import { PROGRAM, Scratch } from './support/scratch.ts'
import { needs } from './support/tools.ts'

/** What is typed up to the cursor, and what is offered. */
const CASES: [line: string, offered: string[]][] = [
  ['unleak sc', ['scan']],
  ['unleak rules ', ['check', 'list', 'show']],
  ['unleak rules show github-p', ['github-pat']],
  ['unleak generate pass', ['passphrase', 'password']],
  ['unleak rotate --type fer', ['fernet']],
  ['unleak scan --format js', ['json', 'jsonl']],
  ['unleak scan --no', ['--no-cache', '--no-known']],
  ['unleak scan --quiet --history --min', ['--min-confidence']],
  ['unleak config show --c', ['--config-from']],
  ['unleak hook pre-c', ['pre-commit']],
]

/** A shell's answer to each line. @param program reads the script's file as $1 and a line as $2 */
function check(shell: string, args: (script: string, line: string) => string[]): void {
  const scratch = new Scratch(false)
  const { code, stdout, stderr } = scratch.unleak(['completion', shell])
  expect([code, stderr]).toEqual([0, ''])
  scratch.write('script', stdout)
  scratch.write('bin/unleak', `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`)
  scratch.spawn('chmod', ['+x', scratch.path('bin/unleak')])
  scratch.env['PATH'] = `${scratch.path('bin')}:${scratch.env['PATH']}`
  for (const [line, offered] of CASES) {
    const answer = scratch.spawn(shell, args(scratch.path('script'), line))
    const words = answer.stdout.split('\n').map((row) => row.split('\t')[0])
    expect([words.filter(Boolean).toSorted(), answer.stderr], line).toEqual([offered, ''])
  }
}

const BASH = `
source "$1"
eval "COMP_WORDS=($2)"; [[ $2 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_unleak unleak
printf '%s\\n' "\${COMPREPLY[@]}"`

needs('bash', 'bash', ['--version'])('bash', () => {
  check('bash', (script, line) => ['--norc', '-c', BASH, 'bash', script, line])
})

needs('bash', 'bash', ['--version'])('bash, which takes the = of --format=json for a word', () => {
  const scratch = new Scratch(false)
  scratch.write('script', scratch.unleak(['completion', 'bash']).stdout)
  const line = 'unleak scan --format = js'
  const { stdout } = scratch.spawn('bash', ['--norc', '-c', BASH, 'bash', scratch.path('script'), line])
  expect(stdout).toBe('json\njsonl\n')
})

needs('fish', 'fish', ['--version'])('fish', () => {
  check('fish', (script, line) => ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', script, line])
})

/** Outside of its line editor zsh shows nothing: what our function hands to its own is printed, as far as it fits. */
const ZSH = `
compdef() { }
_describe() { local name; for name in "\${(@P)\${@[-1]}}"; do name=\${name%%:*}; [[ $name == $PREFIX* ]] && print -r -- $name; done }
_files() { }
source "$1"
words=("\${(z)2}"); [[ $2 == *' ' ]] && words+=('')
CURRENT=$#words PREFIX=$words[-1]
_unleak; true`

needs('zsh', 'zsh', ['--version'])('zsh', () => {
  check('zsh', (script, line) => ['-f', '-c', ZSH, 'zsh', script, line])
})

test('every command and option is in every script', () => {
  const scratch = new Scratch(false)
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = scratch.unleak(['completion', shell])
    for (const { name, options } of leaves(definition())) {
      expect(stdout).toContain(`'${name}'`.replaceAll("'", shell === 'fish' ? String.raw`\'` : "'"))
      for (const [option, { default: usual }] of options)
        expect(stdout).toContain(shell === 'fish' ? `-l ${usual === true ? 'no-' : ''}${option}` : `-${option}`)
    }
  }
})
