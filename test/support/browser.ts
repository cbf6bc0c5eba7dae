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

/** WCAG 2.2 contrast of every text and every border of a control against what is behind it. */
export const contrasts = (page: Page): Promise<{ what: string; ratio: number; least: number }[]> =>
  page.evaluate(() => {
    type Color = [number, number, number, number]
    const parse = (text: string): Color => {
      const [r = 0, g = 0, b = 0, a = 1] = text.match(/[\d.]+/g)!.map(Number)
      return [r, g, b, a]
    }
    const luminance = (color: Color): number => {
      const [r, g, b] = color
        .slice(0, 3)
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
    }
    const ratio = (one: Color, other: Color): number => {
      const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
      return (high! + 0.05) / (low! + 0.05)
    }
    const behind = (element: Element | null): Color => {
      for (let at = element; at; at = at.parentElement) {
        const color = parse(getComputedStyle(at).backgroundColor)
        if (color[3] === 1) return color
        if (color[3] !== 0) throw new Error('a background is half transparent')
      }
      throw new Error('there is no background')
    }
    const seen: { what: string; ratio: number; least: number }[] = []
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      if (!element.checkVisibility()) continue
      const style = getComputedStyle(element)
      const what = `${element.tagName} ${element.id || element.className || element.textContent!.trim().slice(0, 20)}`
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim())
      if (hasText || element.matches('input, textarea'))
        seen.push({ what, ratio: ratio(parse(style.color), behind(element)), least: 4.5 })
      if (element.matches('button, textarea, .meter, input:not([type=radio], [type=checkbox])'))
        seen.push({
          what: `edge of ${what}`,
          ratio: ratio(parse(style.borderTopColor), behind(element.parentElement)),
          least: 3,
        })
      if (element.matches('.meter > i'))
        seen.push({ what, ratio: ratio(parse(style.backgroundColor), behind(element.parentElement)), least: 3 })
    }
    return seen
  })
