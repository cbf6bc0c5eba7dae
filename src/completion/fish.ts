// The completion for fish: https://fishshell.com/docs/current/completions.html
import { knownCommands } from './places.ts'
import type { Place, Values } from './places.ts'

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`
const listed = (values: Exclude<Values, 'any'>): string =>
  quoted(typeof values === 'string' ? `(unleak completion ${values} 2>/dev/null)` : values.join(' '))

export function fish(all: Place[]): string {
  const lines = all.flatMap(({ at, words, options }) => {
    const here = `complete -c unleak -n ${quoted(`__unleak_at ${quoted(at)}`)}`
    const after =
      typeof words === 'string'
        ? [`${here} -f -a ${listed(words)}`]
        : words.map(([word, describe]) => `${here} -f -a ${quoted(word)} -d ${quoted(describe)}`)
    const switches = options.map(({ name, describe, values }) => {
      const value = values === undefined ? '' : values === 'any' ? ' -r' : ` -x -a ${listed(values)}`
      return `${here} -l ${name.slice(2)}${value} -d ${quoted(describe)}`
    })
    return [...after, ...switches]
  })
  return `# fish completion of unleak: unleak completion fish | source
function __unleak_at
    set -l at
    for word in (commandline -opc)[2..-1]
        switch (string trim -- "$at $word")
            case ${knownCommands(all).map(quoted).join(' ')}
                set at (string trim -- "$at $word")
        end
    end
    test "$at" = "$argv"
end
${lines.join('\n')}
`
}
