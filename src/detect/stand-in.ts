// Texts that stand where a password would: `password`, `$DB_PASS`, `<secret>`, `%s`, `****`. And passwords that everybody knows.

/** A variable, a template, a format, a blank to fill in. */
const REFERENCE =
  /^\$[\w{(]|^\\\$|\$\{|\$\(|\{\{|#\{|<%|%%|^%[\w(]|%s|^<|>$|^\{|\{\w*\}|^\[.*\]$|^\(|^@\w+@?$|^&\w+|^[A-Za-z_]+(?:\.[A-Za-z_]+)+$|^\*+$|^\.{2,}|…|\.{3}|^(?:x{3,}|X{3,}|-+|_+|=+|\?+)$/
/** Words of which nothing but an explanation is made. */
const WORDS = new Set(
  [
    'a the my your our own new old some any this that db database sql mysql postgres pg mongo redis ldap smtp ftp email mail user username name login account',
    'pass passw password passwd passwort passphrase passcode pwd pw pswd psw secret token key apikey api auth access value string text here goes change changed changeme me',
    'it replace with to be is not real set use one placeholder example sample dummy fake test testing hidden private credential credentials cred creds none null',
    'nil undefined true false empty env environ var variable strong super secure very plain encoded encrypted url encode uri host server port root admin administrator client service',
    'foo bar baz qux hello world hunter todo tbd removed redacted masked censored insert enter put provide default generated random blah etc and or for of in from',
    'contrasena senha clave motdepasse wachtwoord haslo parola jwt bearer basic app application master session cookie hash id oauth personal public community android',
  ]
    .join(' ')
    .split(' '),
)
/** Everybody's first try. */
const KNOWN =
  /^(?:(?:p[a@][s$]{2}w[o0]rd|passwd|pass|admin|administrator|root|guest|test|user|postgres|mysql|mongo|mongodb|redis|rabbitmq|oracle|sa|demo|qwerty|letmein|welcome|secret|changeme|changeit|minioadmin|elastic|grafana|vagrant|docker|tomcat|tiger|scott|toor|abc|abcd|hunter|foobared|cassandra|neo4j|cisco|developer|infected|anonymous)[\d!@#$.]{0,4}|\d{1,9}|(.)\1*)$/i

/** True when documentation, a template or a variable stands there instead of a password. */
export function standsIn(text: string): boolean {
  const value = text.trim()
  if (value.length === 0 || REFERENCE.test(value)) return true
  // Words of a language that is not written in ASCII.
  if (/[\x80-\uffff]{3}/.test(value) && !/\d/.test(value)) return true
  // A digit of a random text, say: no words are cut out of it for nothing.
  if (!/^[A-Za-z0@_.\- !:#]+$/.test(value)) return false
  const all = value
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/0/g, 'o')
    .replace(/@/g, 'a')
    .split(/[^a-z]+/)
    .filter(Boolean)
  return all.length > 0 && all.every(isFiller)
}

const LONGEST_WORD = Math.max(...[...WORDS].map((word) => word.length))

/** A word, or two or three run together: `mypassword`, `dbpass`. */
function isFiller(word: string): boolean {
  if (WORDS.has(word)) return true
  if (word.length > 3 * LONGEST_WORD) return false
  for (let cut = 2; cut < word.length - 1; cut++) {
    if (!WORDS.has(word.slice(0, cut))) continue
    const rest = word.slice(cut)
    if (WORDS.has(rest)) return true
    for (let next = 2; next < rest.length - 1; next++) {
      if (WORDS.has(rest.slice(0, next)) && WORDS.has(rest.slice(next))) return true
    }
  }
  return false
}

/** True for passwords of the kind that a machine of one's own is set up with. */
export const isWellKnown = (password: string): boolean => password.length < 4 || KNOWN.test(password)

/** True for names that belong to nobody, so that documentation may use them. https://www.rfc-editor.org/rfc/rfc2606 */
export const isReserved = (host: string): boolean =>
  /^(?:[\w.-]*\.(?:test|example|invalid)|(?:[\w-]+\.)*example\.(?:com|org|net))$/i.test(host)

/** True for names of this machine, and of machines in documentation. */
export const isLocal = (host: string): boolean =>
  isReserved(host) ||
  /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]|host\.docker\.internal|[\w.-]*\.(?:local|localhost)|(?:your|my)[\w.-]*|(?:some|the)?-?(?:host|hostname|server|domain|address|ip|proxy|foo|bar)(?:\d|\.\w+)?)$/i.test(
    host,
  )
