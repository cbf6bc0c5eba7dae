// Asks whether the judge is to weigh what a template makes.
import { readAssignment } from '../../src/detect/assignment.ts'
import { candidateOf } from '../../src/judge/candidate.ts'
import type { Candidate } from '../../src/judge/candidate.ts'
import { Place } from '../../src/judge/place.ts'
import { expand } from '../../src/rules/template.ts'

/** Is what the template makes a candidate? @param template its first `@` stands before the name */
export const isCandidate = (template: string, file?: string): boolean => candidateIn(template, file) !== undefined

export function candidateIn(template: string, file = 'a.yaml'): Candidate | undefined {
  const at = template.indexOf('@')
  const bytes = Buffer.from(expand(template.replace('@', ''), 'harmless').text, 'latin1')
  const length = /^[\w-]+/.exec(bytes.toString('latin1', at))![0].length
  return candidateOf(bytes, readAssignment(bytes, at, at + length)!, new Place(file))
}
