// The report for people, in a real browser: written by the real scan of a real history, opened from its file.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, contrasts, launch } from './support/browser.ts'
import { Scratch, token } from './support/scratch.ts'

const EVIL = `</script><img src=x onerror="document.title='run'">'\u202e\u001b[31m`

/** Two leaks; the second one left again. */
function history(): Scratch {
  const repo = new Scratch()
  const commit = (author: string, date: string): void =>
    void repo.git('commit', '-qm', 'x', `--author=${author} <a@b.test>`, `--date=${date}T12:00:00Z`)
  repo.write('old.ts', `const t = '${token('old')}'\n`)
  repo.git('add', '.')
  commit('Ada', '2025-01-05')
  repo.write(`src/${EVIL.replaceAll('/', '_')}.env`, `TOKEN=${token('evil')}\n`)
  repo.git('add', '.')
  commit(EVIL.replace(/[<>]/g, '|'), '2025-03-05')
  repo.git('mv', 'old.ts', 'new.ts')
  commit('Bo', '2025-04-05')
  repo.write('new.ts', 'clean\n')
  repo.git('add', '.')
  commit('Bo', '2025-06-05')
  return repo
}

function written(repo: Scratch, ...args: string[]): string {
  const { code, all } = repo.unleak(['scan', ...args, '--quiet', '--output', 'html=report.html'])
  expect(all).toBe('')
  expect(code).toBe(1)
  return repo.path('report.html')
}

interface Opened {
  page: Page
  requests: string[]
  complaints: string[]
}

test('no secret, no control character, and nothing of the repository ends an element', () => {
  const text = readFileSync(written(history(), '--history'), 'utf8')
  for (const seed of ['old', 'evil']) expect(text).not.toContain(token(seed).slice(4, 20))
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  expect(text.match(/<\/script>/g)).toHaveLength(2)
  expect(text).not.toContain('<img')
})

test('when a leak left, through a rename: in JSON too', () => {
  const repo = history()
  const found = JSON.parse(repo.unleak(['scan', '--history', '--format', 'json']).stdout) as {
    file: string
    inHead: boolean
    removed?: { commit: string; date: string }
  }[]
  const old = found.find(({ file }) => file === 'old.ts')!
  expect(old.inHead).toBe(false)
  expect(old.removed!.commit).toBe(repo.git('rev-parse', 'HEAD').trim())
  expect(Date.parse(old.removed!.date)).toBe(Date.UTC(2025, 5, 5, 12))
  expect(found.find(({ file }) => file !== 'old.ts')).toMatchObject({ inHead: true })
  expect(found.find(({ file }) => file !== 'old.ts')).not.toHaveProperty('removed')
  const back = new Scratch()
  for (const content of [token(), 'clean', token(), 'clean again', `${'x\n'.repeat(50)}`]) {
    back.write('a.txt', `${content}\n`)
    back.git('add', '.')
    back.git('commit', '-qm', content === token() ? 'in' : content.slice(0, 11).trim())
  }
  const [again] = JSON.parse(back.unleak(['scan', '--history', '--format', 'json']).stdout) as typeof found
  expect(again!.removed!.commit).toBe(back.git('rev-parse', 'HEAD~1').trim())
})

