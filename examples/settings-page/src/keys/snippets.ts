/** How a program sends a key, in the form of the system. */
import type { Shop } from '../shop/shop.ts'

type System = Shop['system']

/** The variable that the SDK reads. */
export const VARIABLE = 'LATCHKEY_API_KEY'

/** A request for curl that reads the key from the environment, so that the history of the shell does not contain it. */
export function curlOf({ keySentAs }: System, baseUrl: string): string {
  const url = `${baseUrl}/me`
  const key = `$${VARIABLE}`
  switch (keySentAs.in) {
    case 'bearer':
      return `curl ${url} -H "Authorization: Bearer ${key}"`
    case 'basic':
      return `curl ${url} -u "${key}:"`
    case 'query':
      return `curl "${url}?${keySentAs.name}=${key}"`
    case 'header':
      return `curl ${url} -H "${keySentAs.name}: ${keySentAs.prefix} ${key}"`
  }
}

/** A program that uses the SDK. */
export function programOf({ id }: System, baseUrl: string): string {
  return `import { Latchkey } from 'latchkey'

const shop = new Latchkey({
  system: '${id}',
  baseUrl: '${baseUrl}',
  apiKey: process.env.${VARIABLE},
})
console.log(await shop.me.get())`
}
