// `unleak page`: the file is written where it is wanted, and over nothing that is not to be lost.
import { readFileSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Scratch } from './support/scratch.ts'

describe('unleak page', () => {
  test('writes the file, and says how to open it', () => {
    const scratch = new Scratch(false)
    const { code, stdout, stderr } = scratch.unleak(['page'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^✔ unleak\.html: [^]*\n {2}file:\/\/\/\S+\/unleak\.html\n$/)
    expect(readFileSync(scratch.path('unleak.html'))).toEqual(readFileSync('dist/page.html'))
  })

  test('overwrites nothing unless told to, and never what a link points to', () => {
    const scratch = new Scratch(false)
    scratch.write('mine.html', 'mine')
    const refused = scratch.unleak(['page', '--out', 'mine.html'])
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--force') })
    expect(readFileSync(scratch.path('mine.html'), 'utf8')).toBe('mine')
    if (process.platform === 'win32') return
    symlinkSync('mine.html', scratch.path('link.html'))
    expect(scratch.unleak(['page', '--out', 'link.html']).code).toBe(2)
    expect(scratch.unleak(['page', '--out', 'link.html', '--force']).code).toBe(0)
    expect(readFileSync(scratch.path('mine.html'), 'utf8')).toBe('mine')
    expect(scratch.unleak(['page', '--out', 'mine.html', '--force']).code).toBe(0)
    expect(readFileSync(scratch.path('mine.html'), 'utf8')).toContain('<!doctype html>')
  })

  test.each(['no/such/place.html', '.'])('3 when it cannot be written: %s', (out) => {
    const { code, stderr } = new Scratch(false).unleak(['page', '--force', '--out', out])
    expect(code).toBe(3)
    expect(stderr).toMatch(/cannot be written \(.*directory/)
  })

  test('names no other place: no link, no address but namespaces', () => {
    const html = readFileSync('dist/page.html', 'utf8')
    expect(html).not.toMatch(/<a\s|<iframe|<img|@import|\bsrc=|\son\w+=|\sstyle="/)
    expect(html.split('</script').length).toBe(2)
  })
})
