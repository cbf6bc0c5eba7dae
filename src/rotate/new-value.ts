// Where a new value comes from: our generators, or, for what only a provider can issue, the user.
import { timingSafeEqual } from 'node:crypto'
import { UserError } from '../errors.ts'
import { generate } from '../generate/generate.ts'
import { pick } from '../generate/pick.ts'
import { isBurned } from '../known/burned.ts'
import type { Rule } from '../types.ts'
import { isInHistory } from './history.ts'
import { ruleOf } from './targets.ts'
import type { Project } from './targets.ts'
import type { Leaked } from './types.ts'
import type { SecretText } from '../secret-text.ts'

/** True when a value that we make up would open nothing: the provider has to issue it. */
export const isIssued = ({ rule }: Leaked): boolean =>
  rule !== undefined && rule.detector === undefined && rule.generator === undefined

/** Bits of the portable replacement for a value whose own alphabet some reader would misread. */
const PORTABLE_BYTES = 32

export interface Draw {
  value: string
  source: string
}

/**
 * New values, one after another, until one can be written everywhere: first as the old one's type has them, then from the
 * alphabet that every reader takes as it is.
 * @param type asked for by the user
 */
export async function* draws(leaked: Leaked, type: string | undefined): AsyncGenerator<Draw> {
  const byRule = type === undefined ? leaked.rule?.generator : undefined
  const asked = type ?? byRule
  const wanted = pick({
    value: leaked.value.reveal(),
    ...(leaked.key === undefined ? {} : { key: leaked.key }),
    ...(asked === undefined ? {} : { type: asked }),
  })
  const why = byRule === undefined ? wanted.why : `the old one was a ${leaked.rule!.name}`
  for (let attempt = 0; attempt < 32; attempt++) {
    const { value, bits } = await generate(wanted.type, wanted.options)
    yield { value, source: `${wanted.type}, ${Math.floor(bits)} bits: ${why}` }
  }
  const { value, bits } = await generate('base64url', { bytes: PORTABLE_BYTES })
  yield { value, source: `base64url, ${Math.floor(bits)} bits: some reader would misread a ${wanted.type} value here` }
}

/** Stands for a value that the provider will issue, in a plan that is only shown. */
export async function standIn(): Promise<Draw> {
  return { value: (await generate('hex')).value, source: 'the provider has to issue it' }
}

/** @throws UserError rotate-refused when it cannot be the new value of this credential */
export async function checkSupplied(supplied: SecretText, leaked: Leaked, project: Project): Promise<void> {
  const value = supplied.reveal()
  const refuse = (problem: string): never => {
    throw new UserError('rotate-refused', problem, 'Issue a new one where the old one came from, and give that.')
  }
  if (value.length === 0) refuse('the new value is empty')
  if (/[\r\n]/.test(value) && !/[\r\n]/.test(leaked.value.reveal())) refuse('the new value has more than one line')
  const [a, b] = [Buffer.from(value), Buffer.from(leaked.value.reveal())]
  if (a.length === b.length && timingSafeEqual(a, b)) refuse('the new value is the old one')
  if (isBurned(project.root, value)) refuse('the new value was rotated away before')
  if (await isInHistory(project.root, value)) refuse('the new value stands in the history of this repository')
  const { rule } = leaked
  if (!rule || !isIssued(leaked)) return
  const found = await ruleOf(value, leaked.key ?? 'value', project)
  if (found?.id !== rule.id) refuse(`the new value has not the form of a ${rule.name}`)
}

/** What to say of a credential that we cannot make. */
export function howToIssue({ name, rotate }: Rule): string[] {
  return [
    `${name}: a value that unleak makes up would open nothing. Get a new one like this:`,
    ...(rotate.console ? [rotate.console] : []),
    ...rotate.steps.map((step, index) => `${index + 1}. ${step}`),
    ...(rotate.api ? [`API: ${rotate.api}`] : []),
  ]
}
