import { describe, expect, test } from 'vitest'
import { chooserOf } from '../answers/chooser.ts'
import { stepsFor } from './cost.ts'
import { linearTest } from './linear.ts'
import { parsePattern } from './parse.ts'
import { MAX_STEPS, patternOf, SIMPLE } from './pattern.ts'
import { textOf } from './text-of.ts'

const PATTERNS = [
  '',
  'abc',
  '^a*b+c?$',
  '^(a|bc)+$',
  '^[a-z]{2,4}$',
  '^[^a-c]+$',
  '^a.c$',
  String.raw`^\d{3}-\w+\s$`,
  String.raw`\bcat\b`,
  String.raw`\Bcat`,
  '^(?!a).*$',
  '^(?=.*a)(?=.*b)[a-c]+$',
  '^(?!.*ab)[a-c]*$',
  '(?<=a)b',
  '(?<!a)b$',
  '(?=b(?!c)).',
  String.raw`^\p{L}+$`,
  String.raw`^[\u0041-\u0043]$`,
  '^$',
  '(a*)*b',
  '^(?:)$',
  '[]',
  '[^]',
]
const TEXTS = [
  '',
  'a',
  'b',
  'c',
  'ab',
  'abc',
  'aabbc',
  'bcbc',
  'cat',
  'a cat',
  'bobcat',
  '123-ab ',
  'é',
  'A',
  'abcd',
  '\n',
  '😀',
]

describe('a linear test', () => {
  test.each(PATTERNS)('accepts the same texts as the native regular expression: %s', source => {
    const parsed = parsePattern(source)
    const linear = parsed && linearTest(parsed)
    const native = new RegExp(source, 'u')
    expect(TEXTS.filter(text => linear?.(text))).toEqual(TEXTS.filter(text => native.test(text)))
  })

  test('does not know backreferences', () => {
    const parsed = parsePattern(String.raw`(a)\1`)
    expect(parsed && linearTest(parsed)).toBeUndefined()
  })
})

describe('a pattern', () => {
  test.each([
    ['(a+)+$', 'a'],
    ['^(a|a)*$', 'a'],
    ['^(?:a?){40}a{40}$', 'a'],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'],
    [String.raw`\s+$`, ' '],
    ['^(?!(a+)+$).*b$', 'a'],
  ])('that backtracks is tested without backtracking: %s', (source, character) => {
    const pattern = patternOf(source)
    pattern?.test(`${character.repeat(30)}!`)
    pattern?.test(`${character.repeat(50_000)}!`)
    expect(pattern?.checked).toBe(Number.POSITIVE_INFINITY)
  })

  test('with a backreference accepts what would take too long', () => {
    const pattern = patternOf(String.raw`^(a*)*\1b$`)
    expect(pattern?.checked).toBeLessThan(100)
    expect(pattern?.test('a'.repeat(1_000))).toBe(true)
  })

  test('is read without the flag u if it is only valid so', () => {
    const pattern = patternOf(String.raw`^[\w-.]+$`)
    expect(pattern?.flags).toBe('')
    expect([pattern?.test('a-b.c'), pattern?.test('a b')]).toEqual([true, false])
  })

  test('is what a literal of JavaScript holds', () => {
    expect(patternOf('/^a+$/')?.test('aa')).toBe(true)
    expect(patternOf('/^a+$/i')).toBeUndefined()
  })

  test('is undefined if it is no regular expression', () => {
    expect(patternOf('(')).toBeUndefined()
    expect(patternOf('a'.repeat(50_000))).toBeUndefined()
  })
})

describe('a simple pattern', () => {
  test.each([
    '^',
    '^$',
    '^a+$',
    '^[a-z][a-z0-9_]*$',
    '^ses_[0-9A-Za-z]{49}$',
    String.raw`^\S+$`,
    String.raw`^\d{3}-\w{2}x*`,
  ])('takes linear time without being parsed: %s', source => {
    const parsed = parsePattern(source)
    if (!parsed) throw new Error('not parsed')
    expect(SIMPLE.test(source)).toBe(true)
    expect(stepsFor(parsed.ast, 1_000_000)).toBeLessThanOrEqual(MAX_STEPS)
    expect(patternOf(source)).toMatchObject({ flags: 'u', checked: Number.POSITIVE_INFINITY })
    expect(TEXTS.filter(text => patternOf(source)?.test(text))).toEqual(TEXTS.filter(text => parsed.native.test(text)))
  })

  test.each([
    'a+',
    '[a-z]+$',
    '^a*b',
    '^a*a*$',
    '^(a+)+$',
    '^a{1,9}$',
    '^a|b*$',
    '^.*$',
    '^[^a]*$',
    String.raw`^[\w-.]+$`,
  ])('is no other one: %s', source => {
    expect(SIMPLE.test(source)).toBe(false)
  })

  test.each(['^[z-a]$', '^a{3}*$', '^*$'])('that is no regular expression is refused: %s', source => {
    expect(patternOf(source)).toBeUndefined()
  })
})

describe('a text of a pattern', () => {
  test.each([
    '^[A-Z]{2}[0-9]{4}$',
    String.raw`^arn:aws:s3:::[a-z0-9.\-]{3,63}(/.*)?$`,
    String.raw`^(\d{1,3}\.){3}\d{1,3}$`,
    String.raw`^(["'])[a-z]+\1$`,
    String.raw`^\p{Lu}[\u4e00-\u4e10]$`,
    '^[^a-zA-Z0-9]+$',
  ])('matches it: %s', source => {
    const parsed = parsePattern(source)
    if (!parsed) throw new Error('not parsed')
    expect(textOf(parsed, chooserOf('seed'), 3)).toMatch(parsed.native)
  })

  test('is bounded', () => {
    const parsed = parsePattern('^(a{1000}){1000}$')
    expect(parsed && textOf(parsed, chooserOf(''), 2).length).toBeLessThan(20_000)
  })
})
