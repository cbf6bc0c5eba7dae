// One finding as the audit shows it: where, what, the lines around it, why it matters, what speaks for and against it.
import { painter, visible, wrap } from '../terminal.ts'
import type { Finding, Rule } from '../types.ts'
import type { Group } from './group.ts'

const MOST_PLACES = 5

type Paint = ReturnType<typeof painter>

export interface Shown {
  number: number
  of: number
  rule: Rule | undefined
  /** What was said of it in an earlier audit. */
  before: string | undefined
}

export function screen(group: Group, { number, of, rule, before }: Shown, paint: Paint, width: number): string {
  const [finding, ...others] = group.findings
  const sure = [`confidence ${finding.confidence}`, ...finding.reasons.map(visible)].join('; ')
  return [
    '',
    `${paint('bold', `(${number} of ${of})`)} ${paint('cyan', placeOf(finding))}${before ? paint('yellow', `  ${before}`) : ''}`,
    `  ${paint('red', finding.severity)}  ${visible(finding.name)}  ${paint('dim', finding.rule)}`,
    ...source(group, paint, width),
    ...(finding.part
      ? [`  with ${finding.part.rule} in line ${finding.part.line}: ${visible(finding.part.redacted)}`]
      : []),
    ...(rule ? [wrap(visible(rule.why), width, '  ')] : []),
    paint('dim', wrap(sure, width, '  ')),
    ...group.guess,
    ...(others.length > 0 ? [wrap(`The same value: ${placesOf(others)}`, width, '  ')] : []),
    paint('dim', `  fingerprint ${finding.fingerprint}`),
    '',
  ].join('\n')
}

function placeOf({ file, line, column, commit, inHead }: Finding): string {
  const held = inHead === undefined ? '' : inHead ? ', still in HEAD' : ', gone from HEAD'
  return `${visible(file)}:${line}:${column}${commit ? ` in ${commit.slice(0, 12)}${held}` : ''}`
}

function placesOf(findings: Finding[]): string {
  const places = [...new Set(findings.map(placeOf))]
  const shown = places.slice(0, MOST_PLACES).join('; ')
  return places.length > MOST_PLACES ? `${shown}; and ${places.length - MOST_PLACES} more` : shown
}

function source({ findings: [{ line, frame }], context }: Group, paint: Paint, width: number): string[] {
  const digits = String(Math.max(line, ...context.map((each) => each.line))).length
  const gutter = (number: number | string): string => paint('dim', `${String(number).padStart(digits)} │`)
  const room = width - digits - 6
  const around = context.map(({ line: number, text }) => ({
    number,
    text: `    ${gutter(number)} ${visible(text).slice(0, room)}`.trimEnd(),
  }))
  const before = visible(frame.text.slice(0, frame.from))
  const secret = visible(frame.text.slice(frame.from, frame.to))
  return [
    ...around.filter(({ number }) => number < line).map(({ text }) => text),
    `  ${paint('red', '>')} ${gutter(line)} ${before}${paint('red', secret)}${visible(frame.text.slice(frame.to))}`,
    ...around.filter(({ number }) => number > line).map(({ text }) => text),
  ]
}
