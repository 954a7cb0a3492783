/**
 * Types that join the members of a union: what all members have is required, what only some have is optional. So code can
 * work on any of them without knowing which one it has.
 */
import type { Call } from './call.ts'
import type { Secret } from './credentials/secret.ts'
import type { AnyPage, Pages } from './pages/pages.ts'
import type { CreateOptions, ListOptions, RequestOptions } from './request-options.ts'

/** The names that at least one member has. */
type NameIn<Union> = Union extends unknown ? keyof Union : never

/** The names that are optional in at least one member. */
type OptionalIn<Union> = Union extends unknown
  ? { [Name in keyof Union]-?: Record<never, never> extends Pick<Union, Name> ? Name : never }[keyof Union]
  : never

/** The names that are required in all members. */
type RequiredIn<Union> = Exclude<keyof Union, OptionalIn<Union>>

type ValueIn<Union, Name> = Union extends unknown ? (Name extends keyof Union ? Union[Name] : never) : never

/** Data of any of several systems. */
export type MergedData<Data> =
  | Exclude<Data, object>
  | ([Extract<Data, object>] extends [never] ? never : MergedObject<Extract<Data, object>>)

type MergedObject<Data> = [Data] extends [Secret]
  ? Secret
  : [Data] extends [readonly (infer Item)[]]
    ? MergedData<Item>[]
    : { readonly [Name in RequiredIn<Data>]: MergedData<ValueIn<Data, Name>> } & {
        readonly [Name in Exclude<NameIn<Data>, RequiredIn<Data>>]?: MergedData<ValueIn<Data, Name>> | undefined
      }

/** The methods of a resource of any of several systems. */
export type MergedMethods<Methods> = {
  readonly [Name in RequiredIn<Methods>]: MergedMethod<ValueIn<Methods, Name>>
} & {
  readonly [Name in Exclude<NameIn<Methods>, RequiredIn<Methods>>]?: MergedMethod<ValueIn<Methods, Name>> | undefined
}

/** The resources of any of several systems. */
export type MergedResources<Resources> = {
  readonly [Name in RequiredIn<Resources>]: MergedMethods<ValueIn<Resources, Name>>
} & {
  readonly [Name in Exclude<NameIn<Resources>, RequiredIn<Resources>>]?:
    | MergedMethods<ValueIn<Resources, Name>>
    | undefined
}

/** A method, not a function: TypeScript then compares arguments in both directions. */
type MergedMethod<Method> = {
  method(...args: MergedArguments<ArgumentsOf<Method>, ArgumentsOf<Method>>): MergedResult<ResultOf<Method>>
}['method']

type ArgumentsOf<Method> = Method extends (...args: infer Arguments) => unknown ? Arguments : never

type ResultOf<Method> = Method extends (...args: never[]) => infer Result ? Result : never

/** @typeParam All The arguments of all members. The first parameter goes through them one by one. */
type MergedArguments<Arguments extends readonly unknown[], All> = Arguments extends unknown
  ? { [Place in keyof Arguments]: MergedArgument<ValueIn<All, Place>> }
  : never

/** Bodies and queries are merged. Ids and options are the same on all systems. */
type MergedArgument<Argument> = [Exclude<Argument, undefined>] extends [Options | string | number]
  ? Argument
  : Writable<MergedData<Exclude<Argument, Options | EmptyBody>>>

/** A body or query in which each text is a `string`: code for any system takes the values from `shop.system`. */
type Writable<Data> = Data extends string
  ? string
  : Data extends object
    ? { readonly [Name in keyof Data]: Writable<Data[Name]> }
    : Data

type Options = RequestOptions | CreateOptions | ListOptions

/** The type of a body that has no properties. */
type EmptyBody = Record<string, never>

type MergedResult<Result> = [Result] extends [AsyncIterable<unknown>]
  ? Pages<MergedData<Awaited<Result>> & AnyPage>
  : Call<MergedData<Awaited<Result>>>
