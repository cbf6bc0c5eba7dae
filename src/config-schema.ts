// The shape of a configuration. Also the source of the JSON schema for editors.
import * as z from 'zod/mini'
import { readers } from './formats/readers/index.ts'
import { ruleSchema } from './rules/schema.ts'
import { about } from './schema-about.ts'
import { CONFIDENCES } from './types.ts'

const text = z.string().check(z.minLength(1))
const patterns = z.array(text).check(z.minLength(1))

const allow = z
  .strictObject({
    rules: z.optional(about(patterns, 'Ids of rules; all rules when left out.')),
    paths: z.optional(
      about(
        patterns,
        'micromatch patterns, from the directory of this file; a pattern without a slash matches anywhere.',
      ),
    ),
    values: z.optional(about(patterns, 'Regular expressions that are tried on the secret.')),
    reason: about(z.string().check(z.minLength(3)), 'Why these findings are harmless.'),
    until: z.optional(
      about(z.iso.date(), 'The last day on which the entry counts (UTC): 2027-01-31. Left out: for good.'),
    ),
  })
  .check(
    z.refine(({ rules, paths, values }) => rules !== undefined || paths !== undefined || values !== undefined, {
      error: 'would permit everything: say which rules, paths or values',
    }),
  )

export const configSchema = z.strictObject({
  $schema: z.optional(z.string()),
  root: z.optional(
    about(z.boolean(), 'True: configurations of directories above do not count here, and the baseline stands here.'),
  ),
  ignore: z.optional(about(z.array(text), 'micromatch patterns of files that are not scanned at all.')),
  allow: z.optional(
    about(z.array(allow), 'Findings that are known to be harmless: all conditions of an entry must hold.'),
  ),
  peerComments: z.optional(
    about(
      z.boolean(),
      'Comments of other scanners (gitleaks:allow, pragma: allowlist secret ...) permit what stands on their line. Default: true.',
    ),
  ),
  peerFiles: z.optional(
    about(
      z.boolean(),
      'What .gitleaksignore and .secrets.baseline name is known, as with the baseline. Default: true.',
    ),
  ),
  readers: z.optional(
    about(
      z.array(z.enum(Object.keys(readers) as [string, ...string[]])).check(z.minLength(1)),
      'Programs that read the .env files here; a rotation writes what all of them get back. Guessed when left out.',
    ),
  ),
  known: z.optional(
    z.strictObject({
      files: z.optional(
        about(
          z.array(text),
          'Files of secrets besides .env* files, from the directory of this file: their values stop a commit that holds one of them.',
        ),
      ),
    }),
  ),
  minConfidence: z.optional(about(z.enum(CONFIDENCES), 'Report findings from this confidence up. Default: medium.')),
  maxFileMegabytes: z.optional(
    about(z.number().check(z.gt(0), z.lte(1_000_000)), 'Larger files are skipped with a note. Default: 512.'),
  ),
  archives: z.optional(
    about(z.boolean(), 'False: archives (zip, jar, whl, docx, tar, gz) are scanned as plain bytes. Default: true.'),
  ),
  fingerprintSalt: z.optional(
    about(
      z.string().check(z.minLength(16)),
      'Keys the fingerprints, so that a report alone tells nothing of the secrets. Change it and all fingerprints change.',
    ),
  ),
  rules: z.optional(
    z.strictObject({
      disable: z.optional(about(z.array(text), 'Ids of rules that stay silent.')),
      change: z.optional(
        about(z.record(z.string(), z.partial(z.omit(ruleSchema, { id: true }))), 'Fields of built-in rules, by id.'),
      ),
      add: z.optional(
        about(z.array(z.extend(ruleSchema, { provider: z.optional(text) })), 'Rules of your own, as in rules/*.yml.'),
      ),
    }),
  ),
})

export const configJsonSchema = (): object => ({ ...z.toJSONSchema(configSchema), title: 'unleak configuration' })
