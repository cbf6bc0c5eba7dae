// All that is known of one finding, and the commands for it.
import { make } from '../web/dom.ts'
import type { ReportData, Row } from './data.ts'

export function detailOf(row: Row, { rules }: ReportData): Node[] {
  const [before, secret, after] = row.frame
  const facts: [string, string | undefined][] = [
    ['Rule', row.rule],
    ['Why it is reported', [`confidence ${row.confidence}`, ...row.reasons].join('; ')],
    ['Came in', row.commit && [row.commit, row.author, row.date].filter(Boolean).join(', ')],
    ['Went out', row.removed && `${row.removed.commit}, ${row.removed.date}`],
    ['Cell', row.cell?.toString()],
    ['Fingerprint', row.fingerprint],
  ]
  const list = make('dl')
  for (const [name, text] of facts) if (text) list.append(make('dt', {}, name), make('dd', {}, text))
  return [
    make('pre', {}, make('code', {}, before, make('mark', {}, secret), after)),
    make('p', {}, rules[row.rule]!.why ?? ''),
    list,
    make('p', { className: 'hint' }, 'Replace it everywhere, or see why it is reported:'),
    make('pre', {}, make('code', {}, `npx unleak rotate ${row.fingerprint}\nnpx unleak explain ${row.fingerprint}`)),
  ]
}
