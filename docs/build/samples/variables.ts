/** The environment variables that the code samples read. */
export const KEY_VARIABLE = 'LATCHKEY_API_KEY'
export const SESSION_VARIABLE = 'LATCHKEY_SESSION'

/** How to run the samples, as Markdown. */
export const ABOUT_VARIABLES = `The code samples read credentials from environment variables: \`${SESSION_VARIABLE}\` holds a session token, which \`POST /sessions\` returns, and \`${KEY_VARIABLE}\` holds the secret of an API key. To start the server that the samples use, run \`npx latchkey mock\`.`
