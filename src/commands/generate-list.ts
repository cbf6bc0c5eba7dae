// What can be generated: the table of `unleak generate --list`.
import { generatorOf } from '../generate/generate.ts'
import { generators } from '../generate/kinds/index.ts'

export function listTypes(): string {
  const rows = Object.entries(generators).map(([name, generator]) => ({ name, ...generator }))
  const groups = [...new Set(rows.map(({ group }) => group))]
  const width = Math.max(...rows.map(({ name }) => name.length))
  return groups
    .map((group) => {
      const lines = rows
        .filter((row) => row.group === group)

        .map(
          ({ name, usualBits, describe }) =>
            `  ${name.padEnd(width)}  ${`${usualBits}`.padStart(4)} bits  ${describe}\n`,
        )
      return `${group}\n${lines.join('')}`
    })
    .join('')
}

/** @throws UserError no-generator */
export function listOptions(type: string): string {
  const { describe, floor, options } = generatorOf(type)
  const width = Math.max(0, ...Object.keys(options).map((name) => name.length))
  const lines = Object.entries(options).map(
    ([name, option]) =>
      `  --set ${name.padEnd(width)}  ${option.describe}${listed(option.choices)} (${JSON.stringify(option.default)})\n`,
  )
  return `${type}: ${describe}; at least ${floor} bits\n${lines.join('') || '  It has no options.\n'}`
}

const listed = (choices: (string | number)[] = []): string => (choices.length > 0 ? `: ${choices.join(', ')}` : '')
