// A value that is stored under a constant: `props.put(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, "x")`.
import { COMMA, PAREN } from './ascii.ts'
import { latin1 } from './bytes.ts'
import { beginsString, skipBlanks, skipSpace } from './value.ts'

const LONGEST_CALLEE = 32

const STORES = /(?:put|set|add|with|override|property|setting|option|config)\w{0,12}$/i
const CONSTANT = /(?:^|\.)[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/
/** The constant is called for what it is, the name of a setting. */
const SUFFIX =
  /(?<=PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|API_KEY)_(?:CONFIG|CONF|KEY|PROPERTY|PROP|PARAM|NAME|ENV|SETTING|OPTION)$/

export interface Setting {
  /** Of the constant, without its suffix. */
  nameEnd: number
  /** Where the value's text begins. */
  text: number
}

export function settingOf(bytes: Uint8Array, nameStart: number, nameEnd: number): Setting | undefined {
  const comma = skipBlanks(bytes, nameEnd)
  if (bytes[nameStart - 1] !== PAREN || bytes[comma] !== COMMA) return undefined
  const text = skipSpace(bytes, comma + 1)
  const name = latin1(bytes, nameStart, nameEnd)
  if (!beginsString(bytes, text) || !CONSTANT.test(name)) return undefined
  if (!STORES.test(latin1(bytes, Math.max(0, nameStart - LONGEST_CALLEE), nameStart - 1))) return undefined
  const suffix = SUFFIX.exec(name)
  return { nameEnd: suffix ? nameStart + suffix.index : nameEnd, text }
}
