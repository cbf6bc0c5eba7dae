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
    return (placed) =>
      new Set(
        placed.flatMap(({ finding, path }) => {
          const known = hashes.get(path)
          return known && partsOf(finding.secret.reveal()).some((part) => known.has(sha1(part))) ? finding : []
        }),
      )
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

/** Of a URL it takes the password alone. */
const partsOf = (secret: string): string[] => {
  const [, password] = /:\/\/[^:/@\s]*:([^@\s]+)@/.exec(secret) ?? []
  return password === undefined ? [secret] : [secret, password]
}

const sha1 = (text: string): string =>
  process.getBuiltinModule('node:crypto').createHash('sha1').update(text).digest('hex')
