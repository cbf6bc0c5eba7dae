// `unleak generate`: the value alone on standard output, or in a file or on the clipboard and not shown at all.
import path from 'node:path'
import { EXIT, UserError } from '../errors.ts'
import { generate, generatorOf } from '../generate/generate.ts'
import { pick } from '../generate/pick.ts'
import type { Picked } from '../generate/pick.ts'
import { readSecret } from '../secret-input.ts'
import { visible } from '../terminal.ts'
import type { Generated, Generator, GeneratorOptions } from '../generate/contract.ts'
import { copyToClipboard } from './clipboard.ts'
import { listOptions, listTypes } from './generate-list.ts'
import { writeSecretFile } from './secret-file.ts'

export interface GenerateOptions {
  type: string | undefined
  like: string | undefined
  key: string | undefined
  length: number | undefined
  /** `name=value` each. */
  set: string[]
  weak: boolean
  out: string | undefined
  force: boolean
  copy: boolean
  store: string | undefined
  list: boolean
}

/** @returns the exit code */
export async function generateCommand(given: GenerateOptions): Promise<number> {
  if (given.list) {
    process.stdout.write(given.type === undefined ? listTypes() : listOptions(given.type))
    return EXIT.clean
  }
  const picked = await choose(given)
  const generator = generatorOf(picked.type)
  const options = { ...picked.options, ...typedOptions(picked.type, generator, given) }
  const made = await generate(picked.type, options, undefined, given.weak)
  // A PEM ends its line itself.
  const text = made.value.endsWith('\n') ? made.value : `${made.value}\n`
  if (given.out !== undefined) writeSecretFile(given.out, text, given.force)
  else if (given.store !== undefined) await putInto(given.store, made.value)
  else if (given.copy) await copyToClipboard(made.value)
  else process.stdout.write(text)
  process.stderr.write(about(picked, made, given))
  return EXIT.clean
}

/** @throws UserError no-store, store */
async function putInto(reference: string, value: string): Promise<void> {
  const { stores } = await import('../stores/kinds/index.ts')
  for (const { open } of Object.values(stores)) {
    const item = open(reference, process.cwd(), readersHere)
    if (!item) continue
    const old = await item.get()
    await item.putPending(value)
    await item.promote()
    // It may be of a provider, and then nobody could make it again.
    if (old)
      process.stderr.write(
        `${visible(reference)} held another value: it is kept, until the next one comes, in ${await keptIn()}\n`,
      )
    return
  }
  throw new UserError('no-store', reference)
}

const keptIn = async (): Promise<string> => path.join((await import('../state-home.ts')).stateHome(), 'stores')

async function readersHere(): Promise<string[]> {
  const [{ openProject }, { topOf }, { projectFiles }, { readersOf }] = await Promise.all([
    import('../project.ts'),
    import('../sources/repository.ts'),
    import('../rotate/project-files.ts'),
    import('../rotate/readers.ts'),
  ])
  const { cwd, config } = await openProject(process.cwd())
  const root = await topOf(cwd)
  return readersOf({ config, files: (wanted) => projectFiles(root, [], wanted) })
}

/** @throws UserError usage, secret-argument, provider-only */
async function choose({ type, like, key }: GenerateOptions): Promise<Picked> {
  if (like !== undefined && like !== '-') throw new UserError('secret-argument', '--like')
  if ([type, like, key].every((way) => way === undefined))
    throw new UserError('usage', 'say what to generate: a type, --for KEY or --like -', 'unleak generate')
  if (type !== undefined) return pick({ type })
  if (key !== undefined && like === undefined) await refuseProvider(key)
  const value = like === undefined ? undefined : await readSecret('The old value (it is not shown): ')
  const picked = pick({ ...(value === undefined ? {} : { value }), ...(key === undefined ? {} : { key }) })
  if (value !== undefined && picked.type === 'prefixed') await refuseForeign(value)
  return picked
}

/** A token of a provider can be imitated, but it would open nothing. @throws UserError provider-only */
async function refuseForeign(value: string): Promise<void> {
  const { scanText } = await import('../library.ts')
  const finding = (await scanText(value)).find(({ secret }) => secret.reveal() === value)
  if (finding) throw new UserError('provider-only', finding.name, finding.rule)
}

/** @throws UserError provider-name */
async function refuseProvider(key: string): Promise<void> {
  const [{ providerOfName }, { loadRuleTexts }] = await Promise.all([
    import('../generate/provider-of-name.ts'),
    import('../rules-file.ts'),
  ])
  const rule = providerOfName(key, loadRuleTexts())
  if (rule) throw new UserError('provider-name', key, rule.provider, rule.rotate.console!)
}

/** What `--length` counts, the first one that the type has. */
const COUNTS = ['length', 'bytes', 'words', 'bits']

/** `--length` and `--set`, each turned into what the option's default is. @throws UserError generator-option */
function typedOptions(type: string, { options: known }: Generator, { length, set }: GenerateOptions): GeneratorOptions {
  const options: GeneratorOptions = {}
  if (length !== undefined) {
    const name = COUNTS.find((count) => Object.hasOwn(known, count))
    if (name === undefined) throw new UserError('generator-option', type, 'its length cannot be chosen')
    options[name] = length
  }
  for (const one of set) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(one) ?? []
    if (name === undefined) throw new UserError('generator-option', type, `--set takes NAME=VALUE, not ${one}`)
    const preset = Object.hasOwn(known, name) ? known[name]!.default : ''
    options[name] = converted(value!, preset)
  }
  return options
}

/** A text that is no number or truth stays what it is: the generator says what is wrong with it. */
function converted(value: string, preset: string | number | boolean): string | number | boolean {
  if (typeof preset === 'number' && /^\d+$/.test(value)) return Number(value)
  if (typeof preset === 'boolean' && /^(?:true|false)$/.test(value)) return value === 'true'
  return value
}

function about({ type, why }: Picked, made: Generated, { type: asked, out, copy, store }: GenerateOptions): string {
  const bits = Math.floor(made.bits)
  const strength = `${bits} bit${bits === 1 ? '' : 's'} of entropy`
  const lines = Object.entries(made.public ?? {}).map(([name, value]) => {
    const text = value.trimEnd()
    return text.includes('\n') ? `${name}:\n${text}` : `${name}: ${visible(text)}`
  })
  const place = out ?? store
  const where = place === undefined ? (copy ? ', on the clipboard' : '') : `, in ${visible(place)}`
  return `${[`${type}: ${strength}${where}${asked === undefined ? ` (${visible(why)})` : ''}`, ...lines].join('\n')}\n`
}
