// `unleak check`: is a given secret strong enough, and what would be better?
import { asCalled } from '../called.ts'
import { EXIT } from '../errors.ts'
import { pick } from '../generate/pick.ts'
import { FLOOR } from '../generate/bytes.ts'
import { estimate } from '../generate/strength.ts'
import type { Strength } from '../generate/strength.ts'
import { readSecret } from '../secret-input.ts'
import { painter, visible, wantsColor } from '../terminal.ts'

/** Fewest characters of a password, alone and beside a second factor: NIST SP 800-63B-4, section 3.1.1.2. */
const LENGTH = { alone: 15, mfa: 8 }
/** Beside a second factor attempts are few: about 2^40 guesses are out of reach there. */
const MFA_BITS = 40

/** @param key its name. @returns the exit code: `findings` when it is weak */
export async function checkCommand(mfa: boolean, key: string | undefined): Promise<number> {
  const secret = await readSecret('The secret to judge (it is not shown): ')
  const { EFF_WORDS } = await import('../generate/eff-words.ts')
  const strength = estimate(secret, EFF_WORDS)
  const problems = problemsOf([...secret].length, strength, mfa)
  const weak = problems.length > 0
  const paint = painter(wantsColor(process.stdout))
  const head = weak ? paint('red', '✖ weak') : paint('green', '✔ strong')
  const lines = [
    `${head}: about ${Math.floor(strength.bits)} bits of entropy, ${[...secret].length} characters`,
    ...problems.map((problem) => `  ${problem}`),
    // Chance makes small patterns too: in a strong secret they tell nothing.
    ...(weak ? strength.patterns.map((pattern) => `  part of it is ${pattern}`) : []),
    ...(weak ? [`Better: ${paint('cyan', better(secret, key))}`] : []),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  return weak ? EXIT.findings : EXIT.clean
}

function problemsOf(length: number, { bits, known }: Strength, mfa: boolean): string[] {
  const least = mfa ? LENGTH.mfa : LENGTH.alone
  const floor = mfa ? MFA_BITS : FLOOR.token
  const beside = mfa ? 'beside a second factor' : 'as the only factor'
  return [
    ...(known ? ['it is one of the passwords that everybody tries first'] : []),
    ...(length < least ? [`${least} characters are the least ${beside} (NIST SP 800-63B-4)`] : []),
    ...(bits < floor ? [`${floor} bits are the least ${beside}`] : []),
  ]
}

/** A name that a shell would read is left out of the command. */
function better(secret: string, key: string | undefined): string {
  const { type } = pick({ value: secret, ...(key === undefined ? {} : { key }) })
  if (key !== undefined && /^\w+$/.test(key)) return asCalled(`unleak generate --for ${visible(key)}`)
  return asCalled(`unleak generate ${type === 'hex' ? 'password' : type}`)
}
