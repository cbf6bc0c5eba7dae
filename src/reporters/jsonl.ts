// One JSON object a line, for streams and `jq`.
import type { Reporter } from '../reporter.ts'
import { findingJson } from '../finding-json.ts'

export const reporter: Reporter = {
  describe: 'one JSON object a finding, one a line',
  render: ({ findings }) => findings.map((finding) => `${findingJson(finding)}\n`).join(''),
}
