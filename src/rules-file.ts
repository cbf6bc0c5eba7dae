// The compiled rules and the judge's model as files: a head in JSON, tables, and lists whose items are parsed when they are asked for.
import { readBuilt } from './built.ts'
import { packTable, unpackShortTable, unpackTable } from './detect/automaton.ts'
import type { Endings } from './detect/endings.ts'
import type { Model } from './judge/model.ts'
import type { CompiledRule, CompiledRules, Indexed, Keyword, Rule } from './types.ts'

/** Where a part stands behind the head: its first byte, and how many. */
type Part = [start: number, length: number]

/** The judge's model is the same for all rules. */
export type RuleTables = Omit<CompiledRules, 'model'>

interface Head {
  files: CompiledRules['files']
  reach: CompiledRules['reach']
  automaton: { firstOutput: number; bits: number }
  parts: Record<'table' | 'rows' | keyof Endings | 'sets' | `${'rules' | 'keywords'}${'' | 'Ends'}`, Part>
}

/** Behind its length as a 32-bit word; the parts begin at multiples of 4, so that tables need no copy. */
const LENGTH_BYTES = 4
const aligned = (length: number): number => Math.ceil(length / 4) * 4

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

function withHead(value: object, contents: Buffer[]): Buffer {
  const head = json(value)
  const size = Buffer.alloc(LENGTH_BYTES)
  size.writeUInt32LE(head.length)
  const start = LENGTH_BYTES + head.length
  return Buffer.concat([size, head, Buffer.alloc(aligned(start) - start), ...contents])
}

function splitHead<T>(bytes: Buffer): { head: T; contents: Buffer } {
  const start = LENGTH_BYTES + bytes.readUInt32LE()
  return {
    head: JSON.parse(bytes.toString('utf8', LENGTH_BYTES, start)) as T,
    contents: bytes.subarray(aligned(start)),
  }
}

/** @returns what `unpackRules` reads. */
export function packRules({ automaton, endings, sets, files, reach, rules, keywords }: RuleTables): Buffer {
  const { table, rows, firstOutput } = automaton
  const contents: Buffer[] = []
  const parts = {} as Head['parts']
  let length = 0
  const add = (name: keyof Head['parts'], bytes: Uint8Array): void => {
    parts[name] = [length, bytes.length]
    contents.push(Buffer.concat([bytes], aligned(bytes.length)))
    length += aligned(bytes.length)
  }
  add('table', packTable(table))
  add('rows', packTable(rows))
  add('sets', sets)
  for (const name of ['starts', 'numbers', 'heads'] as const) add(name, packTable(endings[name]))
  for (const [name, list] of [
    ['rules', rules],
    ['keywords', keywords],
  ] as const) {
    const items = Array.from({ length: list.length }, (_, index) => json(list.at(index)))
    let end = 0
    add(`${name}Ends`, packTable(Int32Array.from(items, (item) => (end += item.length))))
    add(name, Buffer.concat(items))
  }
  const bits = 8 * table.BYTES_PER_ELEMENT
  return withHead({ files, reach, automaton: { firstOutput, bits }, parts } satisfies Head, contents)
}

/** A commit meets a handful of a thousand rules: only those are parsed. @param bytes of `packRules` */
export function unpackRules(bytes: Buffer): RuleTables {
  const { head, contents } = splitHead<Head>(bytes)
  const { files, reach, automaton, parts } = head
  const { firstOutput, bits } = automaton
  const part = (name: keyof Head['parts']): Buffer => {
    const [start, length] = parts[name]
    return contents.subarray(start, start + length)
  }
  return {
    rules: new Items<CompiledRule>(part('rules'), unpackTable(part('rulesEnds'))),
    keywords: new Items<Keyword>(part('keywords'), unpackTable(part('keywordsEnds'))),
    sets: part('sets'),
    files,
    reach,
    automaton: {
      firstOutput,
      rows: unpackTable(part('rows')),
      table: (bits === 16 ? unpackShortTable : unpackTable)(part('table')),
    },
    endings: {
      starts: unpackTable(part('starts')),
      numbers: unpackTable(part('numbers')),
      heads: unpackTable(part('heads')),
    },
  }
}

/** @returns what `unpackModel` reads. */
export const packModel = ({ table, ...small }: Model): Buffer => withHead(small, [Buffer.from(packTable(table))])

function unpackModel(bytes: Buffer): Model {
  const { head, contents } = splitHead<Omit<Model, 'table'>>(bytes)
  return { ...head, table: unpackTable(contents) }
}

class Items<T> implements Indexed<T> {
  readonly #bytes: Buffer
  readonly #ends: Int32Array
  readonly #values: T[] = []

  constructor(bytes: Buffer, ends: Int32Array) {
    this.#bytes = bytes
    this.#ends = ends
  }

  get length(): number {
    return this.#ends.length
  }

  at(index: number): T | undefined {
    return (this.#values[index] ??= this.#parse(index))
  }

  #parse(index: number): T {
    return JSON.parse(this.#bytes.toString('utf8', this.#ends[index - 1] ?? 0, this.#ends[index])) as T
  }
}

/** What the build made of rules/*.yml and of the judge's weights. @throws UserError unbuilt */
export const loadRules = (): CompiledRules => ({
  ...unpackRules(readBuilt('rules.bin')),
  model: unpackModel(readBuilt('judge.bin')),
})

/** The whole rules, with their texts: read only when there is something to tell. */
export const loadRuleTexts = (): Rule[] => JSON.parse(readBuilt('rule-texts.json').toString()) as Rule[]
