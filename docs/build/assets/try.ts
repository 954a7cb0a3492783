/** The page: the request form, the mock, and the response. */
import { openMock } from '../../../mock/api/open.ts'
import type { TryData, TryOperation } from '../try-data.ts'
import { addressOf, readAddress } from './try/address.ts'
import { Credentials } from './try/credentials.ts'
import { part } from './try/dom.ts'
import { showExchange, showFailure } from './try/exchange-view.ts'
import { Form } from './try/form.ts'
import { KnownIds } from './try/known-ids.ts'
import { send } from './try/send.ts'
import { connect } from './try/transport.ts'

const { latchkeyTry: data } = globalThis as unknown as { readonly latchkeyTry: TryData }
const { contract } = data
const { mock } = openMock({ contract, seed: 1, isChecked: true })
const transport = connect(mock)
const credentials = new Credentials(mock, data.label)
const ids = new KnownIds(data)
const form = new Form()

form.element.addEventListener('submit', async event => {
  event.preventDefault()
  const operation = chosen()
  try {
    const credential = operation.security.length === 0 ? undefined : credentials.of(form.credential)
    const exchange = await send(mock, await transport, operation, form.values(), credential)
    credentials.learn(operation, exchange.body)
    ids.learn(operation, exchange.body)
    showExchange(exchange)
  } catch (error) {
    showFailure(error)
  }
  form.showCredentials(credentials.choices())
  showClock()
})
form.onOperation(() => {
  show()
  keepInAddress()
})
form.element.addEventListener('input', keepInAddress)
addEventListener('hashchange', showAddress)
part('[name=hour]').addEventListener('click', () => {
  mock.clock.advance('PT1H')
  showClock()
})
part('[name=reset]').addEventListener('click', () => {
  mock.reset()
  credentials.clear()
  ids.clear()
  form.showCredentials(credentials.choices())
  show()
  part('[role=status]').textContent = 'The mock was reset.'
  part('[data-part=exchange]').replaceChildren()
  showClock()
})
form.showCredentials(credentials.choices())
showAddress()
void transport.then(({ isWorker }) => {
  part('[data-part=network-hint]').hidden = !isWorker
})
showClock()
part<HTMLButtonElement>('[type=submit]').disabled = false

/** Links from the API reference have the operation only. */
function showAddress(): void {
  const { operation, person, values } = readAddress(location.hash)
  form.operation = data.operations.some(({ id }) => id === operation) ? operation : data.first
  form.credential = person
  show()
  form.fill(values)
}

function keepInAddress(): void {
  const isKept = form.credential === '' || credentials.isPerson(form.credential)
  const person = isKept ? form.credential : undefined
  const address = addressOf({ operation: form.operation, person, values: form.changes() })
  history.replaceState(history.state, '', address)
}

function show(): void {
  form.showOperation(ids.fillIn(described()), chosen())
  // Another system opens at the same operation.
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.chips a')) link.hash = form.operation
}

function described(): TryOperation {
  return data.operations.find(({ id }) => id === form.operation) ?? never()
}

function chosen() {
  return contract.operations.find(({ id }) => id === form.operation) ?? never()
}

function never(): never {
  throw new Error(`Unknown operation ${form.operation}.`)
}

function showClock(): void {
  const now = mock.clock.toString()
  const element = part<HTMLTimeElement>('[data-part=clock]')
  element.dateTime = now
  element.textContent = now.slice(0, 16).replace('T', ' ')
}
