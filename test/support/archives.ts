// Archives for tests, written by Python's own modules: not by what reads them here.
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'vitest'

export const withPython = test.skipIf(spawnSync('python3', ['--version']).status !== 0)

const PROGRAM = `
import base64, gzip, io, json, sys, tarfile, zipfile
kind, files = json.load(sys.stdin)
out = io.BytesIO()
data = [(name, base64.b64decode(text)) for name, text in files]
if kind in ('zip', 'stored'):
    method = zipfile.ZIP_STORED if kind == 'stored' else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, 'w', method) as archive:
        for name, text in data: archive.writestr(name, text)
elif kind == 'gz':
    out.write(gzip.compress(data[0][1], mtime=0))
else:
    with tarfile.open(fileobj=out, mode='w:gz' if kind == 'tgz' else 'w') as archive:
        for name, text in data:
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text))
sys.stdout.buffer.write(out.getvalue())
`

export type Kind = 'zip' | 'stored' | 'tar' | 'tgz' | 'gz'

export function archive(kind: Kind, files: Record<string, string | Buffer>): Buffer {
  const input = JSON.stringify([
    kind,
    Object.entries(files).map(([name, text]) => [name, Buffer.from(text).toString('base64')]),
  ])
  return execFileSync('python3', ['-c', PROGRAM], { input, maxBuffer: 2 ** 28 })
}
