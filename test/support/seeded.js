// Chance that is none: the same bytes and the same time in each run, in Node (--import) as in a browser (an init script).
// The generator is mulberry32; what matters is only that it is the same everywhere.
const EPOCH = 1_767_225_600_000
let state

globalThis.restartChance = () => (state = 20_260_101)
globalThis.restartChance()

function byte() {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return (mixed ^ (mixed >>> 14)) & 0xff
}

Date.now = () => EPOCH
Object.defineProperty(globalThis.crypto, 'getRandomValues', {
  value: (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    for (let at = 0; at < bytes.length; at++) bytes[at] = byte()
    return array
  },
})
