/** The guides in which each snippet builds on those before it. */
export const TUTORIALS: readonly string[] = ['emulating-an-api', 'rules-for-your-api']
