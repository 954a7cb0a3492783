/** @jest-environment jsdom */
import { expect, test } from '@jest/globals'
import { createMock } from 'latchkey/mock'

test("in Jest's own environment for jsdom, the mock says what to set up", () => {
  expect(() => createMock()).toThrow("set testEnvironment: 'jest-fixed-jsdom'")
})
