/** The search: which entries a query finds, best first. It runs in the browser, and in tests. */
import MiniSearch, { type Query } from 'minisearch'
import { type SearchEntry, type SearchKind, WEIGHTS } from './entry.ts'
import { synonymsBy } from './synonyms.ts'
import { wordsOf } from './words.ts'

export type Find = (query: string) => readonly SearchEntry[]

const FIELDS = ['title', 'keywords', 'page', 'text', 'code'] as const satisfies readonly (keyof SearchEntry)[]
/** The weight of a word, by the part of a page that has it. */
const BOOST = { title: 5, keywords: 7, page: 1.5, text: 1, code: 0.1 }
const MAX_RESULTS = 12

/** Words of questions, which say nothing about what is asked. */
const IGNORED = new Set(
  wordsOf(
    'a an the how do does did i we you my your is are be can could should to of in on for with and or it its what when where which why vs versus from between have by not get getting use using latchkey',
  ),
)

export function searchOver(entries: readonly SearchEntry[]): Find {
  const index = new MiniSearch<{ id: number }>({
    fields: [...FIELDS],
    extractField: (document, field) => (field === 'id' ? document.id : fieldOf(entries[document.id], field)),
    tokenize: wordsOf,
    processTerm: term => term,
  })
  index.addAll(entries.map((_, id) => ({ id })))
  const first = new Map(entries.toReversed().map(entry => [keyOf(entry), entry]))
  const options = {
    // The terms of a query are words already.
    tokenize: (term: string) => [term],
    boost: BOOST,
    weights: { prefix: 0.3, fuzzy: 0.5 },
    boostDocument: (id: number) => WEIGHTS[entries[id]?.kind ?? 'file'],
  }
  const search = (query: Query) => index.search(query, options)

  return query => {
    const words = wordsOf(query)
    const asked = words.filter(word => !IGNORED.has(word))
    const terms = (asked.length > 0 ? asked : words).map((word, at, all) => term(word, at === all.length - 1))
    if (terms.length === 0) return []
    const all = search({ combineWith: 'AND', queries: terms })
    // If few entries have all words, those that have most of them follow.
    const some = all.length < MAX_RESULTS ? search({ combineWith: 'OR', queries: terms }) : []
    // Only then can a word be a typing error.
    const similar = all.length + some.length === 0 ? search({ combineWith: 'OR', queries: asked.map(misspelled) }) : []
    const found = [...all, ...some, ...similar]
      .flatMap(({ id }) => entries[id] ?? [])
      .map(entry => first.get(keyOf(entry)) ?? entry)
    const named = /\s/.test(query.trim()) ? [] : found.filter(isNamed(query)).sort(byCase(query))
    return [...new Set([...named, ...found])].slice(0, MAX_RESULTS)
  }
}

const SYNONYMS = synonymsBy(wordsOf)

/** A word or one of its synonyms; the last word may be unfinished. */
function term(word: string, isLast: boolean): Query {
  const synonyms = SYNONYMS.get(word) ?? []
  // Together they count at most half of the word itself.
  const share = 0.5 / synonyms.length
  const others = synonyms.map(
    (other): Query => ({
      combineWith: 'AND',
      queries: wordsOf(other),
      boost: Object.fromEntries(Object.entries(BOOST).map(([field, boost]) => [field, boost * share])),
    }),
  )
  const own = { queries: [word], prefix: isLast && word.length > 2 }
  return others.length === 0 ? own : { combineWith: 'OR', queries: [own, ...others] }
}

/** A word that may have one wrong, missing or extra letter, or two if it is long. */
const misspelled = (word: string): Query => ({
  queries: [word],
  fuzzy: word.length < 5 ? false : word.length < 7 ? 1 : 2,
})

function fieldOf(entry: SearchEntry | undefined, name: string): string {
  const field = FIELDS.find(one => one === name)
  return (field && entry?.[field]) ?? ''
}

/** What is found by its words only, even if it has the name that was typed. */
const UNNAMED: readonly SearchKind[] = ['file', 'keyword', 'difference']

/** What is often named by a common word. */
const OFTEN_WORDS: readonly SearchKind[] = ['sdk', 'member', 'field']

/** Whether an entry has the name that was typed. */
const isNamed =
  (query: string) =>
  ({ kind, title }: SearchEntry) =>
    !UNNAMED.includes(kind) &&
    sameName(title) === sameName(query) &&
    (!OFTEN_WORDS.includes(kind) || /\p{Ll}\p{Lu}|_/u.test(query))

/** Of `withResponse` and `WithResponse`, the one that is written as it was typed comes first. */
const byCase = (query: string) => (one: SearchEntry, other: SearchEntry) =>
  Number(other.title === query) - Number(one.title === query)

const sameName = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** An operation counts once, and is found in the first system that has it. The fields of an operation have its path. */
const keyOf = ({ kind, title, path }: SearchEntry) =>
  kind === 'operation' ? `${kind} ${title}` : kind === 'field' ? `${path} ${title}` : path
