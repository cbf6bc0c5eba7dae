// The comments by which other scanners are told to be silent, with the meaning that each of them gives them.

/** Which scanner's comment permits it, or why the one that stands there does not count. */
export type PeerVerdict = { allowed: true; tool: string } | { allowed: false; problem?: string }

interface PeerComment {
  tool: string
  /** Tried on each line of a finding, or on the line above it. */
  on: 'line' | 'above'
  expression: RegExp
  /** The first group of `expression` lists rules of the tool: then only they are meant. */
  rules?: boolean
}

/** Of the comment signs that detect-secrets knows. */
const PRAGMA = String.raw`(?:#|//|/\*|'|--|<!--[# \t]?) *pragma: ?`

const PEER_COMMENTS: PeerComment[] = [
  // Anywhere on the line. https://github.com/gitleaks/gitleaks#gitleaksallow
  { tool: 'gitleaks', on: 'line', expression: /(?<!\w)gitleaks:allow/ },
  // https://github.com/betterleaks/betterleaks
  { tool: 'betterleaks', on: 'line', expression: /betterleaks:allow/ },
  // Anywhere on the line. https://github.com/trufflesecurity/trufflehog
  { tool: 'trufflehog', on: 'line', expression: /trufflehog:ignore/ },
  // A word of its own; `.ggignore` is a file, and `ggignore-start` another command. https://docs.gitguardian.com/ggshield-docs
  { tool: 'ggshield', on: 'line', expression: /(?<![\w.-])ggignore(?![\w-])/ },
  // As a comment behind the value, or alone on the line above. https://github.com/Yelp/detect-secrets#inline-allowlisting
  {
    tool: 'detect-secrets',
    on: 'line',
    expression: new RegExp(String.raw`[ \t]${PRAGMA}(?:allow|white)list[ -]secret`),
  },
  {
    tool: 'detect-secrets',
    on: 'above',
    expression: new RegExp(String.raw`^[ \t]*${PRAGMA}allowlist[ -]nextline[ -]secret`),
  },
  // https://www.npmjs.com/package/@secretlint/secretlint-rule-filter-comments
  { tool: 'secretlint', on: 'line', expression: /secretlint-disable-line(.*)/, rules: true },
  { tool: 'secretlint', on: 'above', expression: /secretlint-disable-next-line(.*)/, rules: true },
]

/** Most lines have none of them, and this is one look. */
const ANY = /leaks:allow|trufflehog:ignore|ggignore|list[ -](?:nextline[ -])?secret|secretlint-disable-/

const DATABASES = ['database', 'postgres', 'mysql', 'mongodb', 'redis', 'url-credentials']
/** What secretlint calls otherwise than the beginning of our rules' ids. */
const SECRETLINT: Record<string, string[]> = {
  basicauth: ['url-credentials', 'authorization-basic', ...DATABASES],
  'database-connection-string': ['ado-connection-string', ...DATABASES],
  gcp: ['gcp', 'google', 'firebase'],
  privatekey: ['private-key', 'key-file'],
  'secp256k1-privatekey': ['ethereum', 'bitcoin'],
}

/**
 * @param rule the finding's rule id.
 * @param lines the finding's lines, @param above the line before them.
 */
export function allowedByPeer(rule: string, lines: string[], above: string | undefined): PeerVerdict {
  let problem: string | undefined
  for (const [on, line] of [['above', above ?? ''] as const, ...lines.map((each) => ['line', each] as const)]) {
    if (!ANY.test(line)) continue
    for (const comment of PEER_COMMENTS) {
      const found = comment.on === on ? comment.expression.exec(line) : null
      if (!found) continue
      const named = comment.rules ? rulesIn(found[1]!) : []
      if (named.length === 0 || named.some((name) => means(name, rule))) return { allowed: true, tool: comment.tool }
      problem = `a comment of ${comment.tool} is about ${named.join(', ')}, not ${rule}`
    }
  }
  return problem === undefined ? { allowed: false } : { allowed: false, problem }
}

/** `@secretlint/secretlint-rule-github, ...`, until the comment ends: what tells the rules apart. */
const rulesIn = (options: string): string[] =>
  [...options.replace(/(?:--|\*\/).*$/, '').matchAll(/secretlint-rule-([\w-]+)/g)].map(([, name]) => name!)

const means = (name: string, rule: string): boolean =>
  // Presets are bundles of all rules.
  name.startsWith('preset-') || (SECRETLINT[name] ?? [name]).some((start) => rule.startsWith(start))
