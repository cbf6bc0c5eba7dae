// What users of other scanners complain of, each named after its complaint: reports of what is no secret. Beside it the real one is found.
import { describe, expect, test } from 'vitest'
import { scanText } from '../src/index.ts'
import { expand } from '../src/rules/template.ts'
import { token } from './support/scratch.ts'

const found = async (text: string, file: string): Promise<string[]> =>
  (await scanText(text, file)).map(({ rule, line }) => `${rule}:${line}`)

/** Silent, and not because the file is left out: with a token on a line more, that one is found. */
async function onlyTheToken(text: string, file: string): Promise<void> {
  expect(await found(text, file)).toEqual([])
  expect(await found(`${text}\nx: ${token()}\n`, file)).toEqual([`github-pat:${text.split('\n').length + 1}`])
}

const some = (template: string, seed = 'a'): string => expand(template, seed).text

describe('names that only look like one of a secret', () => {
  const value = some('{{base62:32}}')
  test.each([
    `public_key = "${value}"`,
    `monkey = "${value}"`,
    `keyboard = "${value}"`,
    `api_version = "2024-05-01-preview"`,
    `secret_name = "production-database-credentials"`,
    `{ "partition_key": "customer-order-items-by-date" }`,
  ])('gitleaks#1578, semgrep-rules#2877: %#', (line) => onlyTheToken(line, 'settings.py'))

  test('twpayne/chezmoi#4679: key bindings of an editor', () =>
    onlyTheToken(
      '[{ "key": "ctrl+shift+down", "command": "cursorColumnSelectDown" },\n{ "key": "ctrl+k ctrl+alt+s" }]',
      'keybindings.json',
    ))

  test('gitleaks#1219: ids', () =>
    onlyTheToken(`client_id: ${some('{{uuid}}')}\ntenantId: ${some('{{uuid}}', 'b')}`, 'app.yml'))
})

test('kingfisher#176: the commit of a pinned action', () =>
  onlyTheToken(`steps:\n  - uses: actions/checkout@${some('{{hex:40}}')} # v4.2.2`, '.github/workflows/ci.yml'))

test('kingfisher#246: the metadata of a PDF', () =>
  onlyTheToken(
    `%PDF-1.7\n<< /Producer (Adobe PDF Library 17.0) /ID [<${some('{{HEX:32}}')}><${some('{{HEX:32}}', 'b')}>] >>\n<xmpMM:DocumentID>uuid:${some('{{uuid}}')}</xmpMM:DocumentID>`,
    'paper.pdf',
  ))

describe('hashes of lock files, which are read all the same (duriantaco/skylos#694)', () => {
  const sha512 = `sha512-${some('{{base64:86}}')}==`
  test.each([
    ['detect-secrets#945', 'pnpm-lock.yaml', `  left-pad@1.3.0:\n    resolution: {integrity: ${sha512}}`],
    ['tankpkg/tank PR 406', 'package-lock.json', `{ "integrity": "${sha512}" }`],
    ['OpenCoven/coven PR 513', 'Cargo.lock', `name = "token"\nchecksum = "${some('{{hex:64}}')}"`],
    ['OpenCoven/coven PR 617', 'poetry.lock', `{file = "a.whl", hash = "sha256:${some('{{hex:64}}')}"}`],
    ['go.sum', 'go.sum', `golang.org/x/oauth2 v0.1.0 h1:${some('{{base64:43}}')}=`],
    ['yarn.lock', 'yarn.lock', `resolved "https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#${some('{{hex:40}}')}"`],
  ])('%s: %s', (_, file, text) => onlyTheToken(text, file))
})

test('gitleaks#292: a finding in a line of a megabyte is told by its place, not with its line', async () => {
  const [finding] = await scanText(`${'x=1;'.repeat(250_000)}k="${token()}";${'y=2;'.repeat(1000)}`, 'app.min.js')
  expect(finding).toMatchObject({ rule: 'github-pat', line: 1, column: 1_000_004 })
  expect(JSON.stringify(finding).length).toBeLessThan(2000)
})
