// Loads what the build made of rules/*.yml: engine data in one small JSON and one table, texts for people in another JSON.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { unpackTable } from './detect/automaton.ts'
import { UserError } from './errors.ts'
import type { Weights } from './judge/judge.ts'
import type { CompiledRules, Rule } from './types.ts'

// This module lies one directory below the package's root in the source and in the bundle.
const pathOf = (name: string): string => fileURLToPath(new URL(`../dist/${name}`, import.meta.url))

/** How the build stores the rules; see scripts/build.ts. */
export interface StoredRules extends Omit<CompiledRules, 'automaton' | 'weights'> {
  automaton: Omit<CompiledRules['automaton'], 'table' | 'classes'> & { classes: number[] }
}

function read(name: string): Buffer {
  const file = pathOf(name)
  if (!existsSync(file)) throw new UserError('unbuilt', file)
  return readFileSync(file)
}

/** @throws UserError unbuilt */
export function loadRules(): CompiledRules {
  const stored = JSON.parse(read('rules.json').toString()) as StoredRules
  const { automaton, ...rest } = stored
  let weights: Weights | undefined
  return {
    ...rest,
    get weights() {
      return (weights ??= JSON.parse(read('judge.json').toString()) as Weights)
    },
    automaton: { ...automaton, classes: Uint8Array.from(automaton.classes), table: unpackTable(read('rules.bin')) },
  }
}

/** The whole rules, with their texts: read only when there is something to tell. */
export const loadRuleTexts = (): Rule[] => JSON.parse(read('rule-texts.json').toString()) as Rule[]
