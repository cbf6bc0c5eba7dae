// A shell that sources the file: `set -a; . FILE`. Only assignments are followed; commands are reported, never run.
import type { Reader, ReadValue } from '../reader.ts'
import { shellTokens, type Word } from '../dotenv/shell-words.ts'
import { FormatError } from '../format-error.ts'

const commands: ReadValue = { unsure: 'it would run a command of this line' }
const more = (): FormatError => new FormatError('a shell does more here than set variables')
const special: ReadValue = { unsure: 'the shell itself sets or guards this name' }

const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)(\+?)=/
/** Names that a shell computes, refuses to set, or reads differently afterwards. */
const SPECIAL =
  /^(?:_|BASH.*|COMP_.*|DIRSTACK|EPOCH.*|EUID|FUNCNAME|GROUPS|HISTCMD|HOSTNAME|IFS|LANG|LC_.*|LINENO|OLDPWD|OPT(?:ARG|IND)|PATH|PIPESTATUS|POSIXLY_CORRECT|PPID|PWD|RANDOM|REPLY|SECONDS|SHELLOPTS|SHLVL|SRANDOM|UID)$/
/** First words after which nobody can tell what the rest of the file does. */
const STEERS =
  /^(?:[.:!{}[\]]|\[\[|alias|builtin|break|case|cd|command|continue|coproc|declare|do|done|elif|else|enable|esac|eval|exec|exit|fi|for|function|getopts|if|let|local|mapfile|printf|read|readarray|readonly|return|select|set|shift|shopt|source|then|time|trap|typeset|ulimit|umask|unalias|unset|until|use|while)$/

export const reader: Reader = {
  describe: 'a shell that sources the file',
  read(text) {
    const found = new Map<string, ReadValue>()
    let words: Word[] = []
    for (const token of shellTokens(text)) {
      if ('text' in token) {
        words.push(token)
        continue
      }
      if (words.length === 0 && ';&|'.includes(token.operator)) throw new FormatError('a shell refuses this')
      // Behind a line that ends in a syntax error, nothing is read; and a here-document swallows lines.
      if ('()<>'.includes(token.operator)) throw more()
      statement(words, found, '&|'.includes(token.operator))
      words = []
    }
    statement(words, found, false)
    return found
  },
}

/** @param apart true when it runs in a process of its own */
function statement(words: Word[], found: Map<string, ReadValue>, apart: boolean): void {
  const name = (word: Word): RegExpExecArray | null => {
    const match = ASSIGNMENT.exec(word.text)
    return match && match[0].length <= word.plain ? match : null
  }
  const first = words.findIndex((word) => !name(word))
  const command = first === -1 ? undefined : words[first]
  const exported = first === 0 && command?.text === 'export' && command.plain === 6
  if (command && !exported && (STEERS.test(command.text) || command.live || /[[\]=+{]/.test(command.text))) throw more()
  // What stands in an argument is computed too, and a command in it may be anything.
  if (words.some((word, index) => first !== -1 && index > first && !(exported && name(word)) && word.live)) throw more()
  if (exported && words.some((word) => word.text.startsWith('-'))) throw more()
  for (const word of exported ? words.slice(1) : words.slice(0, first === -1 ? undefined : first)) {
    const match = name(word)
    if (!match) continue
    const [head, key, appends] = match as unknown as [string, string, string]
    const value = { value: word.text.slice(head.length) }
    const ran = apart || (command !== undefined && !exported)
    // Once a command stands in it, nobody can tell more of this name.
    const before = found.get(key)
    if (before && 'runs' in before) continue
    const guarded = SPECIAL.test(key) || appends !== '' || word.expansion
    const live = word.live && 'runs' in word.live ? word.live : undefined
    found.set(key, live ?? (guarded ? special : (word.live ?? (ran ? commands : value))))
  }
}
