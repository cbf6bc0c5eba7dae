// Demands on passwords: at least so many characters of a class.

export interface CharacterClass {
  /** No character stands in two classes. */
  characters: string
  /** Fewest of them that a password must have. */
  least: number
}

export const meets = (password: string, classes: CharacterClass[]): boolean =>
  classes.every(({ characters, least }) => [...password].filter((char) => characters.includes(char)).length >= least)

/**
 * Of all passwords of the length, the part that meets the demands, from 0 to 1: what rejection leaves of the entropy.
 * Walks over the characters; a state is how many of each class are still missing.
 */
export function shareThatMeets(classes: CharacterClass[], length: number): number {
  const total = classes.reduce((sum, { characters }) => sum + characters.length, 0)
  const missing = classes.reduce((sum, { least }) => sum + least, 0)
  // Too few places, or more states than can be walked.
  if (missing > length || classes.reduce((states, { least }) => states * (least + 1), 1) > 20_000) return 0
  let states = new Map([[classes.map(({ least }) => least).join(), 1]])
  for (let place = 0; place < length; place++) {
    const next = new Map<string, number>()
    for (const [state, share] of states) {
      const counts = state.split(',').map(Number)
      for (const [i, { characters }] of classes.entries()) {
        if (characters.length === 0) continue
        const after = counts.with(i, Math.max(0, counts[i]! - 1)).join()
        next.set(after, (next.get(after) ?? 0) + (share * characters.length) / total)
      }
    }
    states = next
  }
  return states.get(classes.map(() => 0).join()) ?? 0
}
