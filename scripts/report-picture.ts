// Takes docs/report.png from the report of a made-up repository's history: npx tsx scripts/report-picture.ts (after npm run build)
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { expand } from '../src/rules/template.ts'

const AUTHORS = ['Ada', 'Blaise', 'Chandra', 'Dorothy']
const KINDS = [
  { file: 'deploy/release.ts', text: "await push({ token: '{{value}}' })", value: 'ghp_{{base62:30}}{{crc32b62}}' },
  { file: 'src/billing.ts', text: "const stripe = new Stripe('{{value}}')", value: 'sk_live_{{base62:24}}' },
  { file: 'src/mail.py', text: 'client = Mail("{{value}}")', value: 'SG.{{base62:22}}.{{base62:43}}' },
  {
    file: 'config/database.yml',
    text: 'url: {{value}}',
    value: 'postgres://app:{{base62:20}}@db.internal:5432/app',
  },
  { file: '.npmrc', text: '//registry.npmjs.org/:_authToken={{value}}', value: 'npm_{{base62:30}}{{crc32b62}}' },
]

/** Each commit adds a secret; of those that are older some are taken out again. */
function madeUpHistory(root: string): void {
  const git = (args: string[], env: NodeJS.ProcessEnv = {}): void =>
    void execFileSync('git', args, { cwd: root, stdio: 'ignore', env: { ...process.env, ...env } })
  git(['init', '-q'])
  writeFileSync(path.join(root, '.unleak.yml'), 'fingerprintSalt: made-for-the-picture\n')
  for (let i = 0; i < 34; i++) {
    const { file, text, value } = KINDS[(i * 3 + Math.floor(i / 6)) % KINDS.length]!
    const place = path.join(root, i % 3 === 0 ? file : `services/${['api', 'shop', 'jobs'][(i % 7) % 3]}/${file}`)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, i % 4 === 3 ? 'clean\n' : `${text.replace('{{value}}', expand(value, `picture ${i}`).text)}\n`)
    const name = AUTHORS[(i * 3 + Math.floor(i / 5)) % AUTHORS.length]!
    const date = new Date(Date.UTC(2024, 8, 4 + i * 21 + (i % 5) * 4)).toISOString()
    git(['add', '.'])
    git(['commit', '-q', '--allow-empty', '--no-verify', '-m', `Change ${i}`], {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: 'a@b.test',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: 'a@b.test',
      GIT_COMMITTER_DATE: date,
    })
  }
}

const root = mkdtempSync(path.join(os.tmpdir(), 'unleak-picture-'))
try {
  madeUpHistory(root)
  const args = [path.resolve('bin/unleak.js'), 'scan', '--history', '--quiet', '--output', 'html=report.html']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  if (status !== 1) throw new Error(stderr)
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  const page = await browser.newPage({
    viewport: { width: Number(process.argv[4] ?? 1180), height: 1180 },
    colorScheme: process.argv[2] === 'dark' ? 'dark' : 'light',
  })
  await page.goto(pathToFileURL(path.join(root, 'report.html')).href)
  await page.getByRole('table', { name: 'Findings' }).waitFor()
  await page.screenshot({ path: process.argv[3] ?? 'docs/report.png' })
  await browser.close()
} finally {
  rmSync(root, { recursive: true, force: true })
}
