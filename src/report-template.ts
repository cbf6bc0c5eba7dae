// A report that the user lays out: a Liquid template, which can compute and loop, but run no code and open no other file.
import { readFileSync, statSync } from 'node:fs'
import { Liquid } from 'liquidjs'
import { UserError } from './errors.ts'
import { exampleData } from './report-template-data.ts'
import type { TemplateData } from './report-template-data.ts'

export type ReportTemplate = (data: TemplateData) => string

/** Bytes of a template. */
const MOST_BYTES = 1_000_000
/** For one report, in characters and list items that are made on the way, and in milliseconds. */
const MOST_MEMORY = 500_000_000
const MOST_TIME = 60_000

/** Those that would read other files. */
const READING_TAGS = ['include', 'render', 'layout', 'block']

/** @throws UserError template: also when it does not fit what a scan gives it; so it is tried before the scan */
export function openTemplate(file: string): ReportTemplate {
  const engine = new Liquid({
    templates: {},
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    memoryLimit: MOST_MEMORY,
    renderLimit: MOST_TIME,
    parseLimit: MOST_BYTES,
  })
  for (const tag of READING_TAGS) delete engine.tags[tag]
  const text = read(file)
  try {
    const parsed = engine.parse(text, file)
    for (const data of exampleData()) engine.renderSync(parsed, data)
    return (data) => {
      try {
        return engine.renderSync(parsed, data) as string
      } catch (error) {
        throw new UserError('report', `of the template ${file}`, problemIn(error))
      }
    }
  } catch (error) {
    throw new UserError('template', placeIn(file, error), problemIn(error))
  }
}

function read(file: string): string {
  try {
    if (statSync(file).size > MOST_BYTES) throw new UserError('template', file, 'it is larger than a megabyte')
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof UserError) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new UserError('template', file, code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`)
  }
}

/** The engine ends its messages with the place. */
const PLACE = /(?:, file:.*)?, line:(\d+), col:(\d+)$/s

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const problemIn = (error: unknown): string => messageOf(error).replace(PLACE, '')

function placeIn(file: string, error: unknown): string {
  const [, line, column] = PLACE.exec(messageOf(error)) ?? []
  return line === undefined ? file : `${file}:${line}:${column}`
}
