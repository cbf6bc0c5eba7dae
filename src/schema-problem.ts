// Says what a schema found wrong: the path, what was expected, and "did you mean".
import * as z from 'zod/mini'
import { nearest } from './nearest.ts'

type Issue = z.core.$ZodIssue

/** One line for the first problem of a failed parse. Values are not repeated: they may be secret. */
export function problemText(issue: Issue, schema: z.ZodMiniType, data: unknown): string {
  const path = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
  const at = path ? `${path}: ` : ''
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    const guess = nearest(key, keysAt(schema, issue.path))
    return `${at}unknown key "${key}"${guess ? `; did you mean "${guess}"?` : ''}`
  }
  if (valueAt(data, issue.path) === undefined) return `${at}is missing`
  if (issue.code === 'invalid_value')
    return `${at}expected ${issue.values.map((value) => `"${String(value)}"`).join(' or ')}`
  if (issue.code === 'invalid_type') return `${at}expected ${issue.expected}`
  if (issue.code === 'invalid_format' && issue.format === 'date') return `${at}is no day, written 2027-01-31`
  if (issue.code === 'invalid_format')
    return `${at}has not the right form${'pattern' in issue && issue.pattern ? ` ${issue.pattern}` : ''}`
  if (issue.code === 'too_small' && issue.origin === 'number') return `${at}must be more than ${issue.minimum}`
  if (issue.code === 'too_small') return `${at}is too short: at least ${issue.minimum}`
  return `${at}${issue.message}`
}

const valueAt = (data: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], data)

/** The keys that the schema knows at a path. */
function keysAt(schema: z.ZodMiniType, path: PropertyKey[]): string[] {
  let at = z.toJSONSchema(schema) as JsonSchema | undefined
  for (const part of path)
    at = typeof part === 'number' ? at?.items : (at?.properties?.[String(part)] ?? at?.additionalProperties)
  return Object.keys(at?.properties ?? {})
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  additionalProperties?: JsonSchema
}
