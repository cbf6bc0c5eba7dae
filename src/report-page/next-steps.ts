// For each rule that found something: why it matters, and how its owner revokes and reissues it.
import { make } from '../web/dom.ts'
import type { ReportData } from './data.ts'
import { counts } from './view.ts'

export function nextSteps(data: ReportData): HTMLElement[] {
  return counts(data.findings, 'rule').map(([id, count]) => {
    const { name, why = '', rotate, references = [] } = data.rules[id]!
    const steps = (rotate?.steps ?? []).map((step) => make('li', {}, step))
    const links = [...(rotate?.console ? [rotate.console] : []), ...references].map((url) => make('li', {}, link(url)))
    return make(
      'details',
      { className: 'steps' },
      make('summary', {}, name, make('span', { className: 'count' }, String(count))),
      make('p', {}, why),
      ...(steps.length > 0 ? [make('ol', {}, ...steps)] : []),
      ...(rotate?.api ? [make('pre', {}, make('code', {}, rotate.api))] : []),
      ...(links.length > 0 ? [make('ul', {}, ...links)] : []),
    )
  })
}

/** A rule of the scanned project may name anything: only addresses of the web can be followed. */
function link(url: string): HTMLElement {
  if (!/^https?:\/\//i.test(url)) return make('span', {}, url)
  return make('a', { href: url, rel: 'noreferrer noopener', target: '_blank' }, url)
}
