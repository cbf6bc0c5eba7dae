// Reads a settings file of another scanner: bounded, for a repository may bring anything.
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

const LARGEST = 16 * 2 ** 20

/** The first of these files that is there, with its text. */
export function firstFile(root: string, names: string[]): { name: string; text: string } | undefined {
  for (const name of names) {
    const info = statSync(path.join(root, name), { throwIfNoEntry: false })
    if (info?.isFile() && info.size <= LARGEST) return { name, text: readFileSync(path.join(root, name), 'utf8') }
  }
  return undefined
}

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const textsOf = (value: unknown): string[] => listOf(value).filter((item) => typeof item === 'string')
export const objectsOf = (value: unknown): Record<string, unknown>[] =>
  listOf(value).filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null)
