// The page: choose a type, set its options, generate, copy. Everything happens here; nothing is sent or kept.
import { UserError } from '../errors.ts'
import { generate } from '../generate/generate.ts'
import { generators } from '../generate/kinds/index.ts'
import type { Generated, GeneratorOptions } from '../generate/contract.ts'
import { startCheck } from './check.ts'
import { byId, make } from './dom.ts'
import { levelOf, setMeter } from './meter.ts'
import { showOptions } from './options-form.ts'
import { copyText, rowsOf, SecretField } from './secret-field.ts'
import { showTypes } from './types-list.ts'
import { words } from './words.ts'

const secret = new SecretField(byId<HTMLTextAreaElement>('secret'), byId<HTMLButtonElement>('show'))
const button = byId<HTMLButtonElement>('generate')
const weak = byId<HTMLInputElement>('weak')
const PAUSE_MS = 50
let type = ''
let options = (): GeneratorOptions => ({})
/** Counts what was asked for: an answer to an older question is dropped. */
let asked = 0

const timers = new Map<string, ReturnType<typeof setTimeout>>()

/** Tells it to the eye and, as a live region, to the ear; the same words again must be a change, so they come after a pause. */
function say(id: 'status' | 'problem', text: string): void {
  byId(id).textContent = ''
  clearTimeout(timers.get(id))
  if (text)
    timers.set(
      id,
      setTimeout(() => (byId(id).textContent = text), PAUSE_MS),
    )
}

function forget(): void {
  asked++
  secret.clear()
  byId('public').replaceChildren()
  byId('strength-text').textContent = ''
  byId('result').hidden = true
  button.removeAttribute('aria-busy')
  say('problem', '')
  say('status', '')
}

function choose(chosen: string): void {
  forget()
  type = chosen
  const { describe, floor, options: known } = generators[type]!
  byId('kind').textContent = type
  byId('about').textContent = describe
  options = showOptions(byId('options'), known)
  weak.checked = false
  byId('weak-row').hidden = true
  byId('weak-hint').textContent = `Its use asks for ${floor} bits of entropy.`
}

function publicPart([name, value]: [string, string]): HTMLElement[] {
  const id = `public-${name}`
  const label = words(name)
  const copy = make('button', { type: 'button' }, `Copy ${label.toLowerCase()}`)
  copy.addEventListener('click', () => void announceCopy(label.toLowerCase(), copyText(value)))
  return [
    make('label', { htmlFor: id }, label),
    make('textarea', { id, value, readOnly: true, rows: rowsOf(value), spellcheck: false }),
    make('div', { className: 'row' }, copy),
  ]
}

function show({ value, bits, public: parts }: Generated): void {
  const { floor } = generators[type]!
  const level = levelOf(bits, floor)
  secret.set(value)
  setMeter(byId('strength'), bits, level)
  const use = floor === 0 ? '' : `; its use asks for ${floor} or more`
  byId('strength-text').textContent =
    `${level[0]!.toUpperCase()}${level.slice(1)}: ${Math.floor(bits)} bits of entropy${use}.`
  const shared = Object.entries(parts ?? {})
  byId('secret-label').textContent = shared.length > 0 ? 'Secret part' : 'Secret'
  byId('public').replaceChildren(
    ...(shared.length > 0 ? [make('h3', {}, 'Public: no secret'), ...shared.flatMap(publicPart)] : []),
  )
  byId('result').hidden = false
  say('status', 'A new secret is ready.')
}

async function run(): Promise<void> {
  forget()
  const question = asked
  button.setAttribute('aria-busy', 'true')
  say('status', 'Generating …')
  // So that it is seen: some kinds compute for seconds.
  await new Promise((resolve) => setTimeout(resolve, 2 * PAUSE_MS))
  try {
    const made = await generate(type, options(), undefined, weak.checked)
    if (question === asked) show(made)
  } catch (error) {
    if (question !== asked) return
    say('status', '')
    if (error instanceof UserError && error.code === 'too-weak') byId('weak-row').hidden = false
    say('problem', `${(error as Error).message}.`)
  }
  if (question === asked) button.removeAttribute('aria-busy')
}

async function announceCopy(what: string, copying: Promise<boolean>): Promise<void> {
  say(
    'status',
    (await copying) ? `Copied: ${what}.` : `Your browser did not let ${what} be copied: show it and copy it by hand.`,
  )
}

byId('form').addEventListener('submit', (event) => {
  event.preventDefault()
  void run()
})
byId('copy').addEventListener('click', () => void announceCopy('the secret', secret.copy()))
byId('clear').addEventListener('click', () => {
  forget()
  button.focus()
  say('status', 'Cleared.')
})
const forgetCandidate = startCheck()
// Also before the page goes to the browser's cache of pages to come back to.
window.addEventListener('pagehide', () => {
  forget()
  forgetCandidate()
})
showTypes(generators, choose)
