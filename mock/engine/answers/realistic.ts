/**
 * Values that look like those of a real API, by the format of a schema and the name of a property. All domains and phone
 * numbers are reserved for examples (RFC 2606, the 555-01xx numbers), and nobody has the names.
 */
import { type Chooser, oneOf } from './chooser.ts'

const DAY = 86_400_000
/** The time around which dates are. It is fixed, so that an answer does not change from day to day. */
const NOW = Date.UTC(2026, 0, 15, 9, 30)

const WORDS = [
  'amber',
  'birch',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'harbor',
  'indigo',
  'juniper',
  'lagoon',
  'maple',
]
const FIRST_NAMES = ['Alex', 'Robin', 'Sam', 'Kim', 'Jo', 'Charlie', 'Noor', 'Sasha']
const LAST_NAMES = ['Example', 'Sample', 'Tester', 'Mockford', 'Demo', 'Placeholder']

/** A text of a format of JSON Schema, OpenAPI or its format registry; undefined if the format is not known. */
export function textOfFormat(format: string | undefined, name: string, chooser: Chooser): string | undefined {
  const word = () => oneOf(chooser, WORDS) ?? ''
  switch (format) {
    case 'date-time':
    case 'datetime':
    case 'iso-date-time':
    case 'timestamp':
      return timeOf(name, chooser)
    case 'date':
      return timeOf(name, chooser).slice(0, 10)
    case 'time':
    case 'iso-time':
      return timeOf(name, chooser).slice(11)
    case 'duration':
      return `PT${1 + chooser.below(48)}H`
    case 'email':
    case 'idn-email':
      return `${word()}@example.com`
    case 'uri':
    case 'url':
    case 'iri':
      return `https://example.com/${word()}`
    case 'uri-reference':
    case 'iri-reference':
      return `/${word()}/${chooser.below(1000)}`
    case 'uri-template':
      return `https://example.com/${word()}/{id}`
    case 'hostname':
    case 'idn-hostname':
      return `${word()}.example.com`
    case 'ipv4':
    case 'ip':
      return `192.0.2.${1 + chooser.below(254)}`
    case 'ipv6':
      return `2001:db8::${(1 + chooser.below(65_535)).toString(16)}`
    case 'uuid':
    case 'guid':
      return `${hex(chooser, 8)}-${hex(chooser, 4)}-4${hex(chooser, 3)}-${'89ab'[chooser.below(4)]}${hex(chooser, 3)}-${hex(chooser, 12)}`
    case 'json-pointer':
      return `/${word()}/0`
    case 'relative-json-pointer':
      return `1/${word()}`
    case 'json-pointer-uri-fragment':
      return `#/${word()}`
    case 'regex':
      return '^[a-z]+$'
    case 'byte':
    case 'base64':
    case 'base64url':
      return 'c2FtcGxl'
    case 'password':
      return 'sample-password'
    default:
      return undefined
  }
}

