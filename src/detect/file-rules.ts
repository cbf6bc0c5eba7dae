// The rules for which a file is the secret, by its name.
import type { CompiledRules } from '../types.ts'

/** @returns numbers of the rules for a path */
export function createFileRules({ files }: CompiledRules): (path: string) => number[] {
  const expressions: (RegExp | undefined)[] = []
  const begins = beginnings(files.flatMap(({ pieces }) => pieces))
  // Versions of one file often come after one another.
  let known: { path: string; rules: number[] } = { path: '', rules: [] }
  return (path) => {
    if (path === known.path) return known.rules
    known = { path, rules: [] }
    const lower = path.toLowerCase()
    // Most names hold no piece of any pattern. Compiling an expression takes longer than the scan of a small file.
    if (mayHold(lower, begins))
      for (const [i, file] of files.entries())
        if (
          file.pieces.some((piece) => lower.includes(piece)) &&
          (expressions[i] ??= new RegExp(file.paths, 'i')).test(path)
        )
          known.rules.push(file.rule)
    return known.rules
  }
}

/** Five bits of each of three characters. */
const THREE = 2 ** 15
const after = (two: number, char: number): number => ((two << 5) | (char & 31)) & (THREE - 1)

/** Marks how pieces begin; a shorter one may begin anywhere. */
function beginnings(pieces: string[]): Uint8Array {
  const begins = new Uint8Array(THREE)
  for (const piece of pieces) {
    if (piece.length < 3) begins.fill(1)
    else begins[after(after(after(0, piece.charCodeAt(0)), piece.charCodeAt(1)), piece.charCodeAt(2))] = 1
  }
  return begins
}

/** A loop over the path, not over the pieces, and no expression of all: a commit's hook would compile that twice. */
function mayHold(text: string, begins: Uint8Array): boolean {
  let three = 0
  for (let at = 0; at < text.length; at++) {
    three = after(three, text.charCodeAt(at))
    if (begins[three] === 1) return true
  }
  return false
}
