// "Did you mean": the known name that a mistyped one is nearest to.

/** Levenshtein distance, for short names. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + Number(a[i - 1] !== b[j - 1])))
    }
    row = next
  }
  return row[b.length]!
}

/** The known name nearest to a mistyped one, or nothing when none is near. */
export function nearest(name: string, known: string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, far: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far)
  return best && best.far <= Math.max(2, name.length * 0.45) ? best.candidate : undefined
}
