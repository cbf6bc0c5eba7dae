// The shape of rules/PROVIDER.yml and of rules in a configuration. Also the source of rules/schema.json.
import * as z from 'zod/mini'
import { CONFIDENCES, SEVERITIES } from '../types.ts'
import { about } from '../schema-about.ts'

const text = z.string().check(z.minLength(1))
const sentence = z.string().check(z.minLength(20))

const rotate = z.strictObject({
  console: z.optional(
    about(z.string().check(z.startsWith('https://')), 'Page where the owner revokes and reissues it.'),
  ),
  steps: about(z.array(text).check(z.minLength(1)), 'What to do, one sentence a step.'),
  api: z.optional(about(text, 'API call that revokes it.')),
})

const near = z.strictObject({
  rule: about(text, 'Id of the rule that finds the other half.'),
  lines: about(z.int().check(z.gte(0), z.lte(50)), 'At most this many lines apart.'),
  otherwise: z.optional(
    about(
      z.enum(['drop', 'lower', 'keep']),
      'Without the other half: drop the match (default), lower its confidence, or keep it.',
    ),
  ),
})

export const ruleSchema = z.strictObject({
  id: about(
    z.string().check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)),
    'Unique, kebab-case, never changed: fingerprints and baselines hold it.',
  ),
  name: about(text, 'What people call the credential.'),
  severity: about(
    z.enum(SEVERITIES),
    'How bad it is when an attacker has it; info for identifiers that are no secrets.',
  ),
  confidence: z.optional(about(z.enum(CONFIDENCES), 'Before any check. Default: high for pattern, medium for value.')),
  keywords: about(
    z.array(z.string().check(z.regex(/^[^\s\u0100-\uffff][^\r\n\u0100-\uffff]+[^\s\u0100-\uffff]$/))),
    '3 bytes or more, ASCII letters in any case. A pattern match holds one of them; a value has one in its name or just before it; none for the detectors file, burned and known.',
  ),
  pattern: z.optional(
    about(
      text,
      'Expression for the whole match, no unbounded quantifiers; the group "secret" is the secret, else all of it.',
    ),
  ),
  value: z.optional(
    about(
      text,
      'Expression for the whole value of an assignment whose name, or the text just before it, holds a keyword.',
    ),
  ),
  anyName: z.optional(
    about(
      z.boolean(),
      'value only: names of identifiers (..._ID, ..._HASH) count too. Default: they speak against it.',
    ),
  ),
  detector: z.optional(
    about(
      z.enum(['assignment', 'burned', 'file', 'known']),
      'A hand-written detector instead of an expression. file: the file as a whole, by paths and checks.',
    ),
  ),
  ignoreCase: z.optional(about(z.boolean(), 'The expression matches in any case.')),
  boundary: z.optional(about(z.boolean(), 'False: letters and digits may touch the match. Default: true.')),
  entropy: z.optional(
    about(z.number().check(z.gt(0), z.lt(8)), 'Least Shannon entropy of the secret, in bits a character.'),
  ),
  checks: z.optional(about(z.array(text), 'Offline proofs: names of files in src/detect/checks.')),
  near: z.optional(near),
  paths: z.optional(
    about(z.array(text).check(z.minLength(1)), 'micromatch patterns; only files that match one are looked at.'),
  ),
  generator: z.optional(
    about(text, 'Type in src/generate/kinds that makes another one: the owner chooses it, no provider issues it.'),
  ),
  why: about(sentence, 'What it opens, and what an attacker can do with it.'),
  rotate,
  references: about(
    z.array(z.string().check(z.startsWith('https://'))).check(z.minLength(1)),
    "The provider's own documentation first.",
  ),
  examples: about(
    z.array(text).check(z.minLength(2)),
    'Templates; the secret stands between ⟦ and ⟧, or is the whole example.',
  ),
  counterExamples: about(z.array(text).check(z.minLength(2)), 'Near misses that must stay silent.'),
})

export const ruleFileSchema = z.strictObject({
  provider: about(text, 'Who issues these credentials.'),
  rules: z.array(ruleSchema).check(z.minLength(1)),
})

/** For editors: completion and checks while writing a rule. */
export const ruleFileJsonSchema = (): object => ({ ...z.toJSONSchema(ruleFileSchema), title: 'unleak rules' })
