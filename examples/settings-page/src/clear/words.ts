/** An ISO 8601 duration in minutes: `PT60M` becomes `60 minutes`. */
export function minutesOf(duration: string | null): string {
  const [, hours = 0, minutes = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?/.exec(duration ?? '') ?? []
  return `${Number(hours) * 60 + Number(minutes)} minutes`
}

/** `1 category`, `2 categories`. */
export function countedOf(count: number, resource: string): string {
  return `${count} ${count === 1 ? resource.replace(/ies$/, 'y').replace(/s$/, '') : resource}`
}
