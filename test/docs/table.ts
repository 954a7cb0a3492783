/**
 * The rows of a table in Markdown, without backticks.
 * @param heading the heading of its first column
 */
export function tableOf(text: string, heading: string): string[][] {
  const lines = text.split('\n')
  const start = lines.findIndex(line => line.startsWith(`| ${heading} `))
  const end = lines.indexOf('', start)
  return lines.slice(start + 2, end).map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.replaceAll('`', '').trim()),
  )
}
