// The compiled rules as one file: a head in JSON, the automaton's table, and lists whose items are parsed when they are asked for.
import { readBuilt } from './built.ts'
import { packTable, unpackTable } from './detect/automaton.ts'
import type { Endings } from './detect/endings.ts'
import type { Model } from './judge/model.ts'
import type { CompiledRule, CompiledRules, Indexed, Keyword, Rule } from './types.ts'

/** Where a part stands behind the head: its first byte, and how many. */
type Part = [start: number, length: number]

interface Head {
  files: CompiledRules['files']
  reach: CompiledRules['reach']
  judge: Omit<Model, 'table'>
  automaton: Omit<CompiledRules['automaton'], 'table' | 'classes'> & { classes: number[] }
  parts: Record<'table' | keyof Endings | 'sets' | 'weights' | `${'rules' | 'keywords'}${'' | 'Ends'}`, Part>
}

/** Behind its length as a 32-bit word; the parts begin at multiples of 4, so that tables need no copy. */
const LENGTH_BYTES = 4
const aligned = (length: number): number => Math.ceil(length / 4) * 4

/** @returns what `unpackRules` reads. */
export function packRules({ automaton, endings, model, sets, files, reach, ...lists }: CompiledRules): Buffer {
  const { table, classes, ...small } = automaton
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
  const contents: Buffer[] = []
  const parts = {} as Head['parts']
  let length = 0
  const add = (name: keyof Head['parts'], bytes: Uint8Array): void => {
    parts[name] = [length, bytes.length]
    contents.push(Buffer.concat([bytes], aligned(bytes.length)))
    length += aligned(bytes.length)
  }
  add('table', packTable(table))
  add('sets', sets)
  for (const name of ['starts', 'numbers', 'heads'] as const) add(name, packTable(endings[name]))
  for (const name of ['rules', 'keywords'] as const) {
    const items = Array.from({ length: lists[name].length }, (_, index) => json(lists[name].at(index)))
    let end = 0
    add(`${name}Ends`, packTable(Int32Array.from(items, (item) => (end += item.length))))
    add(name, Buffer.concat(items))
  }
  const { table: weights, ...judge } = model
  add('weights', packTable(weights))
  const head = json({
    files,
    reach,
    judge,
    automaton: { ...small, classes: [...classes] },
    parts,
  } satisfies Head)
  const size = Buffer.alloc(LENGTH_BYTES)
  size.writeUInt32LE(head.length)
  const start = LENGTH_BYTES + head.length
  return Buffer.concat([size, head, Buffer.alloc(aligned(start) - start), ...contents])
}

/** A commit meets a handful of a thousand rules: only those are parsed. @param bytes of `packRules` */
export function unpackRules(bytes: Buffer): CompiledRules {
  const start = LENGTH_BYTES + bytes.readUInt32LE()
  const { files, reach, judge, automaton, parts } = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, start)) as Head
  const part = (name: keyof Head['parts']): Buffer => {
    const from = aligned(start) + parts[name][0]
    return bytes.subarray(from, from + parts[name][1])
  }
  return {
    rules: new Items<CompiledRule>(part('rules'), unpackTable(part('rulesEnds'))),
    keywords: new Items<Keyword>(part('keywords'), unpackTable(part('keywordsEnds'))),
    sets: part('sets'),
    files,
    reach,
    automaton: { ...automaton, classes: Uint8Array.from(automaton.classes), table: unpackTable(part('table')) },
    endings: {
      starts: unpackTable(part('starts')),
      numbers: unpackTable(part('numbers')),
      heads: unpackTable(part('heads')),
    },
    model: { ...judge, table: unpackTable(part('weights')) },
  }
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

/** What the build made of rules/*.yml. @throws UserError unbuilt */
export const loadRules = (): CompiledRules => unpackRules(readBuilt('rules.bin'))

/** The whole rules, with their texts: read only when there is something to tell. */
export const loadRuleTexts = (): Rule[] => JSON.parse(readBuilt('rule-texts.json').toString()) as Rule[]
