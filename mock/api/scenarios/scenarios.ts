/** Named states for tests. */
import { listOf } from '../../../openapi/contract/prose.ts'
import type { Context } from '../../engine/context.ts'
import type { Scenario, ScenarioName } from '../types/scenario.ts'
import { atLimit, revokedHistory, tenThousandKeys } from './credentials.ts'
import { empty } from './empty.ts'
import { readOnlyUser } from './read-only-user.ts'
import { windowOpen } from './window-open.ts'

const SCENARIOS: Readonly<Record<ScenarioName, (context: Context) => Scenario>> = {
  empty,
  'at-limit': atLimit,
  'revoked-history': revokedHistory,
  'read-only-user': readOnlyUser,
  'window-open': windowOpen,
  'ten-thousand-keys': tenThousandKeys,
}

/**
 * Brings a mock that was just reset into a state.
 * @throws {RangeError} if there is no such scenario, or the system does not support it
 */
export function playScenario(context: Context, name: string): Scenario {
  const play = SCENARIOS[scenarioName(name)]
  if (context.contract.lenient && !context.contract.operations.some(({ sign_in }) => sign_in))
    throw new RangeError(
      `scenario() does not apply to ${context.contract.title}: scenarios are about users and their credentials, and the document has no sign-in. Add records with seed(), or restore a snapshot().`,
    )
  return play(context)
}

/** @throws {RangeError} if there is no such scenario */
export function scenarioName(name: string): ScenarioName {
  if (isScenarioName(name)) return name
  throw new RangeError(`There is no scenario "${name}". The scenarios are ${listOf(Object.keys(SCENARIOS))}.`)
}

const isScenarioName = (name: string): name is ScenarioName => Object.hasOwn(SCENARIOS, name)
