// Names for passwords that few programs have: in other languages, cut short, or run together with other words.

/** None of them means anything else in a name. */
const ELSEWHERE = new Set(
  'passwort kennwort senha contrasena clave mdp motdepasse haslo wachtwoord parola sifre sifra heslo jelszo losenord passord lozinka salasana'.split(
    ' ',
  ),
)
const SHORT = new Set(['pw', 'psw', 'pswd', 'passw'])
const ENDINGS = ['password', 'passwd', 'pass', 'pwd', 'pw']
/** They end like a word that stands before a password: `dbpass`, `rootpw`. */
export const OTHER_WORDS = new Set('bypass compass surpass trespass overpass underpass encompass'.split(' '))
/** Shorter beginnings are chance: `spw`. */
const LEAST_BEGINNING = 2

/** A name's words with `password` and `pwd` for those words: `senha` and `dbpw` announce what `password` and `db_pwd` do. */
export const withPasswords = (words: string[]): string[] => (words.some(isOne) ? words.flatMap(expand) : words)

const isOne = (word: string, i: number, all: string[]): boolean =>
  ELSEWHERE.has(word) || SHORT.has(word) || (word === 'passe' && all[i - 1] === 'de') || endingOf(word) !== undefined

function expand(word: string, i: number, all: string[]): string[] {
  if (SHORT.has(word)) return ['pwd']
  const ending = endingOf(word)
  if (ending) return [word.slice(0, -ending.length), ending === 'pw' ? 'pwd' : ending]
  return [isOne(word, i, all) ? 'password' : word]
}

/** By the last letter first: most words end with another. */
const endingOf = (word: string): string | undefined =>
  /[dsw]$/.test(word) && !OTHER_WORDS.has(word)
    ? ENDINGS.find((ending) => word.length >= ending.length + LEAST_BEGINNING && word.endsWith(ending))
    : undefined
