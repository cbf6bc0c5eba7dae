// What a program, a shell or a protocol makes of a text is no secret; what differs from it in one thing may be.
import { describe, expect, test } from 'vitest'
import { candidateIn, isCandidate } from './support/candidate.ts'

describe('names whose last word tells what the value is', () => {
  test.each(
    'token_lifespan TOKEN_LABEL skipAuthRoutes client_request_token tokenSignature idTokenHeader secretKeyMd5 passwordSha256 accessKeyID tokenMethod tokenLookup X-Amz-Credential groupKey messageKey routing_key Sec-WebSocket-Key SEC_WEBSOCKET_KEY authorityKeyIdentifier'.split(
      ' ',
    ),
  )('%s', (name) => expect(isCandidate(`"@${name}": "{{hex:32}}"`)).toBe(false))

  test.each(
    'secret_id signatureSecret headerToken groupToken routeKey idToken requestToken socketKey credential'.split(' '),
  )('but %s', (name) => expect(isCandidate(`"@${name}": "{{hex:32}}"`)).toBe(true))
})

describe('texts that are made of parts', () => {
  test.each([
    'key := fmt.Sprintf("user:%d:{{[a]:1}}b4", id)',
    'key = "user:{0}:{{[a]:1}}b4".format(id)',
    'key := "user-b4-{{[a]:1}}:" + id',
    "key = 'user.b4.{{[a]:1}}.' . $id",
    'creds := encode([]byte("jo{{[h]:1}}n:" + other))',
    'pass = "\' + {{[a]:1}}7b + \'"',
  ])('%s', (template) => expect(isCandidate(`@${template}`, 'a.go')).toBe(false))

  test.each([
    'password := "user:%d:{{[a]:1}}b4"',
    'password := "user-b4-{{[a]:1}}:" + id',
    'key := "user-b4-{{[a]:1}}:"',
    'creds := encode([]byte("jo{{[h]:1}}n:b4" + other))',
  ])('but %s', (template) => expect(isCandidate(`@${template}`, 'a.go')).toBe(true))
})

describe('code without quotes', () => {
  test.each([
    ['$@Pass = ConvertTo-Secure{{[S]:1}}tring -String $x', 'a.ps1'],
    ['let @signing_key = pkcs1v15::Signing{{[K]:1}}ey::<Sha256>::new(x)', 'a.rs'],
    ['pub const @LONG_PASSWORD: u32 = 0x0000_000{{[1]:1}};', 'a.txt'],
    ['$@password2 = @{typ{{[e]:1}} = "str"', 'a.ps1'],
    ['@tokens = [db.query(x.Y1).filter(na{{[m]:1}}e="a")]', 'a.py'],
    ['@update_password: alw{{[a]:1}}ys', 'a.yml'],
    ['You can @pass :clas{{[s]:1}}:`str` too', 'a.rst'],
    ['openssl req -@newkey rsa:{{[2]:1}}048', 'a.sh'],
    ['if @password1 != pass{{[w]:1}}ord2:', 'a.txt'],
    ['connect(@password=pass_sha{{[2]:1}}56, host=x)', 'a.py'],
  ])('%s', (template, file) => expect(isCandidate(template, file)).toBe(false))

  test.each([
    ['@PASS=Convertible-Secure{{[S]:1}}tring', 'a.sh'],
    ['@PASS=pkcs1v15:Signing{{[K]:1}}ey', 'a.sh'],
    ['@PASS=0x0000-000{{[1]:1}}', 'a.sh'],
    ['"@password=pass_sha{{[2]:1}}56"', 'a.py'],
    ['@password=pass_sha{{[2]:1}}56', 'a.ini'],
    ['@password: ab{{[2]:1}}c:', 'a.yml'],
  ])('but not %s', (template, file) => expect(isCandidate(template, file)).toBe(true))
})

test('a dollar in quotes is a variable only before a name, and a hash only around something', () => {
  expect(isCandidate('"@password": "$4to@{{[L]:1}}8=MC"')).toBe(true)
  expect(isCandidate('"@password": "Str0ngPa$${{[w]:1}}0rd"')).toBe(true)
  expect(isCandidate('"@password": "$to4@{{[L]:1}}8=MC"')).toBe(false)
  expect(isCandidate('"@password": "$1 {{[L]:1}}8=MC"')).toBe(false)
  expect(isCandidate('"@password": "sha{{[2]:1}}$5a${{hex:8}}"')).toBe(false)
  expect(isCandidate('"@password": "sh{{[a]:1}}1$$"')).toBe(false)
})

describe('values of a form that everybody may see', () => {
  test.each([
    '"@x_auth": "31h0m{{[0]:1}}s"',
    '"@reset_password": "5/m/us{{[e]:1}}r"',
    '"@cluster_key": "127.0.0.1:2181:/hb{{[a]:1}}se"',
    '"@auth": "azurestoragequeues://x{{[y]:1}}z"',
    '"@auth_key": "client-id-auth-key{{[2]:1}}.pem"',
    '"@skip_auth": "GET=^/api/status2,POST=^/{{[a]:1}}pi"',
    '"@Credential": "{{[A]:1}}KID/20160628/us-west-2/s3/aws4_request"',
    '"@host_key": "AAAAC3NzaC1lZDI1NTE5{{base64:40}}"',
    '"@type_key": "Shape.{{hex:40}}"',
    String.raw`@seed: "A{{[x]:1}}\nB2\nC\nD\nE"`,
  ])('%s', (template) => expect(isCandidate(template, 'a.yml')).toBe(false))

  test.each([
    '"@x_auth": "31h0m{{[0]:1}}x"',
    '"@auth_key": "client-id-auth-key{{[2]:1}}.pem2"',
    '"@auth": "azurestoragequeues://x:{{alnum:12}}@host"',
    '"@auth": "azurestoragequeues://{{alnum:44}}@host"',
    '"@reset_password": "5/x/us{{[e]:1}}r"',
    '"@password": "abcdefgh{{[i]:1}}j(!)Klm7"',
    '"@password": "ab!{{[@]:1}}#$%^&*()_+"',
    '"@password": "ab|7{{[a]:1}}x)"',
    '"@Credential": "{{[A]:1}}KID/20160628/us-west-2/s3/aws5"',
    '"@host_key": "AAAAD3NzaC1lZDI1NTE5{{base64:40}}"',
    '"@api_key": "Shape.{{hex:40}}"',
    '"@type_key": "Shape.{{hex:38}}"',
    String.raw`@seed: "{{base64:60}}\n{{base64:60}}\n{{base64:60}}\n{{base64:20}}"`,
  ])('but not %s', (template) => expect(isCandidate(template, 'a.yml')).toBe(true))
})

test('of a value that begins with its name the rest is judged, if it is long', () => {
  expect(candidateIn('@RefreshToken: "RefreshToken.{{alnum:20}}"')?.value).toMatch(/^[^.]{20}$/)
  expect(candidateIn('@refresh_token: "refresh-token:{{alnum:20}}"')?.value).toMatch(/^[^:]{20}$/)
  expect(candidateIn('@RefreshToken: "RefreshToken.{{alnum:19}}"')?.value).toMatch(/^RefreshToken/)
  expect(candidateIn('@RefreshToken: "RefreshedToken.{{alnum:20}}"')?.value).toMatch(/^RefreshedToken/)
  expect(candidateIn('@RefreshToken: "RefreshToken{{alnum:20}}"')?.value).toMatch(/^RefreshToken/)
})
