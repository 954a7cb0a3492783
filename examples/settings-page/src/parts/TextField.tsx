import { type ComponentProps, useId } from 'react'

interface TextFieldProps extends ComponentProps<'input'> {
  readonly label: string
  readonly name: string
  /** The validation error of the server. */
  readonly problem: string | undefined
}

/** A required text field, with its validation error below. */
export function TextField({ label, problem, ...input }: TextFieldProps) {
  const id = useId()
  return (
    <div>
      <label>
        {label}
        <input
          required
          pattern=".*\S.*"
          autoComplete="off"
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
