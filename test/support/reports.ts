// What the tests of reports share: findings in hostile places, and the official schema of SARIF.
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import { Scratch, token } from './scratch.ts'

/** A name that means something to CSV, Markdown, XML, workflow commands, terminals and URIs. */
export const HOSTILE = '=a,b%0A|`x`<i>&"\u001b[31m\u202e[l](u)#?.txt'

export function hostile(): Scratch {
  const repo = Scratch.guarded()
  repo.write('src/config.ts', `import x from 'y'\n\nexport const token = "${token('a')}"\n`)
  repo.write(HOSTILE, `${token('b')}\n`)
  return repo
}

export interface Sarif {
  runs: {
    tool: { driver: { rules: { id: string; helpUri?: string }[] } }
    invocations: { executionSuccessful: boolean; toolExecutionNotifications: object[] }[]
    results: {
      ruleId: string
      level: string
      message: { text: string }
      locations: { physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> } }[]
      partialFingerprints: Record<string, string>
      suppressions?: object[]
    }[]
  }[]
}

const {
  $schema: _schema,
  id: _id,
  ...schema
} = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as Record<
  string,
  unknown
>
const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(
  schema,
)

/** @throws what the schema has against it */
export function readSarif(text: string): Sarif {
  const log: unknown = JSON.parse(text)
  if (!validate(log)) throw new Error(JSON.stringify(validate.errors?.slice(0, 3)))
  return log as Sarif
}
