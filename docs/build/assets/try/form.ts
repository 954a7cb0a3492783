import type { Operation } from '../../../../openapi/contract/contract.ts'
import type { TryOperation, TryParameter } from '../../try-data.ts'
import type { Choice } from './credentials.ts'
import { element, part } from './dom.ts'
import type { Values } from './send.ts'

/** The request form. */
export class Form {
  readonly element = part<HTMLFormElement>('.try-form')
  readonly #operation = part<HTMLSelectElement>('[name=operation]')
  readonly #credential = part<HTMLSelectElement>('[name=credential]')
  readonly #body = part<HTMLTextAreaElement>('[name=body]')
  readonly #options = part<HTMLDetailsElement>('[data-part=options]')
  #parameters: readonly TryParameter[] = []

  get operation(): string {
    return this.#operation.value
  }

  set operation(id: string) {
    this.#operation.value = id
  }

  get credential(): string {
    return this.#credential.value
  }

  /** Keeps the present one if there is no such choice. */
  set credential(choice: string | undefined) {
    if ([...this.#credential.options].some(({ value }) => value === choice)) this.#credential.value = choice ?? ''
  }

  onOperation(changed: () => void): void {
    this.#operation.addEventListener('change', changed)
  }

  /** Keeps the selected credential if it still exists. */
  showCredentials(choices: readonly Choice[]): void {
    const chosen = this.#credential.selectedOptions[0]?.value
    const groups = Map.groupBy(choices, ({ group }) => group)
    this.#credential.replaceChildren(
      ...[...groups].map(([label, group]) =>
        element('optgroup', { label }, ...group.map(({ value, label }) => element('option', { value }, label))),
      ),
    )
    this.#credential.value = choices.some(({ value }) => value === chosen) ? (chosen ?? '') : (choices[0]?.value ?? '')
  }

  showOperation({ parameters, body, reference }: TryOperation, { method, path, security }: Operation): void {
    const root = document.body.dataset.root ?? ''
    part('[data-part=about]').replaceChildren(
      element('code', {}, `${method} ${path}`),
      security.length === 0 ? ' requires no credentials. ' : ' ',
      element('a', { href: root + reference }, 'API reference'),
    )
    this.#parameters = parameters
    const fields = parameters.map((parameter, index) => ({ field: fieldOf(parameter, index), parameter }))
    const [needed = [], optional = []] = [false, true].map(optional =>
      fields.flatMap(({ field, parameter }) => (isOptional(parameter) === optional ? [field] : [])),
    )
    part('[data-part=parameters]').replaceChildren(...needed)
    part('[data-part=optional]').replaceChildren(...optional)
    this.#options.hidden = optional.length === 0
    this.#options.open = false
    part('[data-part=options] summary').textContent = `Optional parameters (${optional.length})`
    part('[data-part=body]').hidden = body === undefined
    this.#body.value = body ?? ''
  }

  /** The values of parameters that are not the initial ones, by name. */
  changes(): Record<string, string> {
    const form = new FormData(this.element)
    const values = this.#parameters.map(({ name, value }, index) => {
      return { name, initial: value, value: String(form.get(fieldName(index)) ?? '') }
    })
    return Object.fromEntries(values.flatMap(({ name, initial, value }) => (value === initial ? [] : [[name, value]])))
  }

  fill(values: Readonly<Record<string, string>>): void {
    for (const [index, { name }] of this.#parameters.entries()) {
      const field = this.element.elements.namedItem(fieldName(index))
      const value = values[name]
      if (value === undefined || !(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue
      field.value = value
      if (this.#options.contains(field)) this.#options.open = true
    }
  }

  /** The values of the form. Empty values are not sent. */
  values(): Values {
    const form = new FormData(this.element)
    const filled = this.#parameters.flatMap((parameter, index) => {
      const value = String(form.get(fieldName(index)) ?? '').trim()
      return value === '' ? [] : [{ in: parameter.in, name: parameter.name, value }]
    })
    return { parameters: filled, body: part('[data-part=body]').hidden ? '' : this.#body.value.trim() }
  }
}

/** Without it the operation responds to its example. */
const isOptional = ({ in: place, value }: TryParameter) => place !== 'path' && value === ''

const fieldName = (index: number) => `parameter-${index}`

function fieldOf({ name, in: place, description, value, values }: TryParameter, index: number): HTMLElement {
  const hint = element('small', { id: `hint-${index}` }, description)
  const attributes = { name: fieldName(index), 'aria-describedby': hint.id }
  const label = element('span', {}, name, element('span', { class: 'no' }, ` ${place}`))
  if (values.length === 0) {
    const required = place === 'path' ? { required: '' } : {}
    return element(
      'label',
      {},
      label,
      element('input', { ...attributes, ...required, value, spellcheck: 'false' }),
      hint,
    )
  }
  const options = ['', ...values].map(one => element('option', { value: one }, one === '' ? 'not sent' : one))
  const select = element('select', attributes, ...options)
  select.value = value
  return element('label', {}, label, select, hint)
}
