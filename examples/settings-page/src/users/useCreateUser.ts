import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { Group, Groups, NewGroup, NewUser, User, Users } from '../shop/shop.ts'
import { useAction } from '../shop/useAction.ts'
import { type CreateRequest, useRequest } from '../shop/useRequest.ts'
import { choicesOf } from './choices.ts'

/** Finds out whether a group has this name, also one that somebody else has created since the page was opened. */
export function useFindGroup(groups: Groups) {
  const client = useQueryClient()
  return useAction({
    mutationFn: async (name: string) => {
      const all = await choicesOf(groups)
      client.setQueryData(['groups'], all)
      return isGroupName(all, name)
    },
  })
}

/**
 * Runs what looks for a group and creates it. The tabs of a browser do so one after the other, so that they do not create the
 * same group. Only pages that are loaded over HTTPS or from localhost have locks.
 */
export function alone<Result>(run: () => Promise<Result>): Promise<Result> {
  return navigator.locks ? navigator.locks.request('latchkey.groups', run) : run()
}

/** Whether a group has this name. Names that differ only in case would be taken for each other. */
export const isGroupName = (groups: readonly Group[], name: string): boolean =>
  groups.some(group => plain(group.name) === plain(name))

const plain = (name: string) => name.trim().toLowerCase()

/** Creates a group, and adds it to the choices. */
export function useCreateGroup(groups: Groups) {
  return useMake<NewGroup, Group>(groups, 'groups')
}

export function useCreateUser(users: Users) {
  return useMake<NewUser, User>(users, 'users')
}

/** Changes a user, and the choice for it. */
export function useUpdateUser(users: Users) {
  const client = useQueryClient()
  return useAction({
    mutationFn: ({ id, ...changes }: Partial<NewUser> & Pick<User, 'id'>) => users.update(id, changes),
    onSuccess: user => addChoice(client, 'users', user),
  })
}

interface Creates<Body, Made> {
  readonly create: (body: Body, options: { readonly idempotencyKey: string }) => Promise<Made>
}

/** Creates one record. Repeating the same input after a lost response returns the record that was created. */
function useMake<Body, Made extends { readonly id: string }>(resource: Creates<Body, Made>, choices: string) {
  const client = useQueryClient()
  const { requestFor, settle } = useRequest<Body>()
  const action = useAction({
    mutationFn: ({ body, idempotencyKey }: CreateRequest<Body>) => resource.create(body, { idempotencyKey }),
    onSuccess: made => {
      settle()
      addChoice(client, choices, made)
    },
    onError: settle,
  })
  const make = (body: Body) => action.mutateAsync(requestFor(JSON.stringify(body), () => body))
  return { make, error: action.error }
}

function addChoice<Made extends { readonly id: string }>(client: QueryClient, choices: string, made: Made): void {
  client.setQueryData<Made[]>([choices], (others = []) => [made, ...others.filter(({ id }) => id !== made.id)])
}
