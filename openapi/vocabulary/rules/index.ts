/** The rules of the vocabulary, by the names under which a report shows them. */
import type { Rule } from '../finding.ts'
import { credentials } from './credentials.ts'
import { limits } from './limits.ts'
import { operations } from './operations.ts'
import { properties } from './properties.ts'
import { queries } from './queries.ts'
import { refusals } from './refusals.ts'
import { resources } from './resources.ts'
import { schemes } from './schemes.ts'
import { secrets } from './secrets.ts'
import { states } from './states.ts'
import { words } from './words.ts'

export const rules = {
  words,
  operations,
  queries,
  credentials,
  resources,
  properties,
  schemes,
  secrets,
  states,
  limits,
  refusals,
} satisfies Readonly<Record<string, Rule>>
