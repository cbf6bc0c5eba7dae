// secretlint: allowed values and patterns of .secretlintrc, and .secretlintignore. https://github.com/secretlint/secretlint
import { parse } from 'yaml'
import { fromForeign, withoutFlag } from '../expression.ts'
import { firstFile, objectsOf, textsOf } from '../files.ts'
import { attempt, empty } from '../peer.ts'
import type { Carried, Peer } from '../peer.ts'

type Table = Record<string, unknown>
const NAMES = ['.secretlintrc.json', '.secretlintrc', '.secretlintrc.yml', '.secretlintrc.yaml']

export const peer: Peer = {
  name: 'secretlint',
  home: 'https://github.com/secretlint/secretlint',
  read(root) {
    const found: Carried[] = []
    const file = firstFile(root, NAMES)
    if (file) {
      const carried = empty(file.name)
      // Some write JSON with comments, and YAML has no such; a broken file is told by the parser.
      carryRules(carried, objectsOf(((parse(file.text) ?? {}) as Table)['rules']))
      found.push(carried)
    }
    const program = firstFile(root, ['.secretlintrc.js', '.secretlintrc.cjs', '.secretlintrc.mjs'])
    if (program) found.push({ ...empty(program.name), lost: ['it is a program, and nothing of a repository is run'] })
    const ignore = firstFile(root, ['.secretlintignore'])
    if (ignore) found.push(ignored(ignore.name, ignore.text))
    return Promise.resolve(found)
  },
}

function carryRules(carried: Carried, rules: Table[]): void {
  for (const rule of rules) {
    const id = String(rule['id']).replace(/^@secretlint\/secretlint-rule-/, '')
    const options = (rule['options'] ?? {}) as Table
    if (rule['disabled'] === true)
      carried.lost.push(`${id} is disabled there: disable rules of ours by their ids, "unleak rules list"`)
    for (const text of [...textsOf(options['allows']), ...textsOf(rule['allows'])])
      attempt(carried, `allowed value "${text}" of ${id}`, () =>
        carried.allow.push({
          values: [withoutFlag(fromForeign(expressionOf(text)))],
          reason: `from ${carried.from}: allowed for ${id}`,
        }),
      )
    for (const { name, pattern } of objectsOf(options['patterns']))
      carried.rules.push({ name: String(name), expression: expressionOf(String(pattern)), keywords: [] })
    if (textsOf(rule['allowMessageIds']).length > 0)
      carried.lost.push(`allowMessageIds of ${id}: they name messages of secretlint`)
    carryRules(carried, objectsOf(rule['rules']))
  }
}

/** `/expression/i`, or a plain text. */
function expressionOf(text: string): string {
  const found = /^\/(.*)\/([a-z]*)$/s.exec(text)
  if (!found) return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)
  return `${found[2]!.includes('i') ? '(?i)' : ''}${found[1]}`
}

/** Its patterns are those of .gitignore, as ours are. */
function ignored(name: string, text: string): Carried {
  const carried = empty(name)
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const patterns = lines.filter((line) => line !== '' && !/^[#!]/.test(line))
  if (patterns.length > 0) carried.allow.push({ paths: patterns, reason: `from ${name}` })
  for (const line of lines.filter((one) => one.startsWith('!')))
    carried.lost.push(`"${line}": there is no way to take back a pattern`)
  return carried
}
