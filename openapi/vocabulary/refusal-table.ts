import type { Links } from './links.ts'
import { table } from './prose.ts'

/** The `refuse` of a security scheme as a table. */
export function refusalTable(refuse: Readonly<Record<string, string>>, links: Links): string {
  return table(
    ['If the credential is', 'the response is'],
    Object.entries(refuse).map(([situation, problem]) => [situation, links.problem(problem)]),
  )
}
