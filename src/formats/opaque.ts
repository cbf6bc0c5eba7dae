// Values that are no secret themselves but point to one, or hold it encrypted: their text may not be overwritten.

const REFERENCES: [RegExp, string][] = [
  [/^op:\/\//, 'a reference into 1Password'],
  [/^bws?:\/\//, 'a reference into Bitwarden'],
  [/^(?:ref|secretref)\+[a-z0-9-]+:\/\//i, 'a reference that vals resolves'],
  [/^(?:vault|secret):(?=\S*[/#])\S/, 'a reference into a vault'],
  [/^arn:aws[\w-]*:(?:secretsmanager|ssm):/, 'the name of a secret in AWS'],
  [/^projects\/[^/\s]+\/secrets\/[^/\s]+/, 'the name of a secret in Google Cloud'],
  [/^@Microsoft\.KeyVault\(/i, 'a reference into Azure Key Vault'],
  [/^(?:keyring|doppler|infisical|pass|gopass):\/\//, 'a reference into a password store'],
]

/**
 * Why a value may not be overwritten with plain text, in words that follow "it is"; undefined when it may.
 * @param value as its file's grammar reads it
 */
export function opaqueValue(value: string): string | undefined {
  const text = value.trim()
  if (text.startsWith('encrypted:')) return 'encrypted by dotenvx: set it with `dotenvx set`'
  if (text.startsWith('ENC[')) return 'encrypted by SOPS: set it with `sops set`'
  if (text.startsWith('$ANSIBLE_VAULT;')) return 'encrypted by Ansible Vault: set it with `ansible-vault edit`'
  if (text.startsWith('-----BEGIN AGE ENCRYPTED FILE-----')) return 'encrypted with age: decrypt, change and encrypt it'
  const reference = REFERENCES.find(([form]) => form.test(text))
  return reference && `${reference[1]}: the secret itself is changed there`
}
