// The baseline of detect-secrets: SHA-1 of each secret, by file. https://github.com/Yelp/detect-secrets
import type { PeerFile } from '../contract.ts'

export const peerFile: PeerFile = {
  files: ['.secrets.baseline'],
  tool: 'detect-secrets',
  read(text) {
    const results = resultsOf(text)
    if (!results) return undefined
    const hashes = new Map<string, Set<string>>()
    for (const [path, secrets] of Object.entries(results)) {
      const known = Array.isArray(secrets) ? secrets.map(hashOf).filter((hash) => hash !== undefined) : []
      hashes.set(path.replaceAll('\\', '/'), new Set(known))
    }
    return (placed) => {
      const named = placed.flatMap(({ finding, path }) => {
        const secret = finding.secret.reveal()
        const known = hashes.get(path)
        return known && partsOf(secret).some((part) => known.has(sha1(part)))
          ? { finding, keyOf: `${path}\0${headerOf(secret) ?? finding.line}` }
          : []
      })
      // All private keys of a kind have the same hash: with a second one in the file, one of them is new.
      const keys = new Map<string, Set<string>>()
      for (const { finding, keyOf } of named) keys.set(keyOf, (keys.get(keyOf) ?? new Set()).add(finding.fingerprint))
      return new Set(
        named.flatMap(({ finding, keyOf }) =>
          headerOf(finding.secret.reveal()) && keys.get(keyOf)!.size > 1 ? [] : finding,
        ),
      )
    }
  },
}

function resultsOf(text: string): object | undefined {
  try {
    const { results } = JSON.parse(text) as { results?: unknown }
    return typeof results === 'object' && results !== null ? results : undefined
  } catch {
    return undefined
  }
}

const hashOf = (entry: unknown): string | undefined => {
  const { hashed_secret: hash } = (entry ?? {}) as { hashed_secret?: unknown }
  return typeof hash === 'string' ? hash : undefined
}

/** Of a private key it takes the words of its first line. */
const headerOf = (secret: string): string | undefined => /^-----(BEGIN [A-Z0-9 ]*PRIVATE KEY)-----/.exec(secret)?.[1]

/** What it may have hashed: of a URL it takes the password alone. */
function partsOf(secret: string): string[] {
  const [, password] = /:\/\/[^:/@\s]*:([^@\s]+)@/.exec(secret) ?? []
  return [secret, password, headerOf(secret)].filter((part) => part !== undefined)
}

const sha1 = (text: string): string =>
  process.getBuiltinModule('node:crypto').createHash('sha1').update(text).digest('hex')
