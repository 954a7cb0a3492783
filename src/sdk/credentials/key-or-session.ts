import type { Secret } from './secret.ts'

/** The credentials of our own systems: one at most. Signing in needs none. */
export type KeyOrSession =
  | {
      /**
       * The API key to send. Defaults to the environment variable `LATCHKEY_API_KEY`, unless there is a session or the
       * program runs in a browser. Pass null to send no key.
       */
      readonly apiKey?: string | Secret | null | undefined
      readonly session?: undefined
    }
  | {
      readonly apiKey?: null | undefined
      /** The token of the session to send: `ses_...`. */
      readonly session?: string | Secret | undefined
    }
