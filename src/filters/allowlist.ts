// The configuration's `allow` entries: which findings are known to be harmless, where, why, and until when.

/** Path patterns, compiled. @throws UserError config, when one does not come to an end */
export interface PathTest {
  test: (path: string) => boolean
}

/** All given conditions must hold. */
export interface AllowEntry {
  rules?: string[]
  /** Compiled from micromatch patterns when the configuration is read. */
  path?: PathTest
  /** Is it one of the values? Made from the configuration's expressions, with a limit on their time. */
  values?: (secret: string) => boolean
  reason: string
  /** The last day on which it counts, in UTC: `2027-01-31`. */
  until?: string
  /** Where it stands: `.unleak.yml:12`. */
  place: string
}

/** Longer values are not tried against the configuration's expressions. */
const LONGEST_TRIED = 1024

/** @param today in UTC: `2026-11-25` */
export const isExpired = ({ until }: { until?: string }, today: string): boolean => until !== undefined && today > until

/** All entries that name it, the expired ones too. */
export function entriesFor(
  entries: AllowEntry[],
  finding: { rule: string; path: string; secret: string },
): AllowEntry[] {
  return entries.filter(
    ({ rules, path, values }) =>
      (!rules || rules.includes(finding.rule)) &&
      (!path || path.test(finding.path)) &&
      (!values || (finding.secret.length <= LONGEST_TRIED && values(finding.secret))),
  )
}
