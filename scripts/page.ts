// Makes the pages of dist: one file each with its style, its program, and a policy that lets nothing else run or load.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { rolldown } from 'rolldown'
import { licensesOf, licensesText } from './licenses.ts'
import { version } from '../src/version.ts'

/** The program as one module that imports nothing. @throws when something of it is not for browsers */
async function program(input: string): Promise<{ code: string; modules: string[] }> {
  const bundler = await rolldown({ input, platform: 'browser' })
  const { output } = await bundler.generate({ format: 'esm', minify: true, comments: false, codeSplitting: false })
  await bundler.close()
  const [chunk, ...more] = output
  // What is imported lazily is in the same file, which then names itself.
  const outside = [...chunk.imports, ...chunk.dynamicImports, ...more.map((file) => file.fileName)].filter(
    (name) => name !== chunk.fileName,
  )
  if (outside.length > 0) throw new Error(`the page is not one file: ${outside.join(', ')}`)
  // In a script element these would end it, or make its end another one.
  return { code: chunk.code.trim().replaceAll(/<(?=\/script|!--|script)/gi, '\\x3c'), modules: chunk.moduleIds }
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** https://www.w3.org/TR/CSP3: what is not named here has the default, and that is nothing. */
const policy = (style: string, script: string): string =>
  [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

/**
 * @param source path of the program, the style and the shell, without their endings.
 * @returns the ids of all modules in it
 */
export async function buildPage(source: string): Promise<string[]> {
  const read = (file: string): string => readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
  const style = read('src/web/base.css') + read(`${source}.css`)
  const { code: script, modules } = await program(`${source}.ts`)
  const notice = `${readFileSync('NOTICE', 'utf8')}\n${licensesText(licensesOf(modules))}`
  const parts: Record<string, string> = {
    style,
    program: script,
    policy: policy(style, script),
    version: version(),
    // The page travels without the package.
    notice: notice.replaceAll('--', '- -').trim(),
  }
  const shell = read(`${source}.html`).replace('{{head}}', () => read('src/web/head.html').trim())
  writeFileSync(
    `dist/${path.basename(source)}.html`,
    // What the build does not know is put in later.
    shell.replaceAll(/\{\{(\w+)\}\}/g, (all, name: string) => parts[name] ?? all),
  )
  return modules
}
