// A Cloudflare Tunnel token is JSON in base64: account (`a`), tunnel (`t`) and secret (`s`).
// https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/configure-tunnels/remote-tunnel-permissions/
import type { Check } from '../check.ts'

export const check: Check = (secret) =>
  isToken(secret)
    ? { ok: true, confidence: 'high', reason: 'it names an account, a tunnel and a secret' }
    : { ok: false, reason: 'it is no tunnel token' }

function isToken(secret: string): boolean {
  try {
    const { a, t, s } = JSON.parse(atob(secret)) as Record<string, unknown>
    return /^[0-9a-f]{32}$/.test(String(a)) && /^[0-9a-f-]{36}$/.test(String(t)) && String(s).length >= 32
  } catch {
    return false
  }
}
