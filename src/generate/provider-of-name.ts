// Does a key's name say that only a provider can issue its value? `STRIPE_SECRET_KEY` does, `APP_SECRET_KEY` does not.
import type { Rule } from '../types.ts'

/** What may stand behind a provider's name: anything else, and it is about something of ours, such as a webhook's secret. */
const KEYISH =
  /^(?:access|account|admin|api|apikey|app|auth|bot|client|key|live|pat|personal|prod|production|project|restricted|secret|service|test|token)$/i

/** @param rules in the order of their providers; the first that fits is taken. @returns one that tells where to get it */
export function providerOfName(key: string, rules: Rule[]): Rule | undefined {
  const words = key
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  for (let count = words.length - 1; count > 0; count--) {
    if (!words.slice(count).every((word) => KEYISH.test(word))) return undefined
    const start = `${words.slice(0, count).join('-')}-`
    const found = rules.find(
      ({ id, rotate, generator, detector }) =>
        id.startsWith(start) &&
        // Who runs Grafana or Sentry makes up its SECRET_KEY: the provider's own has that name in its rule.
        (!words.includes('secret') || id.includes('secret')) &&
        rotate.console !== undefined &&
        generator === undefined &&
        detector === undefined,
    )
    if (found) return found
  }
  return undefined
}
