// What can be done about a finding depends on its file: a key file is no text to edit, and JSON has no comments.
import type { Finding } from './types.ts'

/** `key`: the file as a whole is the secret. */
export type FileKind = 'key' | 'notebook' | 'json' | 'text'

const KEY_RULES = /^(?:key-file|private-key|java-keystore|pkcs12|keepass|tor-hidden-service|openvpn-static-key|putty)/

export function fileKind({ rule, file, line }: Finding): FileKind {
  // Behind the first line it is a key in a program or a settings file.
  if (KEY_RULES.test(rule) && (line === 1 || rule.startsWith('key-file'))) return 'key'
  if (/\.ipynb$/i.test(file)) return 'notebook'
  return /\.(?:json|webmanifest|har|tfstate|map|geojson)$/i.test(file) ? 'json' : 'text'
}

/** What to type into .unleak.yml, where the file itself can hold no comment. */
export const allowEntry = ({ rule, file }: Finding): string[] => [
  'allow:',
  `  - rules: [${rule}]`,
  // The slash: only this file, not each one of its name. The rest of a path may be special to a pattern.
  `    paths: [${JSON.stringify(`/${file.replace(/[*?[\]{}()!|\\]/g, String.raw`\$&`)}`)}]`,
  '    reason: the reason',
]
