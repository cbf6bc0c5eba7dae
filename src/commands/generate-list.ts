// What can be generated: the table of `unleak generate --list`.
import { generatorOf } from '../generate/generate.ts'
import { generators } from '../generate/kinds/index.ts'
import type { GeneratorOptions } from '../generate/contract.ts'

/** The bits are those of one that is made with the defaults: no number here that the generators do not state themselves. */
export async function listTypes(): Promise<string> {
  const { webRandom } = await import('../generate/random.ts')
  const rows = await Promise.all(
    Object.entries(generators).map(async ([name, generator]) => {
      const { bits } = await generator.make(webRandom, defaults(name))
      return { name, bits: Math.floor(bits), ...generator }
    }),
  )
  const groups = [...new Set(rows.map(({ group }) => group))]
  const width = Math.max(...rows.map(({ name }) => name.length))
  return groups
    .map((group) => {
      const lines = rows
        .filter((row) => row.group === group)
        .map(({ name, bits, describe }) => `  ${name.padEnd(width)}  ${`${bits}`.padStart(4)} bits  ${describe}\n`)
      return `${group}\n${lines.join('')}`
    })
    .join('')
}

/** @throws UserError no-generator */
export function listOptions(type: string): string {
  const { describe, floor, options } = generatorOf(type)
  const width = Math.max(0, ...Object.keys(options).map((name) => name.length))
  const lines = Object.entries(options).map(
    ([name, option]) => `  --set ${name.padEnd(width)}  ${option.describe} (${JSON.stringify(option.default)})\n`,
  )
  return `${type}: ${describe}; at least ${floor} bits\n${lines.join('') || '  It has no options.\n'}`
}

const defaults = (type: string): GeneratorOptions =>
  Object.fromEntries(Object.entries(generatorOf(type).options).map(([name, option]) => [name, option.default]))
