// The field that rates a secret which somebody already has: here, as it is typed.
import { EFF_WORDS } from '../generate/eff-words.ts'
import { estimate } from '../generate/strength.ts'
import { byId } from './dom.ts'
import { levelOf, setMeter } from './meter.ts'

/** A screen reader would read each keystroke's verdict. */
const PAUSE_MS = 250
/** NIST SP 800-63B-4, section 3.1.1.2: the least length of a password that is the only factor. */
const LEAST_LENGTH = 15

/** @returns forgets what was typed */
export function startCheck(): () => void {
  const field = byId<HTMLInputElement>('candidate')
  const toggle = byId<HTMLButtonElement>('show-candidate')
  let timer: ReturnType<typeof setTimeout> | undefined
  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => rate(field.value), PAUSE_MS)
  })
  const showField = (shown: boolean): void => {
    field.type = shown ? 'text' : 'password'
    toggle.setAttribute('aria-pressed', String(shown))
  }
  toggle.addEventListener('click', () => showField(field.type === 'password'))
  return () => {
    clearTimeout(timer)
    field.value = ''
    showField(false)
    rate('')
  }
}

function rate(secret: string): void {
  const meter = byId('rating')
  meter.hidden = secret === ''
  if (secret === '') {
    byId('rating-text').textContent = ''
    return
  }
  const { bits, patterns, known } = estimate(secret, EFF_WORDS)
  const level = known ? 'weak' : levelOf(bits)
  setMeter(meter, bits, level)
  const { length } = [...secret]
  byId('rating-text').textContent = [
    `${level[0]!.toUpperCase()}${level.slice(1)}: about ${Math.floor(bits)} bits.`,
    ...(known ? ['It is among the passwords that are tried first.'] : []),
    ...(patterns.length > 0 ? [`A guesser would use: ${patterns.join(', ')}.`] : []),
    ...(length < LEAST_LENGTH ? [`${length} characters; NIST asks for ${LEAST_LENGTH} of a password.`] : []),
  ].join(' ')
}
