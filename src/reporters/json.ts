// One JSON array of findings.
import type { Reporter } from '../reporter.ts'
import { findingJson } from '../finding-json.ts'

export const reporter: Reporter = {
  describe: 'one JSON array of findings',
  render: ({ findings }) =>
    findings.length === 0 ? '[]\n' : `[\n${findings.map((finding) => `  ${findingJson(finding)}`).join(',\n')}\n]\n`,
}
