// Values that are stored under a constant: the name of a setting.
import { describe, expect, test } from 'vitest'
import { read } from './support/read-assignment.ts'

describe('values that are stored under a constant', () => {
  test.each([
    ['props.put(SslConfigs.SSL_KEYSTORE_PASS_CONFIG, "x1");'],
    ["conf.setProperty(SASL_PASS,\n  'x1')"],
    ['config.with_option(DB_PASS, "x1")'],
  ])('%s', (text) => {
    expect(read(text)).toMatchObject({ value: 'x1', operator: 'assign' })
  })

  test('the name is the setting’s, without what the constant is called for', () => {
    expect(read('put(A.DB_PASSWORD_CONFIG, "x1")')?.name).toBe('A.DB_PASSWORD')
    expect(read('put(A.DB_PASSWORD, "x1")')?.name).toBe('A.DB_PASSWORD')
  })

  test.each([['log.info(NEW_PASS, "x1")'], ['put(pass, "x1")'], ['put(NEW_PASS, x1)'], ['put(a, NEW_PASS, "x1")']])(
    'but not %s',
    (text) => expect(read(text)?.value).not.toBe('x1'),
  )
})
