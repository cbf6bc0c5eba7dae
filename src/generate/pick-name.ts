// What the name of a key tells of its value: `FERNET_KEY`, `PGPASSWORD`.
import type { Picked } from './pick.ts'

interface Named {
  /** Of the name in lower case with underscores, whole words. */
  name: RegExp
  type: string
  options?: Picked['options']
  /** What values of it look like; without it any random-looking value may stay in its own form. */
  form?: RegExp
}

const HEX_128 = /^[0-9a-f]{128}$/

/** The first one that fits the value wins, else the first one whose name fits. */
const NAMES: Named[] = [
  {
    name: /^(?:django_)?secret_key$|django/,
    type: 'django',
    form: /^(?:django-insecure-)?[a-z0-9!@#$%^&*(\-_=+)]{50}$/,
  },
  { name: /flask|^secret_key$/, type: 'flask', form: /^[0-9a-f]{64}$/ },
  { name: /secret_key_base/, type: 'rails', form: HEX_128 },
  { name: /secret_key_base|phoenix/, type: 'phoenix', form: /^[A-Za-z0-9+/]{64}$/ },
  { name: /rails_master_key/, type: 'rails-master-key', form: /^[0-9a-f]{32}$/ },
  { name: /^app_key$|laravel/, type: 'laravel' },
  { name: /^app_secret$|symfony/, type: 'symfony', form: /^[0-9a-f]{32}$/ },
  { name: /^(?:next_?)?auth_secret$/, type: 'nextauth', form: /^[A-Za-z0-9+/]{43}=$/ },
  {
    name: /(?:^|_)(?:auth|secure_auth|logged_in|nonce)_(?:key|salt)$/,
    type: 'wordpress-salt',
    form: /^[^'"\\\n]{64}$/,
  },
  { name: /jwt.*512|hs512/, type: 'jwt-secret', options: { algorithm: 'HS512' } },
  { name: /jwt.*384|hs384/, type: 'jwt-secret', options: { algorithm: 'HS384' } },
  { name: /jwt|jws|token_sign/, type: 'jwt-secret' },
  { name: /fernet/, type: 'fernet', form: /^[\w-]{43}=$/ },
  { name: /paseto|paserk/, type: 'paserk' },
  { name: /tastypie/, type: 'tastypie', form: /^[0-9a-f]{40}$/ },
  { name: /wireguard.*(?:psk|preshared)|^wg_?(?:psk|preshared)/, type: 'wireguard-psk', form: /^[A-Za-z0-9+/]{43}=$/ },
  { name: /wireguard|^wg_/, type: 'wireguard', form: /^[A-Za-z0-9+/]{43}=$/ },
  { name: /(?:^|_)age_(?:key|identity)|sops_age/, type: 'age' },
  { name: /ssh/, type: 'ssh' },
  { name: /ed25519/, type: 'ed25519' },
  { name: /(?:^|_)rsa/, type: 'rsa' },
  { name: /(?:^|_)aes|encryption_key|encrypt_key|cipher_key/, type: 'aes' },
  // Letters and digits pass every URL, shell and configuration file as they are.
  { name: /passphrase/, type: 'passphrase' },
  { name: /pass|pwd|pgpass/, type: 'token' },
  { name: /api_?key|access_?key|token/, type: 'base64url' },
]

/** @returns what to make, and whether the value has the form that the name asks for */
export function ofName(key: string, value: string | undefined): { picked: Picked; fits: boolean } | undefined {
  const name = key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
  const all = NAMES.filter((one) => one.name.test(name))
  const fitting = value === undefined ? undefined : all.find(({ form }) => form?.test(value))
  const chosen = fitting ?? all[0]
  if (!chosen) return undefined
  const picked = { type: chosen.type, options: chosen.options ?? {}, why: "by the key's name" }
  return { picked, fits: fitting !== undefined }
}
