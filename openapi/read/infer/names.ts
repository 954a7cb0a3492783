/** Names of paths, parameters and properties: their words, and when two of them mean the same. */

const UNCHANGED = new Set(
  'news series species settings access analytics data aws bus cms css dms dns gas gps ios os pos sms tls vps https redis'.split(
    ' ',
  ),
)
/** Plurals in `us` and `is`, which are rare: `status` and `analysis` are singular. */
const PLURAL = /^(menus|skus|gpus|cpus|apis|emojis|kpis|taxis)$/
const IRREGULAR: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  media: 'medium',
  indices: 'index',
  indexes: 'index',
  vertices: 'vertex',
  caches: 'cache',
  movies: 'movie',
  cookies: 'cookie',
  matrices: 'matrix',
  criteria: 'criterion',
  men: 'man',
  women: 'woman',
}

const MOST_REMEMBERED = 10_000

/** Documents repeat their names: what was made of one is remembered. */
function remembered<Result>(make: (name: string) => Result): (name: string) => Result {
  const known = new Map<string, Result>()
  return name => {
    let result = known.get(name)
    if (result === undefined) {
      result = make(name)
      if (known.size === MOST_REMEMBERED) known.clear()
      known.set(name, result)
    }
    return result
  }
}

/** `petId`, `pet_id`, `pet-id` and `PetID` are all `petid`. */
export const plain = remembered(name => name.toLowerCase().replace(/[^a-z0-9]/g, ''))

/** The words of a name in lower case: `createApiKey` is `create`, `api`, `key`. */
export const wordsOf = remembered((name): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== ''),
)

/** The singular of a noun in lower case. */
export function singular(noun: string): string {
  const irregular = Object.hasOwn(IRREGULAR, noun) ? IRREGULAR[noun] : undefined
  if (irregular !== undefined) return irregular
  if (UNCHANGED.has(noun) || noun.length < 3) return noun
  if (/[^aeiou]ies$/.test(noun)) return `${noun.slice(0, -3)}y`
  if (/(ss|us|ias|x|ch|sh|zz)es$/.test(noun)) return noun.slice(0, -2)
  return /[^sui]s$/.test(noun) || PLURAL.test(noun) ? noun.slice(0, -1) : noun
}

/** The singular of the last word, without separators: `api-keys` is `apikey`. */
export const nounOf = remembered(segment => {
  const words = wordsOf(segment)
  const last = words.at(-1)
  return last === undefined ? '' : words.slice(0, -1).join('') + singular(last)
})

export function isPlural(segment: string): boolean {
  const last = wordsOf(segment).at(-1) ?? ''
  return singular(last) !== last
}

/** `api-keys` is `ApiKey`. */
export function typeName(segment: string): string {
  const words = wordsOf(segment)
  return words.map((word, at) => capitalized(at === words.length - 1 ? singular(word) : word)).join('')
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
