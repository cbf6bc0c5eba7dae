// The rules for which a file is the secret, by its name.
import type { CompiledRules } from '../types.ts'

/** @returns numbers of the rules for a path */
export function createFileRules({ files }: CompiledRules): (path: string) => number[] {
  const expressions: (RegExp | undefined)[] = []
  let pieces: RegExp | undefined
  // Versions of one file often come after one another.
  let known: { path: string; rules: number[] } = { path: '', rules: [] }
  return (path) => {
    if (path === known.path) return known.rules
    known = { path, rules: files.length > 0 && mayFit(path.toLowerCase()) ? rulesFor(path) : [] }
    return known.rules
  }

  /** Most names hold no piece of any pattern: one look says so. */
  function mayFit(lower: string): boolean {
    pieces ??= new RegExp(files.flatMap((file) => file.pieces.map(escaped)).join('|'))
    return pieces.test(lower)
  }

  function rulesFor(path: string): number[] {
    const lower = path.toLowerCase()
    const fits = files.filter(
      // Compiling the expressions takes longer than the scan of a small file.
      (file, i) =>
        file.pieces.some((piece) => lower.includes(piece)) &&
        (expressions[i] ??= new RegExp(file.paths, 'i')).test(path),
    )
    return fits.map(({ rule }) => rule)
  }
}

const escaped = (text: string): string => text.replace(/[^\w/ -]/g, String.raw`\$&`)
