/** The environment variables in which samples expect what nobody should write down. */
export const KEY_VARIABLE = 'LATCHKEY_API_KEY'
export const SESSION_VARIABLE = 'LATCHKEY_SESSION'
