// JUnit XML, which every CI shows as tests: one failed test a finding, one broken test a file that could not be read.
import { visible } from '../terminal.ts'
import type { Finding, Skipped } from '../types.ts'
import type { Reporter } from '../reporter.ts'

export const reporter: Reporter = {
  describe: 'JUnit XML: one failed test a finding',
  fromTop: true,
  render({ findings, skipped }, { seconds }) {
    const cases = [...findings.map(failed), ...skipped.map(broken)]
    // A suite without tests counts as broken in some CIs.
    if (cases.length === 0) cases.push(testcase('no secrets', 'unleak', ''))
    const counts = attributes({
      name: 'unleak',
      tests: cases.length,
      failures: findings.length,
      errors: skipped.length,
      time: seconds.toFixed(3),
    })
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites ${counts}>`,
      `  <testsuite ${counts}>`,
      ...cases,
      '  </testsuite>',
      '</testsuites>',
      '',
    ].join('\n')
  },
}

function failed({
  rule,
  name,
  severity,
  file,
  line,
  column,
  cell,
  commit,
  redacted,
  fingerprint,
  reasons,
}: Finding): string {
  const place = `${file}:${line}:${column}${cell === undefined ? '' : ` (cell ${cell})`}${commit ? ` in commit ${commit}` : ''}`
  const detail = [place, `${name}: ${redacted}`, ...reasons, `fingerprint ${fingerprint}`].map(escaped).join('\n')
  const told = attributes({ message: `${name} in ${place}`, type: severity })
  return testcase(`${rule} in ${place}`, file, `<failure ${told}>${detail}</failure>`)
}

const broken = ({ path, reason }: Skipped): string =>
  testcase(`scan of ${path}`, path, `<error ${attributes({ message: reason, type: 'not-scanned' })}/>`)

const testcase = (name: string, file: string, inner: string): string =>
  `    <testcase ${attributes({ name, classname: file, file })}>${inner}</testcase>`

const attributes = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ')

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Also what XML 1.0 cannot hold at all: control characters, halves of surrogate pairs, two non-characters. */
const escaped = (text: string): string =>
  visible(text)
    .replace(/[&<>"']/g, (char) => ENTITIES[char]!)
    .replace(/[\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
