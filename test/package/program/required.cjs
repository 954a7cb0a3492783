/** For CommonJS, which requires the SDK. The doors of the mock are modules, and CommonJS imports them. */
const sdk = require('latchkey')

async function main() {
  const { report } = await import('./program.mjs')
  console.log(await report(sdk, await import('latchkey/mock'), JSON.parse(process.env.BASES)))
}

main()
