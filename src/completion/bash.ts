// The completion for bash: https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html
import { knownCommands } from './places.ts'
import type { Place, Values } from './places.ts'

const quoted = (words: string[]): string => `'${words.join(' ')}'`
const list = (values: Values): string =>
  typeof values === 'string' ? `$("$1" completion ${values} 2>/dev/null)` : quoted(values)

export function bash(all: Place[]): string {
  const values = all.flatMap(({ at, options }) =>
    options.flatMap((option) => {
      const what = option.values
      if (what === undefined) return []
      // An empty answer: bash offers files.
      return [`    '${at} ${option.name}') ${what === 'any' ? 'return' : `words=${list(what)}`} ;;`]
    }),
  )
  const words = all.map(({ at, words: next, options }) => {
    const after = typeof next === 'string' ? list(next) : quoted(next.map(([word]) => word))
    return `      '${at}') words=${after} options=${quoted(options.map(({ name }) => name))} ;;`
  })
  return `# bash completion of unleak: eval "$(unleak completion bash)"
_unleak() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} at= words= options= i
  COMPREPLY=()
  # bash takes the = of --format=json for a word.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${at:+$at }\${COMP_WORDS[i]}" in
      ${knownCommands(all)
        .map((name) => `'${name}'`)
        .join(' | ')}) at="\${at:+$at }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at $prev" in
${values.join('\n')}
    *)
      case "$at" in
${words.join('\n')}
      esac
      if [[ $cur == -* ]]; then words=$options; fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _unleak unleak
`
}
