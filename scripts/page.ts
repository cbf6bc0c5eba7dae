// Makes dist/page.html of src/web: one file with its style, its program, and a policy that lets nothing else run or load.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { rolldown } from 'rolldown'
import { version } from '../src/version.ts'

/** The program as one module that imports nothing. @throws when something of it is not for browsers */
async function program(): Promise<string> {
  const bundler = await rolldown({ input: 'src/web/page.ts', platform: 'browser' })
  const { output } = await bundler.generate({ format: 'esm', minify: true, comments: false, codeSplitting: false })
  await bundler.close()
  const [chunk, ...more] = output
  // What is imported lazily is in the same file, which then names itself.
  const outside = [...chunk.imports, ...chunk.dynamicImports, ...more.map((file) => file.fileName)].filter(
    (name) => name !== chunk.fileName,
  )
  if (outside.length > 0) throw new Error(`the page is not one file: ${outside.join(', ')}`)
  // In a script element these would end it, or make its end another one.
  return chunk.code.trim().replaceAll(/<(?=\/script|!--|script)/gi, '\\x3c')
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

export async function buildPage(): Promise<void> {
  const style = readFileSync('src/web/page.css', 'utf8').replaceAll('\r\n', '\n')
  const script = await program()
  const parts: Record<string, string> = {
    style,
    program: script,
    policy: policy(style, script),
    version: version(),
    // The page travels without the package.
    notice: readFileSync('NOTICE', 'utf8').replaceAll('--', '- -').trim(),
  }
  const shell = readFileSync('src/web/page.html', 'utf8').replaceAll('\r\n', '\n')
  writeFileSync(
    'dist/page.html',
    shell.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name]!),
  )
}
