/**
 * The guides in reading order. A guide is registered here and nowhere else: the sidebar, the list of guides, previous and
 * next, the search and llms.txt follow. The build fails for a file in docs/ that is not listed.
 */

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.ts'

export interface GuideEntry {
  /** The Markdown file, or what else the page is made from, from the root of the repository. */
  readonly source: string
  /** Short, for the sidebar. The heading of the page is that of the file. */
  readonly title: string
  /** One line for the list of guides, the search and search engines. */
  readonly about: string
  /** Words that readers search for it with, if the text has others. */
  readonly keywords?: string
}

export interface GuideGroup {
  readonly title: string
  readonly guides: readonly GuideEntry[]
}

/** One guide for each emulation, by the name of its file: its heading, and the first sentence below it. */
function emulations(): GuideEntry[] {
  const sources = globSync('docs/emulation-*.md', { cwd: ROOT }).sort()
  return sources.map(source => {
    const text = readFileSync(join(ROOT, source), 'utf8')
    const [, title, about] = /^# ([^\n]+)\n\n(.+?\.)\s/s.exec(text) ?? []
    if (title === undefined || about === undefined)
      throw new Error(`${source} needs a heading, and a sentence below it.`)
    return { source, title, about: about.replaceAll('`', '').replaceAll(/\s+/g, ' ') }
  })
}

