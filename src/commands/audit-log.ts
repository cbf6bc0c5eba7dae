// `unleak audit-log`: who rotated what, when, why, and what is still to do; and which hooks were passed over, and why.
import { EXIT } from '../errors.ts'
import { Journal } from '../rotate/journal.ts'
import { recordsOf } from '../rotate/records.ts'
import type { RotationRecord } from '../rotate/records.ts'
import { stateDirectory } from '../rotate/state-directory.ts'
import { topOf, realDirectory } from '../sources/repository.ts'
import { readSkips } from '../skip.ts'
import type { Skip } from '../skip.ts'
import { visible } from '../terminal.ts'

export type AuditFormat = 'text' | 'json' | 'markdown'

/** @throws UserError journal-broken */
export async function auditLogCommand(format: AuditFormat): Promise<number> {
  const root = await topOf(realDirectory(process.cwd()))
  const lines = new Journal(stateDirectory(root)).lines()
  const records = recordsOf(lines)
  const skips = await readSkips(root)
  const text =
    format === 'json'
      ? `${JSON.stringify({ rotations: records, journal: lines, skips }, undefined, 2)}\n`
      : [
          ...records.map(format === 'markdown' ? asMarkdown : asText),
          ...(skips.length > 0 ? [skipsText(skips, format)] : []),
        ].join('\n')
  process.stdout.write(text || 'Nothing was rotated here yet.\n')
  return EXIT.clean
}

const rows = (title: string, items: string[], bullet: string): string[] =>
  items.length === 0 ? [] : [title, ...items.map((item) => `${bullet}${visible(item)}`)]

function skipsText(skips: Skip[], format: AuditFormat): string {
  const items = skips.map(
    ({ time, hook, reason, tree }) =>
      `${time}  ${hook}: ${reason}${tree === undefined ? '' : `  (tree ${tree.slice(0, 12)})`}`,
  )
  const title = 'Hooks passed over with UNLEAK_SKIP'
  return [...(format === 'markdown' ? rows(`## ${title}\n`, items, '- ') : rows(title, items, '  ')), ''].join('\n')
}

function asText({ rotation, started, state, by, reason, what, files, open }: RotationRecord): string {
  return [
    `${rotation}  ${started}  ${state}`,
    `  by ${visible(by)}${reason && `: ${visible(reason)}`}`,
    ...what.map((item) => `  ${visible(item)}`),
    ...rows('  files', files, '    '),
    ...rows('  still to do', open, '    '),
    '',
  ].join('\n')
}

function asMarkdown({ rotation, started, ended, state, by, reason, what, files, open }: RotationRecord): string {
  return [
    `## Rotation ${rotation}`,
    '',
    `- State: ${state}`,
    `- Started: ${started}`,
    ...(ended ? [`- Ended: ${ended}`] : []),
    `- By: ${visible(by)}`,
    ...(reason ? [`- Reason: ${visible(reason)}`] : []),
    '',
    ...rows('Rotated:\n', what, '- '),
    '',
    ...rows(
      'Files:\n',
      files.map((file) => `\`${file}\``),
      '- ',
    ),
    ...(open.length > 0 ? ['', ...rows('Still to do:\n', open, '- [ ] ')] : []),
    '',
  ].join('\n')
}