describe.skipIf(!CHROMIUM)('in Chromium (skipped where there is none)', () => {
  let browser: Browser
  beforeAll(async () => void (browser = await launch()))
  afterAll(() => browser.close())

  async function open(file: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await browser.newContext({ offline: true, ...options })
    const page = await context.newPage()
    const requests: string[] = []
    const complaints: string[] = []
    context.on('request', (request) => requests.push(request.url()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(pathToFileURL(file).href)
    return { page, requests, complaints }
  }

  const places = (page: Page): Promise<string[]> => page.locator('#rows td.file').allInnerTexts()

  test('totals, time line, hostile names as text, no request, no error', async () => {
    const file = written(history(), '--history')
    const { page, requests, complaints } = await open(file)
    await page.getByRole('heading', { name: '2 secrets in 2 files' }).waitFor()
    expect(await page.title()).toBe('unleak: 2 secrets in 2 files')
    const shown = await page.locator('#rows').innerText()
    expect(shown).toContain(`<_script><img src=x onerror="document.title='run'">'\\u202e\\x1b[31m.env`)
    expect(await page.locator('img').count()).toBe(0)
    await page.getByText('The time line as a table').click()
    const line = await page.locator('.numbers tbody tr').allInnerTexts()
    expect(line.map((row) => row.split(/\s+/).join(' '))).toEqual([
      '2025-01 1 0 1',
      '2025-02 0 0 1',
      '2025-03 1 0 2',
      '2025-04 0 0 2',
      '2025-05 0 0 2',
      '2025-06 0 1 1',
    ])
    expect(await page.locator('svg rect.entered').count()).toBe(6)
    await page.getByText('GitHub personal access token', { exact: false }).last().click()
    expect(await page.locator('#steps').getByRole('link').first().getAttribute('rel')).toBe('noreferrer noopener')
    expect(requests).toEqual([pathToFileURL(file).href])
    expect(complaints).toEqual([])
  })

  test('it can make no request', async () => {
    const { page, complaints } = await open(written(history(), '--history'), { offline: false })
    const refused = await page.evaluate(async () => {
      const seen: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
      await fetch('http://127.0.0.1:9/x').catch(() => seen.push('failed'))
      const image = document.createElement('img')
      image.src = 'http://127.0.0.1:9/x'
      document.body.append(image)
      await new Promise((resolve) => setTimeout(resolve, 200))
      return seen
    })
    expect(refused).toEqual(expect.arrayContaining(['connect-src', 'failed', 'img-src']))
    expect(complaints.join('\n')).toContain('Content Security Policy')
  })

  test('sorts by its headers, filters by words and by bars, opens a row', async () => {
    const { page, complaints } = await open(written(history(), '--history'))
    const head = page.getByRole('columnheader', { name: 'Date' })
    expect(await head.getAttribute('aria-sort')).toBe(null)
    await head.getByRole('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
    const upward = await places(page)
    expect(upward[0]).toBe('old.ts:1')
    await head.getByRole('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    expect(await places(page)).toEqual(upward.toReversed())

    const status = page.locator('#shown')
    await page.getByRole('searchbox').fill('ADA old')
    await expect.poll(() => status.textContent()).toBe('1 of 2 findings.')
    expect(await places(page)).toEqual(['old.ts:1'])
    await page.getByRole('searchbox').fill('nobody')
    await expect.poll(() => status.textContent()).toBe('0 of 2 findings.')
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect.poll(() => status.textContent()).toBe('All 2 findings.')

    const bar = page.getByRole('button', { name: /^still in HEAD/ })
    await bar.click()
    expect(await bar.getAttribute('aria-pressed')).toBe('true')
    expect(await places(page)).not.toContain('old.ts:1')
    await page.getByRole('button', { name: 'Show more than still in HEAD' }).click()
    expect(await places(page)).toHaveLength(2)

    const row = page.locator('#rows tr', { hasText: 'old.ts' }).getByRole('button')
    await row.click()
    expect(await row.getAttribute('aria-expanded')).toBe('true')
    const detail = await page.locator('.detail').innerText()
    expect(detail).toContain(`const t = 'ghp_********'`)
    expect(detail).toMatch(/npx unleak rotate [0-9a-f]{32}/)
    expect(detail).toContain('2025-06-05')
    await row.click()
    expect(await page.locator('.detail').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('by keyboard: each stop can be seen, and the focus is never lost', async () => {
    const { page } = await open(written(history(), '--history'))
    const seen = new Set<string>()
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab')
      const { name, outline } = await page.evaluate(() => ({
        name: `${document.activeElement!.tagName} ${document.activeElement!.textContent}`,
        outline: getComputedStyle(document.activeElement!).outlineWidth,
      }))
      if (name.startsWith('BODY')) break
      expect(outline, name).toBe('3px')
      seen.add(name)
    }
    const all = [...seen].join('\n')
    for (const stop of ['BUTTON Severity', 'BUTTON Date', 'INPUT', 'SUMMARY The time line', 'BUTTON critical'])
      expect(all).toContain(stop)
    const head = page.getByRole('columnheader', { name: 'Author' })
    await head.getByRole('button').focus()
    await page.keyboard.press('Enter')
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
    expect(await page.evaluate(() => document.activeElement!.textContent)).toBe('Author')
  })

  test.each(['light', 'dark'] as const)(
    '%s: on a telephone nothing is cut off, and rows are still rows',
    async (colorScheme) => {
      const { page } = await open(written(history(), '--history'), {
        colorScheme,
        viewport: { width: 320, height: 640 },
      })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      expect(await page.getByRole('table', { name: 'Findings' }).getByRole('row').count()).toBe(3)
      await page.locator('.opener').first().click()
      await page.getByRole('button', { name: /^still in HEAD/ }).click()
      const seen = await contrasts(page)
      expect(seen.length).toBeGreaterThan(40)
      expect(seen.filter(({ ratio, least }) => ratio < least && least === 4.5)).toEqual([])
      const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      expect(dark === 'rgb(19, 21, 23)').toBe(colorScheme === 'dark')
    },
  )

  test('what could not be scanned is told, and a clean scan looks clean', async () => {
    const repo = new Scratch()
    repo.write('.unleak.yml', 'maxFileMegabytes: 0.001\n')
    repo.write('large.txt', 'x'.repeat(2000))
    repo.unleak(['scan', '--quiet', '--output', 'html=gap.html'])
    const { page } = await open(repo.path('gap.html'))
    await page.getByRole('heading', { name: 'No secrets in what could be scanned' }).waitFor()
    expect(await page.locator('#gaps').innerText()).toContain('Not everything could be scanned: 1 item')
    repo.unleak(['scan', '.unleak.yml', '--quiet', '--output', 'html=clean.html'])
    await page.goto(pathToFileURL(repo.path('clean.html')).href)
    await page.getByRole('heading', { name: 'No secrets found' }).waitFor()
    expect(await page.getByRole('table').count()).toBe(0)
    expect(await page.locator('#gaps').isVisible()).toBe(false)
  })

  test('10,000 findings: shown by hundreds, filtered and sorted at once', async () => {
    const repo = new Scratch()
    repo.write('many.txt', Array.from({ length: 10_000 }, (_, i) => `${token(String(i))}\n`).join(''))
    const { page, complaints } = await open(written(repo, 'many.txt'))
    await page.getByRole('heading', { name: '10,000 secrets in 1 file' }).waitFor()
    expect(await page.locator('#rows tr').count()).toBe(200)
    await page.getByRole('button', { name: 'Show 200 more; 9800 are left' }).click()
    expect(await page.locator('#rows tr').count()).toBe(400)
    const took = await page.evaluate(() => {
      const search = document.querySelector<HTMLInputElement>('#search')!
      const started = performance.now()
      search.value = 'many.txt:9999'
      search.dispatchEvent(new Event('input'))
      return performance.now() - started
    })
    expect(await places(page)).toEqual(['many.txt:9999'])
    expect(took).toBeLessThan(3000)
    expect(complaints).toEqual([])
  })
})
