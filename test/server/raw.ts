/** A client that sends any bytes. */
import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  /** The content type. */
  readonly type: string | undefined
  /** Parsed, if it is JSON; undefined if it is incomplete. */
  readonly body: unknown
}

/** How long a connection may be silent, in milliseconds. */
const SILENCE = 20_000

/** Sends bytes over one connection, and returns all answers until the server closes it. */
export async function rawAnswers(
  origin: string,
  ...writes: readonly (string | Buffer)[]
): Promise<readonly RawAnswer[]> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  const chunks: Buffer[] = []
  for (const bytes of writes) socket.write(bytes)
  await new Promise<void>(resolve => {
    socket.on('data', chunk => chunks.push(chunk))
    // A server may reset the connection while bytes are still being sent.
    socket.on('error', () => resolve())
    socket.on('close', () => resolve())
    socket.setTimeout(SILENCE, resolve)
  })
  socket.destroy()
  return answersIn(Buffer.concat(chunks))
}

/** Reads the answers that have a length, and the ones that end with the connection. */
function answersIn(bytes: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = []
  for (let rest = bytes; rest.length > 0; ) {
    const end = rest.indexOf('\r\n\r\n')
    const head = rest.toString('latin1', 0, end < 0 ? rest.length : end)
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1])
    const declared = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
    const type = /^content-type: ([^;\r\n]+)/im.exec(head)?.[1]
    const start = end < 0 ? rest.length : end + 4
    // The answer to HEAD has the length of a body that does not follow.
    const length = rest.length === start || rest.toString('latin1', start, start + 9) === 'HTTP/1.1 ' ? 0 : declared
    const text = rest.toString('utf8', start, start + length)
    answers.push({ status, type, body: /json/.test(type ?? '') ? parsed(text) : text })
    rest = rest.subarray(start + length)
  }
  return answers
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
