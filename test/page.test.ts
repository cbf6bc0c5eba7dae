// The page that generates secrets: what the command line makes, byte for byte; nothing leaves it, nothing stays.
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EFF_WORDS } from '../src/generate/eff-words.ts'
import { generate } from '../src/generate/generate.ts'
import { generators } from '../src/generate/kinds/index.ts'
import { estimate } from '../src/generate/strength.ts'
import './support/seeded.js'
import { CHROMIUM, generateIn, launch, open } from './support/browser.ts'
import { PROGRAM } from './support/scratch.ts'

const run = promisify(execFile)

/** What `unleak generate TYPE` prints when it is given the same chance. */
async function fromCommand(type: string): Promise<string> {
  const seeded = pathToFileURL('test/support/seeded.js').href
  return (await run(process.execPath, ['--import', seeded, PROGRAM, 'generate', type])).stdout
}

declare const restartChance: () => void

/** Types whose chance the platform draws itself, out of reach of any given stream. */
const OWN_CHANCE: Record<string, string> = {
  rsa: 'WebCrypto finds the primes: generateKey takes no bytes',
}

describe.skipIf(!CHROMIUM)('in Chromium (skipped where there is none)', () => {
  let browser: Browser
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser.close())

  test('every type: the same chance gives the same secret as in Node and on the command line', {
    timeout: 300_000,
  }, async () => {
    const { page, complaints } = await open(browser, {}, true)
    const names = await page
      .getByRole('radio')
      .evaluateAll((radios) => radios.map((radio) => (radio as HTMLInputElement).value))
    expect(names.toSorted()).toEqual(Object.keys(generators).toSorted())
    const values = new Map<string, string>()
    for (const type of names) {
      await page.getByRole('radio', { name: type, exact: true }).check()
      await page.evaluate('restartChance()')
      const value = await generateIn(page)
      const shared = await page
        .locator('#public textarea')
        .evaluateAll((fields) =>
          fields.map((field) => [field.id.replace('public-', ''), (field as HTMLTextAreaElement).value] as const),
        )
      restartChance()
      const made = await generate(type)
      const bits = `${Math.floor(made.bits)} bits`
      expect(await page.locator('#strength-text').textContent(), type).toContain(bits)
      expect(Object.keys(Object.fromEntries(shared)), type).toEqual(Object.keys(made.public ?? {}))
      if (type in OWN_CHANCE) expect(value.length, type).toBeGreaterThan(20)
      else {
        expect([value, Object.fromEntries(shared)], type).toEqual([made.value, made.public ?? {}])
        values.set(type, value)
      }
    }
    expect(complaints).toEqual([])
    // And so does the command. Two at a time: as many as there are cores.
    const types = [...values.keys()]
    const check = async (): Promise<void> => {
      for (let type = types.pop(); type !== undefined; type = types.pop()) {
        const value = values.get(type)!
        expect(await fromCommand(type), type).toBe(value.endsWith('\n') ? value : `${value}\n`)
      }
    }
    await Promise.all([check(), check()])
    expect(values.size).toBe(names.length - Object.keys(OWN_CHANCE).length)
  })

  test('options are used, and what they make wrong is told', async () => {
    const { page } = await open(browser)
    await page.getByRole('radio', { name: 'hex', exact: true }).check()
    expect(await page.getByLabel('Allow it to be weak').isVisible()).toBe(false)
    await page.getByLabel('Bytes').fill('20')
    expect(await generateIn(page)).toMatch(/^[0-9a-f]{40}$/)
    await page.getByLabel('Bytes').fill('4')
    await page.getByRole('button', { name: 'Generate' }).click()
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/32 bits .*too weak/)
    expect(await page.locator('#result').isVisible()).toBe(false)
    await page.getByLabel('Allow it to be weak').check()
    expect(await generateIn(page)).toMatch(/^[0-9a-f]{8}$/)
    expect(await page.getByRole('meter', { name: 'Strength', exact: true }).getAttribute('aria-valuetext')).toBe(
      'weak, 32 bits',
    )
    await page.getByLabel('Bytes').fill('99999999')
    await page.getByRole('button', { name: 'Generate' }).click()
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/bytes must be a whole number/)
    // Few values: they are listed.
    await page.getByRole('radio', { name: 'aes', exact: true }).check()
    await page.getByLabel('Size').selectOption('128')
    await page.getByLabel('Encoding').selectOption('base64')
    expect(await generateIn(page)).toMatch(/^[A-Za-z0-9+/]{22}==$/)
  })

  test('a secret that one has is rated: in bits, in words, and only here', async () => {
    const { page } = await open(browser)
    const field = page.getByLabel('A secret that you have')
    const said = page.locator('#rating-text')
    const meter = page.getByRole('meter', { name: 'Estimated strength' })
    expect(await meter.isVisible()).toBe(false)
    await field.fill('qwerty')
    await expect.poll(() => said.textContent()).toMatch(/^Weak: about \d bits\. It is among .* 6 characters; NIST/)
    const random = await generateIn(page, 'hex')
    await field.fill(random)
    const { bits } = estimate(random, EFF_WORDS)
    await expect.poll(() => said.textContent()).toContain(`Strong: about ${Math.floor(bits)} bits.`)
    expect(await meter.getAttribute('aria-valuetext')).toBe(`strong, ${Math.floor(bits)} bits`)
    expect(bits).toBeGreaterThan(200)
    expect(await field.getAttribute('type')).toBe('password')
    await page.getByRole('button', { name: 'Show what is typed' }).click()
    expect(await field.getAttribute('type')).toBe('text')
    await field.fill('')
    await expect.poll(() => said.textContent()).toBe('')
    expect(await meter.isVisible()).toBe(false)
  })

  test('makes no request, and can make none', async () => {
    let hits = 0
    const server = createServer((_, response) => {
      hits++
      response.setHeader('Access-Control-Allow-Origin', '*').end('x')
    })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const origin = `127.0.0.1:${(server.address() as AddressInfo).port}`
    try {
      const { page, url, requests } = await open(browser)
      await generateIn(page)
      await page.getByRole('button', { name: 'Copy secret' }).click()
      await page.getByLabel('A secret that you have').fill('x'.repeat(20))
      expect(requests).toEqual([url])
      const refused = await page.evaluate(async (origin) => {
        const seen: string[] = []
        document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
        const add = (tag: string, attributes: Record<string, string>): void => {
          const element = document.createElement(tag)
          for (const [name, value] of Object.entries(attributes)) {
            try {
              element.setAttribute(name, value)
            } catch {
              seen.push('trusted types')
            }
          }
          document.body.append(element)
          if (element instanceof HTMLFormElement) element.submit()
        }
        await fetch(`http://${origin}/fetch`).catch(() => seen.push('fetch failed'))
        navigator.sendBeacon(`http://${origin}/beacon`, 'x')
        new WebSocket(`ws://${origin}/socket`).addEventListener('error', () => seen.push('socket failed'))
        const events = new EventSource(`http://${origin}/events`)
        events.addEventListener('error', () => seen.push('events failed'))
        add('img', { src: `http://${origin}/image` })
        add('link', { rel: 'stylesheet', href: `http://${origin}/style` })
        add('script', { src: `http://${origin}/script` })
        add('iframe', { src: `http://${origin}/frame` })
        add('form', { action: `http://${origin}/form`, method: 'post' })
        add('b', { onclick: 'alert(1)' })
        await new Promise((resolve) => setTimeout(resolve, 500))
        return seen
      }, origin)
      for (const what of [
        'connect-src',
        'fetch failed',
        'img-src',
        'style-src-elem',
        'trusted types',
        'frame-src',
        'form-action',
      ])
        expect(refused).toContain(what)
      expect(hits).toBe(0)
      // The server was there all the time.
      await fetch(`http://${origin}/`)
      expect(hits).toBe(1)
    } finally {
      server.close()
    }
  })

  test('works offline, and leaves the secret nowhere', async () => {
    const { page, url, complaints } = await open(browser, { offline: true })
    const title = await page.title()
    await page.getByRole('button', { name: 'Generate', exact: true }).click()
    await page.locator('#result').waitFor()
    // Hidden until it is asked for: not in the document at all.
    expect(await page.locator('#secret').inputValue()).toMatch(/^•+$/)
    const value = await generateIn(page)
    await page.getByLabel('A secret that you have').fill(value)
    const where = await page.evaluate(async () => [
      location.href,
      document.title,
      localStorage.length + sessionStorage.length,
      (await indexedDB.databases()).length,
      document.cookie,
      JSON.stringify(history.state),
    ])
    expect(where).toEqual([url, title, 0, 0, '', 'null'])
    const held = (): Promise<string> =>
      page.evaluate(() =>
        [
          document.documentElement.outerHTML,
          ...[...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
        ].join('\n'),
      )
    expect((await held()).split(value).length - 1).toBe(2)
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')))
    expect((await held()).includes(value)).toBe(false)
    await generateIn(page)
    await page.goto('about:blank')
    await page.goBack()
    expect(await page.locator('#secret').inputValue()).toBe('')
    expect(await page.locator('#result').isVisible()).toBe(false)
    expect(complaints).toEqual([])
  })
})