export const GUIDE_GROUPS: readonly GuideGroup[] = [
  {
    title: 'Get started',
    guides: [
      {
        source: 'docs/quick-start-frontend.md',
        title: 'Mock the API in a front end',
        about: 'Test a front end against a mock with state and rules, without a network.',
        keywords: 'getting started tutorial',
      },
      {
        source: 'docs/quick-start-integrators.md',
        title: 'Call the API',
        about: 'Create your first API key with the typed SDK, against a mock on your machine.',
        keywords: 'getting started tutorial npm first request create api key',
      },
      {
        source: 'docs/quick-start-readers.md',
        title: 'Understand a system',
        about: 'See what API keys can and cannot do on a platform, and try a rule yourself.',
        keywords: 'getting started explore',
      },
      {
        source: 'docs/installation.md',
        title: 'Installation and runtimes',
        about: 'What to install, from the registry or from a clone, and where it runs.',
        keywords: 'install setup npm node version runtimes bun deno edge cloudflare workers workerd',
      },
      {
        source: 'docs/concepts.md',
        title: 'Concepts',
        about: 'The terms of this documentation: systems, rules, keys, states, limits, and what a mock has.',
        keywords: 'terms glossary scopes states',
      },
      {
        source: 'docs/troubleshooting.md',
        title: 'Troubleshooting',
        about: 'What goes wrong most often: MSW, service workers, CORS, clocks, Jest with jsdom, and more.',
        keywords: 'problem error does not work fix',
      },
    ],
  },
  {
    title: 'Use API keys',
    guides: [
      {
        source: 'docs/api-basics.md',
        title: 'API basics',
        about: 'Authentication, lists and pages, idempotency keys and errors, in one place.',
        keywords: 'authorization header bearer token session pagination paging next page size sort filter request id',
      },
      {
        source: 'docs/curl-and-python.md',
        title: 'curl and Python',
        about: 'Call the API, and control the mock, from any language.',
        keywords: 'curl python http client postman java go ruby php',
      },
      {
        source: 'docs/systems.md',
        title: 'Systems',
        about: 'The six systems side by side: how a key is sent, what it may do, and how it ends.',
        keywords: 'compare platforms delete vs revoke limits max many',
      },
      {
        source: 'docs/rotating-keys.md',
        title: 'Rotating keys',
        about: 'Replace a key without interrupting the programs that use it.',
        keywords: 'rotate keys replace without downtime',
      },
      {
        source: 'docs/storing-keys.md',
        title: 'Storing keys safely',
        about: 'Where to store a key, where it must never be, and how the SDK keeps it out of logs.',
        keywords: 'show once secret lost environment variable leak',
      },
      {
        source: 'docs/calls-in-production.md',
        title: 'Calls in production',
        about: 'Retries, timeouts, idempotency keys, logs, hooks and traces of the SDK.',
        keywords: 'retry retries maxRetries backoff timeout debug error handling',
      },
      {
        source: 'docs/settings-page.md',
        title: 'The settings page',
        about: 'A page for API keys in React, for all systems, to try and to copy.',
        keywords: 'settings page',
      },
    ],
  },
  {
    title: 'Mock an API',
    guides: [
      {
        source: 'docs/mocking-in-tests.md',
        title: 'Mocking in tests',
        about: 'A mock with its own state and clock for each test: Vitest, MSW, browsers and Playwright.',
        keywords: 'unit test fake stub jest vitest msw',
      },
      {
        source: 'docs/mock-server.md',
        title: 'The mock server',
        about: 'A local server for apps in any language, with controls, sandboxes and persistent state.',
        keywords: 'docker sandbox sandboxes port start run standalone',
      },
      {
        source: 'src/cli/program.ts',
        title: 'Command line',
        about: 'Every command of latchkey and its options.',
      },
      {
        source: 'docs/seeded-shop.md',
        title: 'The seeded shop',
        about: 'The people, ids, warehouses and records that every mock has, and the scenarios.',
        keywords: 'seed seeded users sign in login password example data',
      },
      {
        source: 'docs/front-end-frameworks.md',
        title: 'React Query, Next.js and Vue',
        about: 'How the SDK and the mock fit into front-end frameworks.',
        keywords: 'angular solid',
      },
      {
        source: 'docs/continuous-integration.md',
        title: 'Continuous integration',
        about: 'GitHub Actions, GitLab CI, containers, parallel jobs and checks.',
      },
      {
        source: 'examples/recipes/README.md',
        title: 'Recipes',
        about: 'Projects to copy: Jest, Vitest, Storybook, Cypress, Playwright and more.',
      },
      {
        source: 'examples/scale-out/README.md',
        title: 'Scaling out',
        about: 'Several mock servers behind one address, for the CI of many teams.',
        keywords: 'load balancer nginx kubernetes performance',
      },
      {
        source: 'docs/migrating.md',
        title: 'Migrating from another mock',
        about: 'Coming from Prism, hand-written MSW handlers or json-server: what changes.',
      },
      {
        source: 'docs/comparison-of-mocks.md',
        title: 'Why Latchkey',
        about: 'A measured comparison with other mocks: what each does that the others do not.',
        keywords: 'why compare alternatives benchmark prism',
      },
    ],
  },
  {
    title: 'Your own API',
    guides: [
      {
        source: 'docs/your-own-api.md',
        title: 'Your own API in ten minutes',
        about: 'From an OpenAPI document to a mock that follows your rules, a test, and a typed client.',
      },
      {
        source: 'docs/any-document.md',
        title: 'Your own OpenAPI document',
        about: 'What a mock of any OpenAPI document infers and keeps, and what it makes up.',
      },
      {
        source: 'docs/rules-for-your-api.md',
        title: 'Rules for your API',
        about: 'Write down limits, states and secrets, starting from what can be inferred.',
      },
      {
        source: 'docs/generated/vocabulary.md',
        title: 'Keywords of x-latchkey',
        about: 'Every keyword for the rules of a contract, with an example.',
      },
      {
        source: 'docs/generating-clients.md',
        title: 'Generating a client and a mock',
        about: 'A typed client and a typed mock from your document, kept up to date with it.',
      },
      {
        source: 'docs/generated-client.md',
        title: 'The generated client',
        about: 'How calls, pages, errors and credentials of your document look in TypeScript.',
      },
      {
        source: 'examples/frameworks/README.md',
        title: 'Frameworks',
        about: 'Small projects that use a generated client and mock.',
      },
      {
        source: 'docs/your-own-system.md',
        title: 'Writing your own system',
        about: 'Describe a platform in one file: an overlay with its differences from the standard system.',
      },
    ],
  },
  {
    title: 'Emulations',
    guides: [
      {
        source: 'docs/emulations.md',
        title: 'Emulations',
        about: 'Existing products on your machine, with which their own clients work unchanged.',
      },
      {
        source: 'docs/emulating-an-api.md',
        title: 'Emulating an API',
        about: 'From the OpenAPI document of a product to a mock that responds as it does.',
      },
      ...emulations(),
    ],
  },
  {
    title: 'The project',
    guides: [
      {
        source: 'docs/versioning-and-support.md',
        title: 'Versioning, security, support',
        about: 'What a version number promises, what is supported, and where to report problems.',
      },
    ],
  },
]
