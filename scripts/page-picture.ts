// Takes docs/page.png from the page in a real browser: npx tsx scripts/page-picture.ts (after npm run build)
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})
const page = await browser.newPage({
  viewport: { width: 1080, height: 940 },
  colorScheme: process.argv[2] === 'dark' ? 'dark' : 'light',
  reducedMotion: 'reduce',
})
await page.goto(pathToFileURL(path.resolve('dist/page.html')).href)
await page.getByRole('radio', { name: 'passphrase', exact: true }).check()
await page.getByRole('button', { name: 'Generate', exact: true }).click()
await page.getByRole('button', { name: 'Show secret' }).click()
await page.getByLabel('A secret that you have').fill(`Summer${2026}!`)
await page.locator('#rating-text:not(:empty)').waitFor()
await page.evaluate(() => {
  ;(document.activeElement as HTMLElement).blur()
  scrollTo(0, 0)
})
await page.screenshot({ path: process.argv[3] ?? 'docs/page.png', fullPage: true })
await browser.close()
