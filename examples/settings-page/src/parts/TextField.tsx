import { type ComponentProps, useId } from 'react'
import { checkText } from './max-length.ts'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'maxLength'> {
  readonly label: string
  readonly name: string
  /** In Unicode code points. */
  readonly maxLength: number
  /** The validation error of a text; empty if it is valid. */
  readonly check?: (text: string) => string
  /** The validation error of the server. */
  readonly problem: string | undefined
}

/** A required text field, with its validation error below. */
export function TextField({ label, maxLength, check, problem, ...input }: TextFieldProps) {
  const id = useId()
  return (
    <div>
      <label>
        {label}
        <input
          required
          pattern=".*\S.*"
          autoComplete="off"
          onInput={checkText(maxLength, check)}
          {...input}
          aria-invalid={problem !== undefined}
          aria-describedby={id}
        />
      </label>
      <p id={id} className="field-problem">
        {problem && `${label} ${problem}.`}
      </p>
    </div>
  )
}
