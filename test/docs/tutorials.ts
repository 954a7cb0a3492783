/** The guides in which each snippet builds on those before it. */
export const TUTORIALS: readonly string[] = ['your-own-api', 'rules-for-your-api', 'emulating-an-api']
