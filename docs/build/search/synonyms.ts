/** Words that readers use for each other. A query with one of them also finds the others, which count less. */
const GROUPS: readonly string[] = [
  'authorization authentication authenticate credential',
  'unauthorized 401 unauthenticated invalid_key',
  'forbidden 403 permission_denied',
  'notfound 404 not_found',
  'throttle throttled rate_limited 429 quota',
  '400 bad malformed_json',
  '405 method_not_allowed',
  '413 payload body_too_large',
  '415 unsupported_media_type',
  '422 unprocessable validation_failed',
  '500 502 503 504 5xx',
  'pagination paging page cursor next_cursor',
  'retry maxRetries backoff attempt',
  'install installation setup npm',
  'begin start started quickstart',
  'typescript types typed',
  'time clock',
  'travel advance',
  'docker container image',
  'expire expiry expiration ttl',
  'create make new issue generate',
  'remove delete',
  'end revoke disable deactivate invalidate',
  'permission scope role access',
  'secret token',
  'stub mock fake',
  'msw handler interceptor',
  'offline disconnected',
  'nextjs next.js',
  'vue nuxt',
  'react hook',
  'python requests',
  'ci pipeline github actions',
  'log logging logger debug',
  'trace tracing telemetry opentelemetry otel',
  'schema swagger openapi spec specification',
  'limit maximum',
  'rotate rotation replace roll',
  'leak leaked compromised exposed',
  'vault keychain environment dotenv',
  'people users sign-in login password',
  'browser worker serviceworker',
  'bug problem troubleshooting',
  'faults failures outage',
  'parallel concurrent sandbox',
  'persist persistent save state',
  'slow latency delay',
  'factory factories fixture seed',
  'whoami getMe',
  'invalid malformed',
  'idempotency idempotent duplicate',
  'ssl tls https',
  'timezone utc',
  'esm commonjs require modules',
  'logout deleteSession',
  'csp content-security-policy',
  'deprecation deprecated breaking',
  'release changelog history',
  'shaking bundle',
  'cancel abort',
  'faker examples',
  'benchmark performance speed fast measured',
  'postman insomnia httpie curl',
  'redacted redactedKey key_prefix',
  'ruby php java go rust csharp generators',
]

/** @returns for each word of a group, the other words, as they are written */
export function synonymsBy(form: (text: string) => readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const group of GROUPS) {
    const words = group.split(' ')
    for (const word of words) {
      const [key = ''] = form(word)
      found.set(key, [...(found.get(key) ?? []), ...words.filter(other => other !== word)])
    }
  }
  return found
}
