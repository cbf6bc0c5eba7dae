// A password and its bcrypt line for htpasswd files. https://httpd.apache.org/docs/2.4/misc/password_encryptions.html
import { UserError } from '../../errors.ts'
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { lengthOption, portablePassword } from '../verified-password.ts'

const SALT_BYTES = 16

export const generator: Generator = {
  describe: 'Password and its bcrypt line for htpasswd',
  group: 'passwords',
  options: {
    ...lengthOption,
    user: { default: 'admin', describe: 'name in the line' },
    cost: { default: 10, describe: 'of bcrypt: 10 to 17, each one twice the work' },
  },
  floor: FLOOR.token,
  usualBits: 190,
  make: async (random, options) => {
    const cost = Number(options['cost'])
    const user = String(options['user'])
    const wrong = (problem: string): never => {
      throw new UserError('generator-option', 'htpasswd', problem)
    }
    if (cost < 10 || cost > 17) wrong('cost must be 10 to 17')
    if (!/^[^:\s]+$/.test(user)) wrong('user must not be empty nor hold a colon or a space')
    const { encodeBase64, hashSync } = await import('bcryptjs')
    const made = portablePassword(random, options)
    // bcrypt reads 72 bytes and no more.
    if (made.value.length > 72) wrong('length must be 72 or less')
    const salt = encodeBase64([...random.bytes(SALT_BYTES)], SALT_BYTES)
    // $2y is what Apache writes; it is the same as $2b.
    return { ...made, public: { line: `${user}:${hashSync(made.value, `$2y$${cost}$${salt}`)}` } }
  },
}
