// Known findings pass, all others fail: by what the secret is, its rule and its file; never by its line.
import type { Finding } from '../types.ts'

/** One entry: `[id, rule, path]`. The id is a stretched fingerprint, see src/baseline.ts. */
export type BaselineEntry = readonly [id: string, rule: string, path: string]

/** Turns a fingerprint into the id of an entry. Slow on purpose, so it is asked for no finding that needs none. */
export type Stretch = (fingerprint: string) => Promise<string>

/** What a finding may be compared by before its id is made. */
export interface Placed {
  finding: Finding
  /** Relative to the configuration, as entries have it. */
  path: string
}

/**
 * A value that moves to another file is news there: what is tolerated in a test must not slip into a program.
 * @returns the findings that no entry names, those that one names, and the entries that named none.
 */
export async function splitKnown(
  placed: Placed[],
  entries: BaselineEntry[],
  stretch: Stretch,
): Promise<{ fresh: Finding[]; known: Finding[]; stale: BaselineEntry[] }> {
  const byPlace = new Map<string, Map<string, BaselineEntry>>()
  for (const entry of entries) {
    const place = placeOf(entry[1], entry[2])
    byPlace.set(place, (byPlace.get(place) ?? new Map()).set(entry[0], entry))
  }
  const met = new Set<BaselineEntry>()
  const isKnown = await Promise.all(
    placed.map(async ({ finding, path }) => {
      const here = byPlace.get(placeOf(finding.rule, path))
      if (!here) return false
      const entry = here.get(await stretch(finding.fingerprint))
      if (entry) met.add(entry)
      return entry !== undefined
    }),
  )
  return {
    fresh: placed.filter((_, i) => !isKnown[i]).map(({ finding }) => finding),
    known: placed.filter((_, i) => isKnown[i]).map(({ finding }) => finding),
    stale: [...byPlace.values()].flatMap((here) => [...here.values()]).filter((entry) => !met.has(entry)),
  }
}

const placeOf = (rule: string, path: string): string => `${rule}\0${path}`
