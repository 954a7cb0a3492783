/**
 * `npm run json-schema -- FOLDER` runs the required cases of draft 2020-12 of JSON-Schema-Test-Suite, a public repository, and
 * prints those that the mock takes for the opposite. The folder is a copy of it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { reasonOf } from './intended.ts'
import { type Group, wrongCases } from './suite.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Pass a folder with a copy of the repository JSON-Schema-Test-Suite.')

const cases = join(folder, 'tests/draft2020-12')
let all = 0
let intended = 0
const wrong: string[] = []
for (const file of readdirSync(cases).filter(name => name.endsWith('.json'))) {
  const groups: Group[] = JSON.parse(readFileSync(join(cases, file), 'utf8'))
  for (const group of groups) {
    all += group.tests.length
    for (const description of await wrongCases(group, join(folder, 'remotes'))) {
      const reason = reasonOf(`${file}: ${description}`)
      console.log(`${file}: ${description}: ${reason ?? 'WRONG'}`)
      if (reason === undefined) wrong.push(description)
      else intended++
    }
  }
}
console.log(
  `${all - intended - wrong.length} of ${all} cases; ${intended} are otherwise on purpose, ${wrong.length} are wrong`,
)
if (wrong.length > 0) process.exitCode = 1
