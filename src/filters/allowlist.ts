// The configuration's `allow` entries: which findings are known to be harmless, where, and why.

/** All given conditions must hold. */
export interface AllowEntry {
  rules?: string[]
  /** Compiled from micromatch patterns when the configuration is read. */
  path?: RegExp
  /** Is it one of the values? Made from the configuration's expressions, with a limit on their time. */
  values?: (secret: string) => boolean
  reason: string
}

/** Longer values are not tried against the configuration's expressions. */
const LONGEST_TRIED = 1024

/** The first entry that allows it. */
export function allowedBy(
  entries: AllowEntry[],
  finding: { rule: string; path: string; secret: string },
): AllowEntry | undefined {
  return entries.find(
    ({ rules, path, values }) =>
      (!rules || rules.includes(finding.rule)) &&
      (!path || path.test(finding.path)) &&
      (!values || (finding.secret.length <= LONGEST_TRIED && values(finding.secret))),
  )
}
