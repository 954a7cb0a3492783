import type { IncomingMessage, ServerResponse } from 'node:http'

/** Handles a request of Node.js. */
export type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/** Responds to a request; undefined if the connection was closed instead. */
export type RespondTo = (
  request: Request,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) => Promise<Response | undefined>
