import type { Content, DeclaredResponse } from '../../../openapi/contract/contract.ts'

export interface ChosenResponse {
  readonly status: number
  readonly declared: DeclaredResponse
}

const NO_BODY: DeclaredResponse = { headers: [] }

/**
 * The response of an operation: the lowest 2xx, or the one of a preferred code.
 * @param responses by status code, range (`4XX`) or `default`
 * @returns undefined if the preferred code is not declared
 */
export function chooseResponse(
  responses: Readonly<Record<string, DeclaredResponse>>,
  code: string | undefined,
): ChosenResponse | undefined {
  if (code !== undefined) return preferred(responses, code)
  const statuses = Object.keys(responses).filter(isFinal).sort()
  // Never an error that nobody asked for.
  const key = statuses.find(status => /^2/.test(status)) ?? (responses.default ? 'default' : statuses.find(isRedirect))
  return key === undefined ? { status: 200, declared: NO_BODY } : chosen(responses, key, statusOf(key) ?? 200)
}

/** A response with 1xx is not the last one, and 206 answers a range. */
const isFinal = (status: string) => /^[2-5](\d\d|XX)$/i.test(status)
const isRedirect = (status: string) => /^3/.test(status)

function preferred(responses: Readonly<Record<string, DeclaredResponse>>, code: string): ChosenResponse | undefined {
  const key = Object.keys(responses).find(status => status.toLowerCase() === code.toLowerCase())
  if (key !== undefined) return chosen(responses, key, statusOf(key) ?? 500)
  const status = statusOf(code)
  if (status === undefined) return undefined
  const range = Object.keys(responses).find(name => name.toUpperCase() === `${code[0]}XX`)
  return range || responses.default ? chosen(responses, range ?? 'default', status) : undefined
}

function chosen(responses: Readonly<Record<string, DeclaredResponse>>, key: string, status: number): ChosenResponse {
  return { status, declared: responses[key] ?? NO_BODY }
}

/** The number of a status; the first one of a range. */
function statusOf(key: string): number | undefined {
  return /^[2-5](\d\d|XX)$/i.test(key) ? Number(key.replace(/XX/i, '00')) : undefined
}

/** Whether HTTP allows a body with a status. */
export function hasBody(status: number): boolean {
  return status !== 204 && status !== 205 && status !== 304
}

/** The content that suits the `Accept` header best; the first one, preferably JSON, if none does. */
export function chooseContent(declared: DeclaredResponse, accept: string | null): Content | undefined {
  const { others = [] } = declared
  const own = declared.schema || declared.media || declared.examples ? [declared] : []
  const all = [...own, ...others]
  const fallback = all.find(content => isJson(mediaOf(content))) ?? all[0]
  if (!accept) return fallback
  const ranges = rangesOf(accept)
  const rated = all.map(content => ({ content, quality: qualityOf(ranges, mediaOf(content)) }))
  const best = Math.max(...rated.map(({ quality }) => quality))
  if (!(best > 0)) return fallback
  const suited = rated.filter(({ quality }) => quality === best).map(({ content }) => content)
  return fallback && suited.includes(fallback) ? fallback : suited[0]
}

export const mediaOf = ({ media }: Content) => media ?? 'application/json'

export function isJson(media: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(media) || /^(application|text)\/json5?\b/i.test(media) || /^\*\/\*/.test(media)
}

interface MediaRange {
  readonly type: string
  readonly quality: number
}

function rangesOf(accept: string): readonly MediaRange[] {
  return accept.split(',').map(range => {
    const [type = '', ...parameters] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    const quality = parameters.find(parameter => parameter.startsWith('q='))
    return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
  })
}

/** The quality of the most specific range that includes a media type; 0 if there is none. */
function qualityOf(ranges: readonly MediaRange[], media: string): number {
  const type = media.toLowerCase().split(/\s*;/)[0] ?? ''
  const [main] = type.split('/')
  const names = [type, `${main}/*`, '*/*']
  const found = names.map(name => ranges.find(range => range.type === name)).find(range => range !== undefined)
  // A document that says `*/*` can answer with anything.
  return found?.quality ?? (type === '*/*' ? 1 : 0)
}
