// A value that is a list itself, the newest key first: Airflow's Fernet key, and session keys that already are several.
import { readersOf } from '../../formats/choose-encoding.ts'
import { formatOf, rewrite } from '../../formats/rewrite.ts'
import { rewriteEnv } from '../../formats/rewrite-env.ts'
import type { Entry } from '../../formats/contract.ts'
import type { Grace } from './contract.ts'

/** https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/fernet.html */
const isAirflow = (key: string): boolean => /(?:^|\.)AIRFLOW__CORE__FERNET_KEY$|^core\.fernet_key$/.test(key)
/** Only where two values stand already: then whoever reads it splits it. */
const holdsSeveral = (key: string, values: string[]): boolean =>
  values.length > 1 && /(?:session|cookie|fernet)\w*(?:secrets?|keys?)$/i.test(key) && values.every((one) => one !== '')

const write = (path: string, text: string, entry: Entry, value: string, readers: string[] | undefined): string => {
  const { name, format } = formatOf(path, text)
  return name === 'dotenv'
    ? rewriteEnv(text, [{ entry, value }], readers ?? readersOf(text, entry))
    : rewrite(format, text, [{ entry, value }])
}

export const grace: Grace = {
  keep({ path, text, old, next, readers }) {
    if (old.includes(',')) return undefined
    for (const entry of formatOf(path, text).format.entries(text)) {
      const key = entry.key.join('.')
      const values = entry.value.split(',')
      const airflow = isAirflow(key)
      if (values[0] !== next || values.includes(old) || !(airflow || holdsSeveral(key, values))) continue
      return {
        text: write(path, text, entry, [next, old, ...values.slice(1)].join(','), readers),
        where: key,
        readBy: airflow ? 'Airflow encrypts with the first, decrypts with all' : 'the list that stood there',
        ...(airflow
          ? { step: 'Airflow: encrypt what the database holds with the new key: airflow rotate-fernet-key' }
          : {}),
      }
    }
    return undefined
  },
  drop(path, text, old) {
    for (const entry of formatOf(path, text).format.entries(text)) {
      const values = entry.value.split(',')
      if (
        !values.slice(1).includes(old) ||
        !(isAirflow(entry.key.join('.')) || holdsSeveral(entry.key.join('.'), values))
      )
        continue
      return write(path, text, entry, values.filter((value) => value !== old).join(','), undefined)
    }
    return undefined
  },
}
