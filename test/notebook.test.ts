// Jupyter notebooks: each cell is read as the text that it shows, and findings tell its number and its place in the file.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { notebookTexts } from '../src/detect/notebook.ts'
import { scanText } from '../src/library.ts'
import { expand } from '../src/rules/template.ts'
import type { Finding } from '../src/types.ts'
import { token } from './support/scratch.ts'

const PEM = expand('{{pem:RSA PRIVATE KEY}}', 'notebook').text
const PASSWORD = expand('{{alnum:18}}', 'notebook').text

interface Cell {
  cell_type: 'code' | 'markdown'
  source: string | string[]
  outputs?: object[]
  metadata?: object
}
/** As Jupyter writes a text: a list of its lines. */
const lines = (text: string): string[] => text.split(/(?<=\n)/)
const notebook = (cells: Cell[], metadata: object = {}): string =>
  `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`
const code = (source: string, outputs: object[] = []): Cell => ({ cell_type: 'code', source: lines(source), outputs })
const printed = (text: string): object => ({ output_type: 'stream', name: 'stdout', text: lines(text) })
const shown = (data: Record<string, unknown>): object => ({ output_type: 'display_data', data, metadata: {} })

const scan = (text: string, name = 'analysis.ipynb'): Promise<Finding[]> => scanText(text, name, { cwd: '/' })
const told = (findings: Finding[]): string[] => findings.map(({ rule, cell = 'no' }) => `${rule} in ${cell}`)
/** What stands in the file at a finding's place. */
function placed(text: string, { line, column, endLine, endColumn }: Finding): string {
  const all = text.split('\n').slice(line - 1, endLine)
  all[all.length - 1] = all.at(-1)!.slice(0, endColumn - 1)
  all[0] = all[0]!.slice(column - 1)
  return all.join('\n')
}

test('source and outputs, with the number of the cell and the place in the file', async () => {
  const [one, two] = [token('source'), token('output')]
  const text = notebook([
    { cell_type: 'markdown', source: ['# Title\n', 'text'] },
    code(`import os\ngo("${one}")\n`, [printed(`hello\ngot ${two}\n`)]),
    { cell_type: 'code', source: `password = "${PASSWORD}"\n`, outputs: [] },
  ])
  const findings = await scan(text)
  expect(told(findings)).toEqual(['github-pat in 2', 'github-pat in 2', 'generic-secret in 3'])
  expect(findings.map((finding) => placed(text, finding)).toSorted()).toEqual([one, two, PASSWORD].toSorted())
})

test('a key in the lines of a list is one secret, the same as in a file of its own', async () => {
  const text = notebook([code('x = 1\n'), code(`key = """\n${PEM}\n"""\n`)])
  const [finding, ...more] = await scan(text)
  const [alone] = await scan(`${PEM}\n`, 'key.txt')
  expect(more).toEqual([])
  expect(finding).toMatchObject({ rule: alone!.rule, confidence: 'high', cell: 2, fingerprint: alone!.fingerprint })
  expect(finding!.endLine - finding!.line).toBe(PEM.trim().split('\n').length - 1)
})

test('what a cell holds in base64 is decoded', async () => {
  const text = notebook([code(`x = "${Buffer.from(`token ${token()}`).toString('base64')}"\n`)])
  expect(await scan(text)).toMatchObject([{ rule: 'github-pat', cell: 1, encodings: ['base64'] }])
})

test('metadata and other keys are read too, in no cell', async () => {
  const text = notebook([{ ...code('x = 1\n'), metadata: { tags: [token('tag')] } }], { note: token('note') })
  expect(told(await scan(text))).toEqual(['github-pat in no', 'github-pat in no'])
})

describe('broken ones, and what only has the name, are read as plain text', () => {
  const text = notebook([code(`go("${token()}")\n`)])
  test.each([
    ['cut', text.slice(0, -4)],
    ['with more behind it', `${text}{}`],
    ['merged with a conflict', `<<<<<<< HEAD\n${text}`],
    ['no JSON', `go("${token()}")\n`],
    ['a list', `["${token()}"]`],
    ['without cells', `{"a": "${token()}"}`],
    ['very deep', `{"cells":[${'['.repeat(100_000)}"${token()}"`],
  ])('%s', async (_, content) => {
    expect(told(await scan(content))).toEqual(['github-pat in no'])
  })
})

describe('of peers', () => {
  test('detect-secrets#384: embedded images are no secrets', async () => {
    const picture = expand('{{base64:4000}}', 'picture').text
    const text = notebook([
      code('plot()\n', [
        shown({ 'image/png': `${picture}\n`, 'application/pdf': picture, 'text/plain': ['<Figure>'] }),
        shown({ 'image/svg+xml': lines(`<svg>\n${token('svg')}\n</svg>`) }),
        shown({ 'text/html': [`<img src="data:image/png;base64,${picture}">`] }),
      ]),
    ])
    expect(await scanText(text, 'a.ipynb', { cwd: '/', minConfidence: 'low' })).toEqual([])
  })

  test('detect-secrets#549: the hash of an interpreter and the ids of cells are no secrets', async () => {
    const text = notebook([{ ...code('x = 1\n'), metadata: { id: expand('{{hex:32}}', 'id').text } }], {
      vscode: { interpreter: { hash: expand('{{hex:64}}', 'hash').text } },
    })
    expect(await scanText(text, 'a.ipynb', { cwd: '/', minConfidence: 'low' })).toEqual([])
  })

  test('sarvam-ai-cookbook PR 147: what a cell printed is scanned', async () => {
    const outputs = [
      printed(`token: ${token('printed')}\n`),
      { output_type: 'error', ename: 'E', evalue: 'x', traceback: [`\u001b[0;31mE\u001b[0m: ${token('trace')}`] },
      shown({ 'text/plain': [`'${token('value')}'`], 'text/html': [`<p>${token('page')}</p>`] }),
    ]
    expect(told(await scan(notebook([code('x\n', outputs)])))).toEqual(Array(4).fill('github-pat in 1'))
  })
})

test('notebooks of before 2014', async () => {
  const cells = [
    { cell_type: 'code', input: [`go("${token('old')}")`], outputs: [{ png: 'iVBOR', text: [token('o')] }] },
  ]
  const text = JSON.stringify({ worksheets: [{ cells }], nbformat: 3 })
  expect(told(await scan(text))).toEqual(['github-pat in 1', 'github-pat in 1'])
})

test('the texts are those that a reader of JSON gives, and each byte has its place', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 })
  const property = fc.property(
    fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
    (all) => {
      const cells = all.map((source) => ({ cell_type: 'code', source }))
      const bytes = Buffer.from(JSON.stringify({ cells }))
      const found = notebookTexts(bytes)!
      expect(found.cells.map((cell) => Buffer.from(cell.bytes).toString())).toEqual(
        all.map((source) => source.map((line) => Buffer.from(line).toString()).join('')),
      )
      expect(found.rest.length).toBe(bytes.length)
      for (const { bytes: part, origin } of found.cells) {
        for (let at = 0; at < part.length; at++) {
          const [start, end] = origin(at, at + 1)
          const raw = bytes.subarray(start, end).toString()
          if (part[at]! < 128) expect(JSON.parse(`"${raw}"`)).toBe(String.fromCharCode(part[at]!))
        }
      }
    },
  )
  fc.assert(property, { numRuns: 200 })
})
