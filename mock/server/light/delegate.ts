/** Gives a class all other members of the real class that it stands for. They are those of an instance's `real`. */
export function delegate<Real extends object>(light: { readonly real: Real }, names: readonly (keyof Real)[]): void {
  for (const name of names)
    Object.defineProperty(light, name, {
      get(this: { readonly real: Real }) {
        const value = this.real[name]
        return typeof value === 'function' ? value.bind(this.real) : value
      },
    })
}
