// The page for everybody: by keyboard alone, with a screen reader, in the dark, on a small screen, without motion.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generators } from '../src/generate/kinds/index.ts'
import { CHROMIUM, contrasts, generateIn, launch, open } from './support/browser.ts'

const SCHEMES = ['light', 'dark'] as const

/** The element that has the focus, and whether that can be seen. */
const focused = (page: Page): Promise<{ id: string; outlined: boolean }> =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!)
    return {
      id: document.activeElement!.id,
      outlined: outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2,
    }
  })

describe.skipIf(!CHROMIUM)('in Chromium (skipped where there is none)', () => {
  let browser: Browser
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser.close())

  test('keyboard alone: find a type, generate, copy', async () => {
    const { page } = await open(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
    const { keyboard } = page
    const tabTo = async (id: string): Promise<void> => {
      for (let presses = 0; presses < 20; presses++) {
        await keyboard.press('Tab')
        const now = await focused(page)
        expect(now.outlined, `focus on ${now.id} is seen`).toBe(true)
        if (now.id === id) return
      }
      throw new Error(`no way to ${id}`)
    }
    await tabTo('search')
    await keyboard.type('hexadecimal')
    await expect.poll(() => page.locator('#found').textContent()).toMatch(/^\d+ types? found$/)
    await keyboard.press('Enter')
    expect(await page.locator('#kind').textContent()).toBe('hex')
    await tabTo('option-bytes')
    await keyboard.press('ControlOrMeta+A')
    await keyboard.type('24')
    await tabTo('generate')
    await keyboard.press('Space')
    await expect.poll(() => page.locator('#status').textContent()).toBe('A new secret is ready.')
    await tabTo('copy')
    await keyboard.press('Enter')
    await expect.poll(() => page.locator('#status').textContent()).toBe('Copied: the secret.')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[0-9a-f]{48}$/)
    // Copied without having been shown.
    expect(await page.locator('#secret').inputValue()).toMatch(/^•+$/)
    await tabTo('clear')
    await keyboard.press('Enter')
    expect((await focused(page)).id).toBe('generate')
  })

  test('arrow keys walk through the list, and skip what the search hides', async () => {
    const { page } = await open(browser)
    await page.getByRole('radio', { checked: true }).focus()
    const seen = new Set<string>()
    for (let step = 0; step < Object.keys(generators).length; step++) {
      seen.add((await page.locator('#kind').textContent())!)
      await page.keyboard.press('ArrowDown')
    }
    expect([...seen].toSorted()).toEqual(Object.keys(generators).toSorted())
    await page.getByLabel('Search types').fill('password')
    await page.keyboard.press('ArrowDown')
    const found = await page.getByRole('radio').count()
    const walked = new Set<string>()
    for (let step = 0; step < found; step++) {
      walked.add((await page.locator('#kind').textContent())!)
      await page.keyboard.press('ArrowDown')
    }
    expect(walked.size).toBe(found)
    expect(found).toBeLessThan(seen.size)
    expect(found).toBeGreaterThan(1)
    // The chosen one is hidden now: the list must still be on the way of the Tab key.
    await page.getByLabel('Search types').fill('hexadecimal')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    expect(await page.locator('#kind').textContent()).toBe('hex')
    await page.getByLabel('Search types').fill('no such thing')
    await expect.poll(() => page.locator('#found').textContent()).toBe('No types found')
  })

  test('copying works where the clipboard is refused', async () => {
    const { page } = await open(browser)
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await generateIn(page, 'hex')
    await page.getByRole('button', { name: 'Copy secret' }).click()
    await expect.poll(() => page.locator('#status').textContent()).toBe('Copied: the secret.')
    expect((await focused(page)).id).toBe('copy')
  })

  test('every control has a name, every reference its target, every id one owner', async () => {
    const { page } = await open(browser)
    for (const type of Object.keys(generators)) {
      await page.getByRole('radio', { name: type, exact: true }).check()
      const faults = await page.evaluate(() => {
        const ids = [...document.querySelectorAll('[id]')].map((element) => element.id)
        const refers = ['aria-describedby', 'aria-controls', 'aria-labelledby', 'for']
        return [
          ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice: ${id}`),
          ...refers.flatMap((name) =>
            [...document.querySelectorAll(`[${name}]`)]
              .flatMap((element) => element.getAttribute(name)!.split(' '))
              .filter((id) => !document.getElementById(id))
              .map((id) => `${name}: ${id}`),
          ),
          ...[...document.querySelectorAll('input, textarea, select')]
            .filter((field) => !(field as HTMLInputElement).labels!.length)
            .map((field) => `no label: ${field.id}`),
          ...[...document.querySelectorAll('button')].filter((button) => !button.textContent).map(() => 'no words'),
        ]
      })
      expect(faults, type).toEqual([])
    }
    expect(await page.getByRole('main').count()).toBe(1)
    expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual(['unleak'])
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await generateIn(page, 'hex')
    const { length } = Object.keys(generators)
    expect(await page.getByRole('radiogroup', { name: 'Type' }).getByRole('radio').count()).toBe(length)
    expect(await page.getByRole('textbox', { name: 'Secret', exact: true }).count()).toBe(1)
    expect(await page.getByRole('meter', { name: 'Strength', exact: true }).count()).toBe(1)
    expect(await page.getByRole('button', { name: 'Show secret', pressed: true }).count()).toBe(1)
  })

  test.each(SCHEMES)('contrast, %s', async (colorScheme) => {
    const { page } = await open(browser, { colorScheme, reducedMotion: 'reduce' })
    const palettes = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(palettes).toMatch(colorScheme === 'dark' ? /rgb\((?:\d|[12]\d), / : /rgb\(2\d\d, /)
    await generateIn(page, 'hex')
    await page.getByLabel('A secret that you have').fill('abc')
    const strong = await contrasts(page)
    await page.getByLabel('Bytes').fill('4')
    await page.getByRole('button', { name: 'Generate' }).click()
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/weak/)
    const told = await contrasts(page)
    await page.getByLabel('Allow it to be weak').check()
    await generateIn(page)
    const all = [...strong, ...told, ...(await contrasts(page))]
    expect(all.length).toBeGreaterThan(60)
    expect(all.filter(({ ratio, least }) => ratio < least)).toEqual([])
  })

  test('320 pixels are wide enough for every type, and nothing moves when motion is unwanted', async () => {
    const { page } = await open(browser, { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' })
    for (const type of Object.keys(generators)) {
      await page.getByRole('radio', { name: type, exact: true }).check()
      expect(await page.evaluate(() => document.documentElement.scrollWidth), type).toBeLessThanOrEqual(320)
    }
    await generateIn(page, 'hex')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((element) => getComputedStyle(element).transitionDuration !== '0s')
          .length,
    )
    expect(moving).toBe(0)
  })
})
