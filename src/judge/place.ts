// What a file's path says of the texts in it. Asked for once a file.

const CODE = new Set(
  [
    'ts tsx mts cts js jsx mjs cjs vue svelte astro map flow py pyx pyi rb java kt kts go rs c cc cpp cxx h hh hpp m mm cs fs vb swift scala php pl pm',
    'lua dart groovy hs ml erl ex exs clj cljs lisp el jl r vb coffee sol nim zig d v pas pp pan cls ldml gn gni lasso las asm s proto graphql wgsl glsl',
  ]
    .join(' ')
    .split(' '),
)
const SETTINGS = new Set(
  'env yml yaml json toml ini cfg conf config properties xml tf tfvars hcl plist gradle strings'.split(' '),
)
const PROSE = new Set('md rst txt html htm adoc tex markdown mdx'.split(' '))
const SHELL = new Set('sh bash zsh bat cmd ps1 fish dockerfile makefile'.split(' '))

const TESTS = new Set('test tests spec specs fixture fixtures mock mocks testdata'.split(' '))
/** `LoginTest.java` */
const TEST_CLASS = /[a-z]test\./i
const EXAMPLE = /example|sample|demo|tutorial|docs?\//i

export class Place {
  readonly path: string
  readonly language: 'code' | 'settings' | 'prose' | 'shell' | 'other'
  #inTest: boolean | undefined
  #inExample: boolean | undefined

  constructor(path: string) {
    this.path = path
    this.language = languageOf(path)
  }

  // Most files hold nothing that is weighed.

  get inTest(): boolean {
    return (this.#inTest ??= isTest(this.path))
  }

  get inExample(): boolean {
    return (this.#inExample ??= EXAMPLE.test(this.path))
  }
}

const isTest = (path: string): boolean =>
  path.split(/[/_.-]/).some((word) => TESTS.has(word.toLowerCase())) || TEST_CLASS.test(path)

function languageOf(path: string): Place['language'] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const extension = name.slice(name.lastIndexOf('.') + 1)
  if (name.startsWith('.env')) return 'settings'
  if (CODE.has(extension)) return 'code'
  if (SETTINGS.has(extension)) return 'settings'
  if (PROSE.has(extension)) return 'prose'
  return SHELL.has(extension) ? 'shell' : 'other'
}
