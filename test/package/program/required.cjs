/** For CommonJS, which requires the SDK. The entry points of the mock are ES modules, which CommonJS imports. */
const sdk = require('latchkey')

async function main() {
  const { report } = await import('./program.mjs')
  console.log(await report(sdk, await import('latchkey/mock'), JSON.parse(process.env.BASES)))
}

main()
