// XML: texts and attributes, of .NET's and Maven's settings above all. https://www.w3.org/TR/xml/
import type { Format } from '../contract.ts'
import { FormatError } from '../format-error.ts'
import { baseName } from '../source-text.ts'
import { xmlEntries } from '../xml-entries.ts'

const NAMES =
  /\.(?:xml|config|csproj|vbproj|fsproj|props|targets|plist|xsd|wsdl|xsl|xslt|resx|pom|nuspec|pubxml|publishsettings|jelly)$/
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
/** Not XML 1.0, however escaped. */
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/

export const format: Format = {
  describe: 'XML: texts and attributes',
  accepts: (path, text) => NAMES.test(baseName(path)) && /^\ufeff?\s*</.test(text),
  entries: xmlEntries,
  encode: (text, entry, value) => {
    if (FORBIDDEN.test(value)) throw new FormatError('XML holds no such control characters')
    const raw = text.slice(entry.start, entry.end)
    if (raw.startsWith('<![CDATA[') && !/\]\]>|\r/.test(value)) return `<![CDATA[${value}]]>`
    const quote = /^["']/.exec(raw)?.[0]
    // A quoted text is no attribute: only what stands behind `=` is.
    const attribute = quote !== undefined && /=\s*$/.test(text.slice(Math.max(0, entry.start - 20), entry.start))
    if (!attribute) return value.replace(/[&<>]/g, (char) => ENTITIES[char]!).replaceAll('\r', '&#13;')
    const escaped = value.replace(/[&<>"']/g, (char) => (char === "'" && quote === '"' ? char : ENTITIES[char]!))
    return quote + escaped.replace(/[\t\r\n]/g, (char) => `&#${char.charCodeAt(0)};`) + quote
  },
}
