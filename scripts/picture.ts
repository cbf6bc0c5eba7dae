// Draws docs/stopped-commit.svg from what a real stopped commit prints: npx tsx scripts/picture.ts (after npm run build)
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expand } from '../src/rules/template.ts'

const FONT = 14
const COLUMN = 8.43
const LINE = 20
const COLORS: Record<string, string> = { 31: '#ff7b72', 33: '#e3b341', 34: '#79c0ff', 36: '#76e3ea', 90: '#8b949e' }

function stoppedCommit(): string {
  const root = mkdtempSync(path.join(os.tmpdir(), 'unleak-picture-'))
  try {
    const git = (...args: string[]): void => void execFileSync('git', args, { cwd: root, stdio: 'ignore' })
    git('init', '-q')
    const token = expand('ghp_{{base62:30}}{{crc32b62}}', 'picture').text
    writeFileSync(
      path.join(root, 'deploy.ts'),
      `import { push } from './push.ts'\n\nawait push({ retries: 3, token: '${token}' })\n`,
    )
    writeFileSync(path.join(root, '.unleak.yml'), 'fingerprintSalt: made-for-the-picture\n')
    execFileSync(process.execPath, [path.resolve('bin/unleak.js'), 'init'], { cwd: root, stdio: 'ignore' })
    git('add', '.')
    const env = { ...process.env, FORCE_COLOR: '1', COLUMNS: '80' }
    return spawnSync('git', ['commit', '-m', 'Deploy'], { cwd: root, env, encoding: 'utf8' }).stderr
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const escape = (text: string): string => text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`)

/** One line with ANSI styles as positioned spans. */
function drawLine(line: string, row: number): string {
  let column = 0
  let style = ''
  const spans: string[] = []
  for (const part of line.split(/(\u001b\[\d+m)/)) {
    const code = /^\u001b\[(\d+)m$/.exec(part)?.[1]
    if (code !== undefined) {
      if (code === '1') style += ' font-weight="bold"'
      else if (code === '2') style += ' opacity="0.65"'
      else if (COLORS[code]) style += ` fill="${COLORS[code]}"`
      else style = ''
    } else if (part) {
      spans.push(`<tspan x="${(16 + column * COLUMN).toFixed(1)}"${style}>${escape(part)}</tspan>`)
      column += [...part].length
    }
  }
  return `<text y="${36 + row * LINE}" xml:space="preserve">${spans.join('')}</text>`
}

const lines = [`$ git commit -m Deploy`, ...stoppedCommit().trimEnd().split('\n')]
const width = Math.ceil(32 + 80 * COLUMN)
const height = 36 + lines.length * LINE
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A commit that unleak stopped">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="${FONT}" fill="#e6edf3">
${lines.map(drawLine).join('\n')}
</g>
</svg>
`
writeFileSync('docs/stopped-commit.svg', svg)
