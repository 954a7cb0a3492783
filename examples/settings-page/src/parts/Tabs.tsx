import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'

interface Tab {
  readonly name: string
  readonly content: ReactNode
}

interface TabsProps {
  readonly label: string
  readonly tabs: readonly Tab[]
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Shows one of several contents. The arrow keys move between the tabs. */
export function Tabs({ label, tabs }: TabsProps) {
  const id = useId()
  const [current, setCurrent] = useState(0)
  const move = ({ key, currentTarget }: KeyboardEvent) => {
    const step = STEPS[key]
    if (step === undefined) return
    const next = (current + step + tabs.length) % tabs.length
    setCurrent(next)
    currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  return (
    <div className="tab-group">
      <div role="tablist" aria-label={label} className="tablist" onKeyDown={move}>
        {tabs.map(({ name }, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${index}`}
            aria-selected={index === current}
            aria-controls={`${id}-panel`}
            tabIndex={index === current ? 0 : -1}
            onClick={() => setCurrent(index)}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current}`}>
        {tabs[current]?.content}
      </div>
    </div>
  )
}
