// `unleak rotate --grace` where Python reads the keys: Flask, Airflow, MultiFernet, Django's settings.
import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, test, vi } from 'vitest'
import { expand } from '../src/rules/template.ts'
import { OLD, withGrace } from './support/grace.ts'
import type { Project } from './support/rotation.ts'

const FERNET = expand('{{base64url:42}}', 'fernet').text + 'A='
// Flask takes seconds to load when the machine is busy.
vi.setConfig({ testTimeout: 300_000 })

const hasPython = (module: string): boolean => spawnSync('python3', ['-c', `import ${module}`]).status === 0
const python = (code: string, env: NodeJS.ProcessEnv, ...args: string[]): string =>
  execFileSync('python3', ['-c', code, ...args], { env: { ...process.env, ...env }, encoding: 'utf8' }).trim()

const envOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.split('=')[0]!, line.slice(line.indexOf('=') + 1).replace(/^'(.*)'$/, '$1')]),
  )

test.skipIf(!hasPython('flask'))('Flask: a session signed with the old key is read, by from_prefixed_env', () => {
  const SIGN = `
import json, os, sys
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
app = Flask('x'); app.config.from_prefixed_env()
serializer = SecureCookieSessionInterface().get_signing_serializer(app)
if len(sys.argv) > 1:
    try: print(serializer.loads(sys.argv[1])['who'])
    except Exception as error: print(type(error).__name__)
else: print(serializer.dumps({'who': 'me'}))`
  const cookie = python(SIGN, { FLASK_SECRET_KEY: OLD })
  const forged = python(SIGN, { FLASK_SECRET_KEY: /[a-z]/i.exec(OLD)![0] })
  const { project, done } = withGrace(
    { '.env': `FLASK_SECRET_KEY=${OLD}\n`, '.unleak.yml': 'readers: [python-dotenv]\n' },
    'FLASK_SECRET_KEY',
  )
  const env = envOf(project.read('.env'))
  expect(python(SIGN, env, cookie)).toBe('me')
  // Not a list of letters.
  expect(python(SIGN, env, forged)).toBe('BadTimeSignature')
  expect(python(SIGN, { FLASK_SECRET_KEY: env['FLASK_SECRET_KEY'] }, python(SIGN, env))).toBe('me')
  expect(done().code).toBe(0)
  expect(python(SIGN, envOf(project.read('.env')), cookie)).toBe('BadTimeSignature')
})

describe('Fernet', () => {
  const READ = `
import os, sys
from cryptography.fernet import Fernet, MultiFernet
keys = MultiFernet([Fernet(key.strip()) for key in os.environ['AIRFLOW__CORE__FERNET_KEY'].split(',')])
try: print(keys.decrypt(sys.argv[1].encode()).decode() if len(sys.argv) > 1 else keys.encrypt(b'it').decode())
except Exception as error: print(type(error).__name__)`

  test.skipIf(!hasPython('cryptography'))('Airflow: new and old in one value, as it splits it', () => {
    const { project, done } = withGrace(
      { '.env': `AIRFLOW__CORE__FERNET_KEY=${FERNET}\n`, 'airflow.cfg': `[core]\nfernet_key = ${FERNET}\n` },
      'AIRFLOW__CORE__FERNET_KEY',
    )
    const token = python(READ, { AIRFLOW__CORE__FERNET_KEY: FERNET })
    const env = envOf(project.read('.env'))
    expect(python(READ, env, token)).toBe('it')
    expect(project.read('airflow.cfg')).toBe(`[core]\nfernet_key = ${env['AIRFLOW__CORE__FERNET_KEY']}\n`)
    expect(python(READ, { AIRFLOW__CORE__FERNET_KEY: env['AIRFLOW__CORE__FERNET_KEY']!.split(',')[0] }, token)).toBe(
      'InvalidToken',
    )
    expect(project.unleak(['rotate', '--status']).stdout).toMatch(/airflow\s+rotate-fernet-key/)
    expect(done().code).toBe(0)
    expect(python(READ, envOf(project.read('.env')), token)).toBe('InvalidToken')
    expect(project.read('airflow.cfg')).not.toContain(',')
  })

  test.skipIf(!hasPython('cryptography'))('MultiFernet and SECRET_KEY in Python code', () => {
    const code = (key: string): string =>
      `from cryptography.fernet import Fernet, MultiFernet\nf = MultiFernet([Fernet(b'${key}')])\n`
    const run = (project: Project, token: string): string =>
      python(
        `import sys; sys.path.insert(0, sys.argv[1]); import crypt_keys\ntry: print(crypt_keys.f.decrypt(sys.argv[2].encode()).decode())\nexcept Exception as error: print(type(error).__name__)`,
        { PYTHONDONTWRITEBYTECODE: '1' },
        project.root,
        token,
      )
    const { project, done } = withGrace(
      { 'crypt_keys.py': code(FERNET), '.env': `FERNET_KEY=${FERNET}\n` },
      'FERNET_KEY',
    )
    const token = python(READ, { AIRFLOW__CORE__FERNET_KEY: FERNET })
    expect(project.read('crypt_keys.py')).toContain(`, Fernet(b'${FERNET}')])`)
    expect(run(project, token)).toBe('it')
    expect(done().code).toBe(0)
    expect(run(project, token)).toBe('InvalidToken')

    const django = withGrace({ 'settings.py': `INSTALLED_APPS = []\nSECRET_KEY = '${OLD}'\nDEBUG = 0\n` }, '-')
    expect(django.project.read('settings.py')).toContain(`'\nSECRET_KEY_FALLBACKS = ['${OLD}']\nDEBUG = 0\n`)
    expect(django.done().code).toBe(0)
    expect(django.project.read('settings.py')).toMatch(/^INSTALLED_APPS = \[\]\nSECRET_KEY = '.+'\nDEBUG = 0\n$/)
  })
})
