// Terraform's and HashiCorp's language: variables files, configurations.
import type { Entry, Format } from '../contract.ts'
import { hclEntries } from '../hcl-entries.ts'
import { baseName } from '../source-text.ts'

export const format: Format = {
  describe: 'HCL: .tfvars, .tf, .hcl',
  accepts: (path) => /\.(?:tfvars|tf|hcl|tofu|nomad)$/.test(baseName(path)),
  entries: hclEntries,
  encode: (text, entry, value) => {
    const raw = text.slice(entry.start, entry.end)
    if (raw.startsWith('<<')) return heredoc(raw, value) ?? quoted(value)
    // A part of a template stands between the quotes already.
    return raw.startsWith('"') && isWhole(text, entry) ? quoted(value) : quoted(value).slice(1, -1)
  },
}

const isWhole = (text: string, { start, end }: Entry): boolean =>
  end - start > 1 && text[end - 1] === '"' && text[start] === '"'

const BACKSLASH = 0x5c

const quoted = (value: string): string =>
  `"${escapedSigils(
    JSON.stringify(value)
      .slice(1, -1)
      .replace(/\\[^]|[\x7f-\x9f]/g, unicode),
  )}"`

/** Terraform takes `$$${` for an expression behind `$$`: there the brace is escaped instead. */
const escapedSigils = (text: string): string =>
  text.replace(/([$%]*)([$%])\{/g, (_all, before: string, sigil: string) =>
    before === '' ? `${sigil}${sigil}{` : `${before}${sigil}\\u007b`,
  )

/** HCL knows no `\b` and `\f`. */
function unicode(text: string): string {
  const code = { '\\b': 8, '\\f': 12 }[text] ?? text.charCodeAt(0)
  if (code === BACKSLASH) return text
  return `\\u${code.toString(16).padStart(4, '0')}`
}

/** Nothing when lines cannot hold the value. */
function heredoc(raw: string, value: string): string | undefined {
  const [, open, newline, indent] = /^(<<-?\w+)(\r?\n)([ \t]*)/.exec(raw)!
  const close = raw.slice(raw.lastIndexOf('\n') + 1)
  if (!value.endsWith('\n') || /[^\P{Cc}\n\t]|[$%]{2}\{/u.test(value)) return undefined
  const lines = value
    .slice(0, -1)
    .replace(/[$%](?=\{)/g, '$&$&')
    .split('\n')
  const lead = open!.startsWith('<<-') ? indent! : ''
  return [open, ...lines.map((line) => (line === '' ? '' : lead + line)), close].join(newline)
}
