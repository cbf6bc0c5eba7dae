// YAML, docker compose files and Kubernetes manifests among them.
import type { Format } from '../contract.ts'
import { baseName } from '../source-text.ts'
import { toBase64, yamlEntries } from '../yaml-entries.ts'
import { scalarRaw, scalarText } from '../yaml-scalar.ts'

const NAMES = /\.(?:ya?ml|sublime-syntax|clang-format)$|^\.(?:clang-format|clang-tidy|yamllint|gemrc|condarc|pnpmfile)$/

export const format: Format = {
  describe: 'YAML, also docker compose and Kubernetes: `KEY=value` lists and base64 `data` of secrets are read',
  accepts: (path) => NAMES.test(baseName(path)),
  entries: yamlEntries,
  encode: (text, entry, value) => {
    const raw = text.slice(entry.start, entry.end)
    const content = scalarText(raw)
    const assignment = `${String(entry.key.at(-1))}=`
    if (content === toBase64(entry.value) && content !== entry.value) return scalarRaw(raw, content, toBase64(value))
    if (content === assignment + entry.value) return scalarRaw(raw, content, assignment + value)
    return scalarRaw(raw, content, value)
  },
}
