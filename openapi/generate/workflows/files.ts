import { yamlFile } from '../generated-file.ts'
import type { System } from '../system.ts'
import { workflowsSource } from './workflows.ts'

/** The Arazzo document of each system. */
export function workflowFiles(systems: readonly System[]): (readonly [path: string, text: string])[] {
  return systems.map(
    ({ system, contract }) => [`openapi/generated/${system}.arazzo.yaml`, yamlFile(workflowsSource(contract))] as const,
  )
}
