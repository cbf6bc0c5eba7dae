// The next steps after findings: commands to copy, pages to open.
import { asCalled } from './called.ts'
import { painter, visible, wrap } from './terminal.ts'
import { allowEntry, fileKind } from './file-kind.ts'
import type { FileKind } from './file-kind.ts'
import { COMMIT_MESSAGE } from './source.ts'
import type { Finding } from './types.ts'
import type { ReportContext } from './reporter.ts'

const MOST_LINKS = 6

/** Numbered steps for what was found, in the order in which to do them. */
export function advice(findings: Finding[], context: ReportContext): string {
  const paint = painter(context.color)
  const steps = context.mode === 'commit' ? commitSteps(findings) : leakedSteps(findings, context.mode)
  const links = rotationLinks(findings, context)
  const lines = steps.flatMap(({ text, command }, i) => [
    numbered(i + 1, text, context.width),
    ...(command ? [`       ${paint('cyan', asCalled(command))}`] : []),
  ])
  return [
    paint('bold', 'What to do now'),
    ...lines,
    ...links.map((link) => `       ${paint('cyan', asCalled(link))}`),
    ...[...audit(findings, context.mode), ...permission(findings)].map((line) =>
      line.startsWith(' ') ? paint('cyan', asCalled(line)) : line,
    ),
  ].join('\n')
}

/** More are no longer decided by hand. */
const FEW = 3

function audit(findings: Finding[], mode: ReportContext['mode']): string[] {
  if (findings.length <= FEW || (mode !== 'files' && mode !== 'commit')) return []
  return ['Decide one by one what they are:', `       unleak audit${mode === 'commit' ? ' --staged' : ''}`]
}

/** How to let one of them stand: on its line, or in the configuration where the file has no comments. */
function permission(findings: Finding[]): string[] {
  const commented = findings.find((finding) => fileKind(finding) === 'text')
  const other = findings.find((finding) => fileKind(finding) !== 'text')
  const inFile = commented
    ? ['Harmless after all? Say why, on the line itself:', `       unleak:allow ${commented.rule} -- the reason`]
    : []
  if (!other) return inFile
  const head = commented
    ? 'In a file without comments: in .unleak.yml:'
    : 'Harmless after all? Say why, in .unleak.yml:'
  return [...inFile, head, ...allowEntry(other).map((line) => `       ${visible(line)}`)]
}

const numbered = (n: number, text: string, width: number): string => `  ${n}. ${wrap(text, width, '     ').trimStart()}`

interface Step {
  text: string
  command?: string
}

/** Git has kept the text that it did not take. */
const MESSAGE_STEPS: Step[] = [
  {
    text: 'Take the value out of the message, and commit again:',
    command: 'git commit -e -F "$(git rev-parse --git-path COMMIT_EDITMSG)"',
  },
]

function commitSteps(findings: Finding[]): Step[] {
  if (findings.every(({ file }) => file === COMMIT_MESSAGE)) return MESSAGE_STEPS
  const files = [...new Set(findings.map(({ file }) => file))]
  const keys = [...new Set(findings.filter((finding) => fileKind(finding) === 'key').map(({ file }) => file))]
  const edited = keys.length < files.length
  return [
    ...takeOut(findings),
    ...(keys.length > 0
      ? [{ text: 'Take the key file out of the commit; it stays on your disk:', command: removal(keys) }]
      : []),
    {
      text: edited ? 'Stage the change and commit again:' : 'Commit again:',
      command: !edited
        ? 'git commit'
        : files.length <= 3 && keys.length === 0
          ? `git add ${files.map(quote).join(' ')} && git commit`
          : 'git add -u && git commit',
    },
    {
      text: 'If anybody but you may have seen it, it has leaked: replace it everywhere, and revoke it:',
      command: `unleak rotate ${findings.length === 1 ? findings[0]!.fingerprint : 'FINGERPRINT'}`,
    },
  ]
}

const TAKE_OUT: Record<Exclude<FileKind, 'key'>, string> = {
  text: 'Take the value out of the file; read it from the environment or a secret store instead.',
  json: 'Take the value out of the JSON file: let the program read it from the environment or a secret store, or keep the file itself out of the repository.',
  notebook:
    'Take the value out of the notebook: read it in the cell from the environment, and clear the outputs that show it.',
}

/** One step for each kind of file that is edited. */
function takeOut(findings: Finding[]): Step[] {
  const kinds = new Set(findings.map(fileKind))
  return (['text', 'json', 'notebook'] as const)
    .filter((kind) => kinds.has(kind))
    .map((kind) => ({ text: TAKE_OUT[kind] }))
}

const removal = (files: string[]): string =>
  files.length <= 3 ? `git rm --cached ${files.map(quote).join(' ')}` : 'git rm --cached FILE'

function leakedSteps(findings: Finding[], mode: ReportContext['mode']): Step[] {
  const held =
    mode === 'range'
      ? 'It stays in the history even when a later commit removes it: treat it as leaked.'
      : 'If it was ever committed or shared, treat it as leaked.'
  return [
    { text: `${held} Revoke it first and issue a new one.` },
    findings.every((finding) => fileKind(finding) === 'key')
      ? { text: 'Keep the new key outside of the repository, and add the name of its file to .gitignore.' }
      : { text: 'Store the new value outside of the repository and read it from the environment or a secret store.' },
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
