// More rows to train on than the corpus has: passwords as people make them under names as people give them, because the
// corpus's own passwords are disguised (scrambled), and its names are those of a few repositories.
import { createHash } from 'node:crypto'
import { kindOf, words } from '../../src/detect/names.ts'
import type { Random } from '../../src/generate/contract.ts'
import { EFF_WORDS } from '../../src/generate/eff-words.ts'
import { below, characters, choice } from '../../src/generate/random.ts'
import type { Candidate } from '../../src/judge/candidate.ts'
import { shapeOf } from '../../src/judge/value-shape.ts'

const NAMES =
  'password db_password db_pass db_pwd database_password mysql_password mysql_root_password postgres_password pg_password redis_password root_password admin_password admin_pwd smtp_password mail_pass ftp_password user_password user_pwd app_password ldap_password keystore_password key_pass passphrase passwd pass pwd ssh_password service_password login_password default_password rabbitmq_password mongo_pwd'.split(
    ' ',
  )
/** Copies of each true password. */
const OF_TRUE = 4
/** Copies of each value that is none, so that a common name alone proves nothing. */
const OF_FALSE = 2
/** Longer true values are keys and tokens under a name like a password's. */
const LONGEST = 30

/** The same chance for the same seed, on every machine. */
export function seeded(seed: string): Random {
  let count = 0
  let pool = Buffer.alloc(0)
  return {
    bytes: (length) => {
      while (pool.length < length)
        pool = Buffer.concat([pool, createHash('sha256').update(`${seed}/${count++}`).digest()])
      const bytes = pool.subarray(0, length)
      pool = pool.subarray(length)
      return bytes
    },
  }
}

const EASY_TO_READ = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
const leet = (word: string): string =>
  word.replaceAll('a', '@').replaceAll('o', '0').replaceAll('e', '3').replaceAll('i', '1')

/** What leaked lists are full of, one way each. */
function humanPassword(random: Random): string {
  const word = (): string => choice(random, EFF_WORDS)
  const digits = (least: number, most: number): string =>
    characters(random, '0123456789', least + below(random, most - least + 1))
  const mark = (): string => choice(random, '!#$*?@.%&^+=~')
  const ways: (() => string)[] = [
    word,
    () => word() + word(),
    () => word() + digits(1, 4),
    () => capital(word()) + digits(2, 4),
    () => capital(word()) + digits(2, 4) + mark(),
    () => `${capital(word())}@${digits(3, 4)}`,
    () => word() + capital(word()) + digits(1, 3),
    () => capital(word()) + mark() + word() + digits(0, 3),
    () => capital(leet(word())) + digits(1, 3) + mark(),
    () => `${word()}_${word()}${digits(0, 2)}`,
    () => `${word()}-${word()}-${digits(1, 3)}`,
    () => [word(), word(), word(), word()].join('-'),
    () => digits(6, 8),
    () => characters(random, EASY_TO_READ, 8 + below(random, 9)),
    () => characters(random, `${EASY_TO_READ}!#%*?`, 10 + below(random, 5)),
  ]
  return choice(random, ways)()
}

/** The name's words, written as the other name is: `dbPassword`, `DB_PASSWORD`, `db-password`. */
function written(name: string, like: string): string {
  const parts = name.split('_')
  if (!/[a-z]/.test(like)) return name.toUpperCase()
  if (/[A-Z]/.test(like)) return parts[0]! + parts.slice(1).map(capital).join('')
  return parts.join(like.includes('-') ? '-' : like.includes('.') ? '.' : '_')
}

/** @param label 1 for a secret */
export function copiesOf(candidate: Candidate, label: 1 | 0 | -1, random: Random): Candidate[] {
  const { kind, value } = candidate
  if (kind !== 'password' || label === -1 || (label === 1 && value.length > LONGEST)) return []
  return Array.from({ length: label === 1 ? OF_TRUE : OF_FALSE }, () => {
    const copy = renamed(candidate, written(choice(random, NAMES), candidate.name))
    const moved = { ...copy, joint: jointLike(copy, random) }
    return label === 1 ? withValue(moved, humanPassword(random)) : moved
  })
}

/** What joins a name and a quoted value in one program or another: the corpus has few of most. */
const JOINTS: Candidate['joint'][] = ['assign', 'colon', 'call', 'setter', 'builder', 'comma', 'stored']
/** One copy of so many is joined otherwise. */
const MOVED = 3

const jointLike = ({ joint, quote }: Candidate, random: Random): Candidate['joint'] =>
  quote !== 0 && JOINTS.includes(joint) && below(random, MOVED) === 0 ? choice(random, JOINTS) : joint

function renamed(candidate: Candidate, name: string): Candidate {
  const nameWords = words(name)
  return { ...candidate, name, nameWords, kind: kindOf(nameWords) ?? 'none' }
}

const withValue = (candidate: Candidate, value: string): Candidate => ({ ...candidate, value, shape: shapeOf(value) })
