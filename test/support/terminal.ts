// Runs the built program on a real pseudo-terminal (python's pty) and types what a person would, each when its question stands there.
import path from 'node:path'
import type { Scratch } from './scratch.ts'
import { PROGRAM } from './scratch.ts'

export interface Typed {
  /** Everything that the terminal got, without colours. */
  screen: string
  code: number
}

/** Waits for each text behind the last one, then types the keys. 80 columns; 150 s in all. */
const DRIVER = String.raw`
import fcntl, json, os, pty, re, select, struct, sys, termios, time
steps = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 80, 0, 0))
seen, at, end = '', 0, time.time() + 150
while time.time() < end:
    shown = re.sub(r'\x1b\[[\d;]*[A-Za-z]', '', seen)
    while steps and steps[0][0] in shown[at:]:
        at += shown[at:].index(steps[0][0]) + len(steps[0][0])
        os.write(terminal, steps.pop(0)[1].encode())
    ready, _, _ = select.select([terminal], [], [], 0.2)
    if not ready: continue
    try: part = os.read(terminal, 65536)
    except OSError: break
    if not part: break
    seen += part.decode('utf-8', 'replace')
else:
    os.kill(pid, 9)
_, status = os.waitpid(pid, 0)
print(json.dumps({'screen': seen, 'code': os.waitstatus_to_exitcode(status), 'left': steps}))
`

/** @param steps what to wait for, and what to type then. */
export function typeInto(repo: Scratch, args: string[], steps: [wait: string, keys: string][]): Typed {
  const command = [process.execPath, PROGRAM, ...args]
  const { stdout, stderr } = repo.spawn('python3', ['-c', DRIVER, JSON.stringify(steps), ...command])
  if (stdout === '') throw new Error(stderr)
  const { screen, code, left } = JSON.parse(stdout) as { screen: string; code: number; left: unknown[] }
  if (left.length > 0) throw new Error(`${path.basename(PROGRAM)} never showed ${JSON.stringify(left[0])}:\n${screen}`)
  return { screen: screen.replaceAll('\r\n', '\n').replace(/\u001b\[[\d;]*[A-Za-z]/g, ''), code }
}
