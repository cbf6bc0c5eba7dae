// A decision as entries of the baseline: exactly this value, in these files. It holds no reason.
import path from 'node:path'
import { BASELINE, baselineFile, readBaseline, stretcher } from '../baseline.ts'
import { mergeByLine, writeBaseline } from '../baseline-write.ts'
import type { BaselineEntry } from '../filters/baseline.ts'
import { pathFor } from '../pipeline.ts'
import { watchFile } from './change-file.ts'
import { DIVIDED } from './home.ts'
import type { Home } from './home.ts'

export const baselineHome: Home = {
  key: 'b',
  name: 'baseline entry',
  about: 'this value in these files, and nothing else',
  reason: false,
  obstacle({ group }) {
    const { config, divided } = group.policy
    if (divided) return DIVIDED
    return baselineFile(config) === undefined || config.fingerprintSalt === ''
      ? 'there is no fingerprintSalt here: unleak init'
      : undefined
  },
  async write({ group, base }) {
    const { config } = group.policy
    const file = baselineFile(config)!
    const id = await stretcher(config.fingerprintSalt)(group.fingerprint)
    const paths = [...new Set(group.findings.map((finding) => pathFor(config, base, finding.file)))]
    const added = paths.map((at): BaselineEntry => [id, group.findings[0].rule, at])
    const attributes = path.join(path.dirname(file), '.gitattributes')
    const undoEntries = watchFile(file, () => writeBaseline(file, [...(readBaseline(file) ?? []), ...added]))
    const undoAttributes = watchFile(attributes, () => mergeByLine(path.dirname(file)))
    return {
      told: paths.map((at) => `${BASELINE}: ${group.findings[0].rule} in ${at}`),
      files: [file, attributes],
      undo: () => undoEntries() ?? undoAttributes(),
    }
  },
}
