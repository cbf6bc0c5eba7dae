// What permits nothing any more, in a scan of everything: `allow` entries and comments that are left over, or whose time is up.
import type { ScanConfig } from './config.ts'
import { isExpired } from './filters/allowlist.ts'
import type { AllowEntry } from './filters/allowlist.ts'
import type { Tell } from './pipeline.ts'
import { activeRules } from './resolve-rules.ts'
import { nearest } from './nearest.ts'
import { visible } from './terminal.ts'

const MOST_SHOWN = 10

/** Looked for by the hook, not in the tree. */
const KNOWN = 'known-secret'

/** A scan of files never meets what it is about: a known value, the message of a commit. */
const isForOtherScans = ({ rules, path }: AllowEntry): boolean =>
  rules?.includes(KNOWN) || ['(commit message)', '(message of tag v1)'].some((name) => path?.test(name))

/** Watches a scan; ask for the text when it has ended. */
export function watchUnused(config: ScanConfig): {
  tell: Pick<Tell, 'allowed' | 'unusedComment'>
  text: (all: boolean) => string
} {
  /** By their places: a configuration is read once for each chain that it is in. */
  const used = new Set<string>()
  const comments: string[] = []
  let ids: string[] | undefined
  /** Nothing when it names a rule that is like none of ours: then it is no comment for us, but about us. */
  const problem = (rules: string[]): string | undefined => {
    ids ??= activeRules(config).map(({ id }) => id)
    const wrong = rules.find((rule) => !ids!.includes(rule))
    if (rules.includes(KNOWN)) return undefined
    if (wrong === undefined) return `allows ${rules.join(', ')}, and there is nothing to allow`
    const near = nearest(wrong, ids)
    return near && `names a rule that there is not, ${wrong}; did you mean ${near}?`
  }
  return {
    tell: {
      allowed: (entry) => used.add(entry.place),
      unusedComment: (file, { line, rules }) => {
        const what = problem(rules)
        if (what) comments.push(`${file}:${line}: the comment ${what}`)
      },
    },
    text: (all) => {
      const today = new Date().toISOString().slice(0, 10)
      const entries = config.allow.flatMap((entry) => {
        if (isExpired(entry, today)) return `${entry.place}: the allow entry expired on ${entry.until}`
        return used.has(entry.place) || isForOtherScans(entry)
          ? []
          : `${entry.place}: the allow entry matches nothing here any more: ${entry.reason}`
      })
      return textOf([...entries, ...comments], all)
    },
  }
}

function textOf(lines: string[], all: boolean): string {
  if (lines.length === 0) return ''
  const shown = lines.slice(0, all ? lines.length : MOST_SHOWN)
  const more = lines.length > shown.length ? [`  and ${lines.length - shown.length} more: --verbose tells all`] : []
  return ['Permissions to take out:', ...shown.map((line) => `  ${visible(line)}`), ...more, ''].join('\n')
}
