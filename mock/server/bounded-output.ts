import type { Writable } from 'node:stream'

/** How many bytes may wait for a reader: a minute of a busy server. */
const MAX_WAITING = 1024 * 1024

/**
 * Returns a function that writes lines to a stream. While the reader of a pipe does not read, lines are dropped instead of
 * waiting in memory.
 * @param describe the line that tells how many were dropped, once there is a reader again
 */
export function boundedOutput(stream: Writable, describe: (dropped: number) => string): (lines: string) => void {
  let dropped = 0
  return lines => {
    if (stream.writableLength > MAX_WAITING) {
      dropped += lines.split('\n').length - 1
      return
    }
    if (dropped > 0) stream.write(describe(dropped))
    dropped = 0
    stream.write(lines)
  }
}
