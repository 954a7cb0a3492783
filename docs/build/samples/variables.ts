/** The environment variables in which samples expect what nobody should write down. */
export const KEY_VARIABLE = 'LATCHKEY_API_KEY'
export const SESSION_VARIABLE = 'LATCHKEY_SESSION'

/** For those who run a sample: as Markdown. */
export const ABOUT_VARIABLES = `Samples send what is in the environment: in \`${SESSION_VARIABLE}\` the token of a session, which whoever signs in is given; in \`${KEY_VARIABLE}\` the secret of an API key. The server of the samples is \`npx latchkey mock\`.`