/** What each kind of name gets. The first that fits is taken. */
const BY_NAME: readonly (readonly [RegExp, (chooser: Chooser, index: number, name: string) => string])[] = [
  [/e?mail(address)?$/, chooser => `${oneOf(chooser, WORDS)}@example.com`],
  [
    /(avatar|image|photo|picture|logo|icon|thumbnail)(url|uri)?$/,
    chooser => `https://example.com/images/${oneOf(chooser, WORDS)}.png`,
  ],
  [/(url|uri|href|link|website|homepage|endpoint)$/, chooser => `https://example.com/${oneOf(chooser, WORDS)}`],
  [/(domain|host|hostname)(name)?$/, chooser => `${oneOf(chooser, WORDS)}.example.com`],
  [/(phone|mobile|fax|tel)(number)?$/, chooser => `+1202555${String(100 + chooser.below(100)).padStart(4, '0')}`],
  [/(first|given)name$/, chooser => oneOf(chooser, FIRST_NAMES) ?? ''],
  [/(last|family|sur)name$/, chooser => oneOf(chooser, LAST_NAMES) ?? ''],
  [
    /(full|display|customer|contact|owner|author)name$/,
    chooser => `${oneOf(chooser, FIRST_NAMES)} ${oneOf(chooser, LAST_NAMES)}`,
  ],
  [/(user|login|nick|screen)(name)?$/, chooser => `${oneOf(chooser, WORDS)}${chooser.below(100)}`],
  [/currency(code)?$/, () => 'USD'],
  [/country(code)?$/, () => 'US'],
  [/(state|province|region)code$/, () => 'CA'],
  [/city|town$/, () => 'Springfield'],
  [/(postal|post|zip)(code)?$/, () => '12345'],
  [/(street|address|addressline)[12]?$/, chooser => `${1 + chooser.below(200)} Sample Street`],
  [/(locale|language)(code|tag)?$/, () => 'en'],
  [/time_?zone$/, () => 'UTC'],
  [/colou?r$/, chooser => `#${hex(chooser, 6)}`],
  [/(ip|ipaddress)$/, chooser => `192.0.2.${1 + chooser.below(254)}`],
  [
    /(createdat|updatedat|deletedat|timestamp|datetime|(created|updated|modified|expire[sd]?)(at|on|time|date)?)$/,
    (chooser, _index, name) => timeOf(name, chooser),
  ],
  [/date$/, (chooser, _index, name) => timeOf(name, chooser).slice(0, 10)],
  [/(uuid|guid)$/, chooser => textOfFormat('uuid', '', chooser) ?? ''],
  [/(sha|hash|checksum|digest|etag)$/, chooser => hex(chooser, 40)],
  [/version$/, chooser => `1.${chooser.below(10)}.0`],
  [/(mime|content|media)type$/, () => 'application/json'],
  [/(amount|price|total|balance)$/, chooser => `${1 + chooser.below(200)}.00`],
  [/(^|.)id$|^(key|code|sku|ref|reference|token|slug|cursor)$/, chooser => hex(chooser, 8)],
]

/** A text for a property that its name describes: `city`, `currency`. Otherwise the name itself in words. */
export function textOfName(name: string, index: number, chooser: Chooser): string {
  const plain = name.replace(/[^a-z0-9]/gi, '').toLowerCase()
  const make = BY_NAME.find(([form]) => form.test(plain))?.[1]
  if (make) return make(chooser, index, name)
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[^a-z0-9]+/gi, ' ')
    .trim()
    .toLowerCase()
  const text = words === '' ? 'sample' : `sample ${words}`
  return index > 0 ? `${text} ${index + 1}` : text
}

/** A number for a property that its name describes; undefined if the name says nothing about numbers. */
export function numberOfName(name: string, chooser: Chooser): number | undefined {
  const plain = name.replace(/[^a-z0-9]/gi, '').toLowerCase()
  if (/^(latitude|lat)$/.test(plain)) return chooser.below(60)
  if (/^(longitude|lng|lon)$/.test(plain)) return chooser.below(120)
  if (/year$/.test(plain)) return 2026
  if (/port$/.test(plain)) return 8080
  if (/^(status|statuscode)$/.test(plain)) return 200
  if (/(createdat|updatedat|timestamp|^created|^updated|expire)/.test(plain))
    return Math.floor(Date.parse(timeOf(name, chooser)) / 1000)
  if (/^(page|pagenumber)$/.test(plain)) return 1
  if (/^(offset|skip)$/.test(plain)) return 0
  if (/(amount|price|cents|total|balance)$/.test(plain)) return 100 + 5 * chooser.below(1000)
  return undefined
}

/** Things were created before they were changed, and expire later. */
function timeOf(name: string, chooser: Chooser): string {
  const days = 1 + chooser.below(60)
  const shift = /expir|due|until|end|next|renew/i.test(name)
    ? days
    : /creat|start|begin|join/i.test(name)
      ? -60 - days
      : -days
  const minutes = chooser.below(24 * 60)
  return `${new Date(NOW + shift * DAY + minutes * 60_000).toISOString().slice(0, 19)}Z`
}

function hex(chooser: Chooser, length: number): string {
  return Array.from({ length }, () => chooser.below(16).toString(16)).join('')
}
