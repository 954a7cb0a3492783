import { endOfTurn } from './turn.ts'

/** Writes lines, those of one turn of the event loop in one go. */
export class Lines {
  readonly #write: (text: string) => void
  #text = ''

  constructor(write: (text: string) => void) {
    this.#write = write
  }

  add(line: string): void {
    if (this.#text === '') void endOfTurn().then(() => this.flush())
    this.#text += `${line}\n`
  }

  flush(): void {
    const text = this.#text
    this.#text = ''
    if (text !== '') this.#write(text)
  }
}
