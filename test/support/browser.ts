// A real browser for the tests of the page: the page as `unleak page` writes it, opened from its file.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { Scratch } from './scratch.ts'

const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Undefined: none is installed, and the tests that need one are skipped. */
export const CHROMIUM = PLACES.find((place) => place !== undefined && existsSync(place))

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export interface Opened {
  page: Page
  url: string
  /** Every request that the browser makes for it, the page's own file first. */
  requests: string[]
  /** What it complains of: errors, and what the policy refuses. */
  complaints: string[]
}

/** @param seeded the same chance each time, as test/support/seeded.js has it. */
export async function open(browser: Browser, options: BrowserContextOptions = {}, seeded = false): Promise<Opened> {
  const scratch = new Scratch(false)
  const { code, all } = scratch.unleak(['page'])
  if (code !== 0) throw new Error(all)
  const context = await browser.newContext(options)
  if (seeded) await context.addInitScript({ path: path.resolve('test/support/seeded.js') })
  const page = await context.newPage()
  const requests: string[] = []
  const complaints: string[] = []
  context.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => complaints.push(message.text()))
  const url = pathToFileURL(scratch.path('unleak.html')).href
  await page.goto(url)
  return { page, url, requests, complaints }
}

/** Chooses a type, generates, and shows it. @returns the secret */
export async function generateIn(page: Page, type?: string): Promise<string> {
  if (type !== undefined) await page.getByRole('radio', { name: type, exact: true }).check()
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await page.getByRole('button', { name: 'Show secret' }).click({ timeout: 30_000 })
  return page.locator('#secret').inputValue()
}
