// Files that hold a secret only in encrypted form, or not at all: what stands in the repository is meant to be there.

const FORMS: [form: RegExp, reason: string][] = [
  // https://github.com/AGWA/git-crypt: the header of every encrypted file.
  [/^\0GITCRYPT\0/, 'git-crypt encrypted it'],
  [/^\$ANSIBLE_VAULT;/, 'Ansible Vault encrypted it'],
  [/^age-encryption\.org\/v1|-----BEGIN AGE ENCRYPTED FILE-----/, 'age encrypted it'],
  [/-----BEGIN PGP MESSAGE-----/, 'PGP encrypted it'],
  // https://getsops.io: every value is ENC[...], and a MAC guards the file.
  [/ENC\[AES256_GCM,data:/, 'SOPS encrypted it'],
  // https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
  [/^version https:\/\/git-lfs\.github\.com\/spec\//, 'it is a pointer to Git LFS'],
]

/** Why the file gives nothing away, or undefined. @param text one character a byte */
export const protection = (text: string): string | undefined => FORMS.find(([form]) => form.test(text))?.[1]
