import { nounOf, plain } from './names.ts'
import type { Shape } from './shapes.ts'

/** Members that hold what a response is about. */
const WRAPPERS =
  'data result results response item items payload body content record records entity value values object resource resources list rows entries elements hits collection docs documents objects _embedded embedded model page'.split(
    ' ',
  )

/** Members beside a record or a list that say something about the response. */
const ABOUT_ENDS =
  /(count|total|page|pages|paging|pagination|cursor|limit|offset|links?|meta|metadata|errors?|warnings?|message|messages|requestid|success|hasmore|token)$/
const ABOUT = new Set(
  'next prev previous size more etag kind url uri object ok status code request self href first last info sort order start end version time timestamp type included jsonapi skip top took duration query filter filters facets aggregations isvalid apiversion id context num number summary length from to response debug stat date deleted empty marker truncated iterator previterator nextiterator done extras numfound maxscore result hasnext hasprevious statuscode statusmessage isloadmore lastkey nextkey offsetid totalsize statuscode'.split(
    ' ',
  ),
)

/** The members that are named after what they hold, then those that are wrappers. */
export function namedMembers(names: readonly string[], noun: string): string[] {
  const named = names.filter(name => isNamed(name, noun))
  return [...named, ...wrappersAmong(names).filter(name => !named.includes(name))]
}

/** The wrappers, the most telling first. */
export function wrappersAmong(names: readonly string[]): string[] {
  const rank = (name: string) => WRAPPERS.indexOf(name.toLowerCase())
  return names.filter(name => rank(name) >= 0).toSorted((one, other) => rank(one) - rank(other))
}

export function isNamed(member: string, noun: string): boolean {
  const name = nounOf(member)
  if (name === '' || noun === '') return false
  return name === noun || (name.length > 2 && noun.endsWith(name)) || (noun.length > 2 && name.endsWith(noun))
}

/** All members but those of the answer say something about it. */
export function isAbout(shape: Shape, but: readonly string[]): boolean {
  return [...shape.properties.keys()].every(
    name => but.includes(name) || ABOUT.has(plain(name)) || ABOUT_ENDS.test(plain(name)),
  )
}
