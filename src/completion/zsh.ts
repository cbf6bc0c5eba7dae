// The completion for zsh: https://zsh.sourceforge.io/Doc/Release/Completion-System.html
import { knownCommands } from './places.ts'
import type { Place, Values } from './places.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
const described = (word: string, text: string): string => quoted(`${word.replaceAll(':', String.raw`\:`)}:${text}`)
const listed = (values: Exclude<Values, 'any'>): string =>
  typeof values === 'string'
    ? `names=(\${(f)"$(unleak completion ${values} 2>/dev/null)"})`
    : `names=(${values.map(quoted).join(' ')})`

export function zsh(all: Place[]): string {
  const values = all.flatMap(({ at, options }) =>
    options.flatMap((option) => {
      const what = option.values
      if (what === undefined) return []
      return [`    '${at} ${option.name}') ${what === 'any' ? '_files; return' : listed(what)} ;;`]
    }),
  )
  const words = all.map(({ at, words: next, options }) => {
    const after =
      typeof next === 'string' ? listed(next) : `names=(${next.map(([word, text]) => described(word, text)).join(' ')})`
    const switches = options.map(({ name, describe }) => described(name, describe)).join(' ')
    return `        '${at}') ${after}; options=(${switches}) ;;`
  })
  return `#compdef unleak
# zsh completion of unleak, after compinit: eval "$(unleak completion zsh)"
_unleak() {
  local at= word prev=\${words[CURRENT - 1]}
  local -a names options
  for word in "\${(@)words[2,CURRENT - 1]}"; do
    case "\${at:+$at }$word" in
      ${knownCommands(all).map(quoted).join(' | ')}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at $prev" in
${values.join('\n')}
    *)
      case "$at" in
${words.join('\n')}
      esac
      if [[ $PREFIX == -* ]]; then _describe -o option options; return; fi ;;
  esac
  if (( $#names )); then _describe argument names; else _files; fi
}
compdef _unleak unleak
`
}
