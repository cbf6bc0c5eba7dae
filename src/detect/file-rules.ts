// The rules for which a file is the secret, by its name.
import type { CompiledRules } from '../types.ts'

/** @returns numbers of the rules for a path */
export function createFileRules({ files }: CompiledRules): (path: string) => number[] {
  const expressions: (RegExp | undefined)[] = []
  // Versions of one file often come after one another.
  let known: { path: string; rules: number[] } = { path: '', rules: [] }
  return (path) => {
    if (path === known.path) return known.rules
    known = { path, rules: [] }
    const lower = path.toLowerCase()
    // Most names hold no piece of any pattern. Compiling an expression takes longer than the scan of a small file.
    for (const [i, file] of files.entries())
      if (holds(lower, file.pieces) && (expressions[i] ??= new RegExp(file.paths, 'i')).test(path))
        known.rules.push(file.rule)
    return known.rules
  }
}

/** A loop, and no expression of all: a commit's hook would compile that twice. */
function holds(text: string, pieces: string[]): boolean {
  for (const piece of pieces) if (text.includes(piece)) return true
  return false
}
