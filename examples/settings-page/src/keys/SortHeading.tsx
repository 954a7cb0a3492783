import { Link } from '../app/Link.tsx'
import { useParameters } from '../app/location.ts'
import { useShop } from '../shop/context.ts'
import { FIRST_PAGE, sortOf } from './listing.ts'

interface SortHeadingProps {
  readonly field: string | undefined
  readonly children: string
}

/** A column heading, which sorts the list if the system can sort by this field. */
export function SortHeading({ field, children }: SortHeadingProps) {
  const { system } = useShop()
  const sort = sortOf(useParameters(), system)
  if (field === undefined || !sort || !(system.list.sorts as readonly string[]).includes(field)) {
    return <th scope="col">{children}</th>
  }
  const isSorted = sort.field === field
  const direction = isSorted ? (sort.isDown ? 'descending' : 'ascending') : undefined
  return (
    <th scope="col" aria-sort={direction}>
      <Link
        to={{ ...FIRST_PAGE, sort: isSorted && !sort.isDown ? `-${field}` : field }}
        className={`sort ${direction ?? ''}`}
      >
        {children}
      </Link>
    </th>
  )
}
