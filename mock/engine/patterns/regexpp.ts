import { RegExpParser } from '@eslint-community/regexpp'

/** The parser of regular expressions. A build loads it on first use (tsup.config.ts). */
export const loadParser = () => new RegExpParser()
