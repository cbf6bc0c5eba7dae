// Loads what the build made of rules/*.yml: for the engine lists that are parsed line by line, and a table; for people the whole texts.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { unpackTable } from './detect/automaton.ts'
import { UserError } from './errors.ts'
import type { Weights } from './judge/judge.ts'
import type { CompiledRule, CompiledRules, Indexed, Keyword, Rule } from './types.ts'

// This module lies one directory below the package's root in the source and in the bundle.
const pathOf = (name: string): string => fileURLToPath(new URL(`../dist/${name}`, import.meta.url))

function read(name: string): Buffer {
  try {
    return readFileSync(pathOf(name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UserError('unbuilt', pathOf(name))
    throw error
  }
}

/** What the build stores beside the two lists and the table; see scripts/build.ts. */
export interface StoredAutomaton extends Omit<CompiledRules['automaton'], 'table' | 'classes'> {
  classes: number[]
  sets: string[]
  files: CompiledRules['files']
}

/** One JSON value a line, parsed when it is asked for: a commit meets a handful of a thousand rules. */
class Lines<T> implements Indexed<T> {
  readonly #lines: string[]
  readonly #values: T[] = []

  constructor(text: string) {
    this.#lines = text.split('\n')
  }

  get length(): number {
    return this.#lines.length
  }

  at(index: number): T | undefined {
    return (this.#values[index] ??= JSON.parse(this.#lines[index]!) as T)
  }
}

/** @throws UserError unbuilt */
export function loadRules(): CompiledRules {
  const { sets, files, classes, ...automaton } = JSON.parse(read('automaton.json').toString()) as StoredAutomaton
  let weights: Weights | undefined
  return {
    rules: new Lines<CompiledRule>(read('rules.jsonl').toString()),
    keywords: new Lines<Keyword>(read('keywords.jsonl').toString()),
    sets,
    files,
    automaton: { ...automaton, classes: Uint8Array.from(classes), table: unpackTable(read('automaton.bin')) },
    get weights() {
      return (weights ??= JSON.parse(read('judge.json').toString()) as Weights)
    },
  }
}

/** The whole rules, with their texts: read only when there is something to tell. */
export const loadRuleTexts = (): Rule[] => JSON.parse(read('rule-texts.json').toString()) as Rule[]
