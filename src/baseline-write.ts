// Writes the baseline; only what a person asked for comes here.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { BASELINE, baselineText } from './baseline.ts'
import type { BaselineEntry } from './filters/baseline.ts'
import { writeReport } from './output-file.ts'

/** @throws UserError report */
export function writeBaseline(file: string, entries: BaselineEntry[]): void {
  const text = baselineText(entries)
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeReport(file, text)
}

/** Git keeps the lines of both sides then: entries stand in any order. @returns whether it was written now */
export function mergeByLine(directory: string): boolean {
  const file = path.join(directory, '.gitattributes')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (text.includes(BASELINE)) return false
  appendFileSync(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${BASELINE} merge=union\n`)
  return true
}
