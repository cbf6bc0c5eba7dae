// The rules for which a file is the secret, by its name.
import type { CompiledRules } from '../types.ts'

/** @returns numbers of the rules for a path */
export function createFileRules({ files }: CompiledRules): (path: string) => number[] {
  const expressions: (RegExp | undefined)[] = []
  // Versions of one file often come after one another.
  let known: { path: string; rules: number[] } = { path: '', rules: [] }
  return (path) => {
    if (path === known.path) return known.rules
    const lower = path.toLowerCase()
    const fits = files.filter(
      // Compiling the expressions takes longer than the scan of a small file, and most names hold no such piece.
      ({ pieces, paths }, i) =>
        pieces.some((piece) => lower.includes(piece)) && (expressions[i] ??= new RegExp(paths, 'i')).test(path),
    )
    known = { path, rules: fits.map(({ rule }) => rule) }
    return known.rules
  }
}
