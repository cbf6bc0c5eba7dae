// The next steps after findings: commands to copy, pages to open.
import { painter, visible, wrap } from './terminal.ts'
import type { Finding, ReportContext } from './types.ts'

const MOST_LINKS = 6

/** Numbered steps for what was found, in the order in which to do them. */
export function advice(findings: Finding[], context: ReportContext): string {
  const paint = painter(context.color)
  const steps = context.mode === 'commit' ? commitSteps(findings) : leakedSteps(context.mode)
  const links = rotationLinks(findings, context)
  const lines = steps.flatMap(({ text, command }, i) => [
    numbered(i + 1, text, context.width),
    ...(command ? [`       ${paint('cyan', command)}`] : []),
  ])
  return [
    paint('bold', 'What to do now'),
    ...lines,
    ...links.map((link) => `       ${paint('cyan', link)}`),
    'Harmless after all? Say why, on the line itself:',
    `       ${paint('cyan', `unleak:allow ${findings[0]!.rule} -- the reason`)}`,
  ].join('\n')
}

const numbered = (n: number, text: string, width: number): string => `  ${n}. ${wrap(text, width, '     ').trimStart()}`

interface Step {
  text: string
  command?: string
}

function commitSteps(findings: Finding[]): Step[] {
  const files = [...new Set(findings.map(({ file }) => file))]
  return [
    { text: 'Take the value out of the file; read it from the environment or a secret store instead.' },
    {
      text: 'Stage the change and commit again:',
      command: files.length <= 3 ? `git add ${files.map(quote).join(' ')} && git commit` : 'git add -u && git commit',
    },
    { text: 'If anybody but you may have seen it, it has leaked: revoke it and issue a new one.' },
  ]
}

function leakedSteps(mode: ReportContext['mode']): Step[] {
  const held =
    mode === 'range'
      ? 'It stays in the history even when a later commit removes it: treat it as leaked.'
      : 'If it was ever committed or shared, treat it as leaked.'
  return [
    { text: `${held} Revoke it first and issue a new one.` },
    { text: 'Store the new value outside of the repository and read it from the environment or a secret store.' },
  ]
}

/** Where each kind of credential is revoked, once each. */
function rotationLinks(findings: Finding[], { rule }: ReportContext): string[] {
  const links = new Map<string, string>()
  for (const { rule: id } of findings) {
    const found = rule(id)
    if (found?.rotate.console) links.set(found.rotate.console, `${found.provider}: ${found.rotate.console}`)
  }
  const all = [...links.values()].map(visible)
  return all.length > MOST_LINKS ? [...all.slice(0, MOST_LINKS), 'and more: unleak rules show RULE'] : all
}

/** A path that a shell takes as one word. */
function quote(file: string): string {
  if (/^[\w@%+=:,./-]+$/.test(file) && !file.startsWith('-')) return file
  return /[\u0000-\u001f\u007f-\u009f]/.test(file) ? '-u' : `'${file.replaceAll("'", String.raw`'\''`)}'`
}
