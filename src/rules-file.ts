// Loads what the build made of rules/*.yml: for the engine lists that are parsed line by line, and a table; for people the whole texts.
import { readBuilt } from './built.ts'
import { unpackTable } from './detect/automaton.ts'
import type { Weights } from './judge/model.ts'
import type { CompiledRule, CompiledRules, Indexed, Keyword, Rule } from './types.ts'

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
  const { sets, files, classes, ...automaton } = JSON.parse(readBuilt('automaton.json').toString()) as StoredAutomaton
  let weights: Weights | undefined
  return {
    rules: new Lines<CompiledRule>(readBuilt('rules.jsonl').toString()),
    keywords: new Lines<Keyword>(readBuilt('keywords.jsonl').toString()),
    sets,
    files,
    automaton: { ...automaton, classes: Uint8Array.from(classes), table: unpackTable(readBuilt('automaton.bin')) },
    get weights() {
      return (weights ??= JSON.parse(readBuilt('judge.json').toString()) as Weights)
    },
  }
}

/** The whole rules, with their texts: read only when there is something to tell. */
export const loadRuleTexts = (): Rule[] => JSON.parse(readBuilt('rule-texts.json').toString()) as Rule[]
