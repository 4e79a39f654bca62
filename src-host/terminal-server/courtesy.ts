// How a flood lets those go first who type elsewhere: for a while it is read in small portions, with pauses between them (T23).

/** Milliseconds after a key: as long as a person who types is not done. */
const FOR_MS = 500
/** Bytes read between two pauses, and a pause in milliseconds: some 1.6 MB/s, more than anybody reads. */
const PORTION_BYTES = 16_384
const PAUSE_MS = 10

type Reading = { pause: () => void; goOn: () => void }

export class Courtesy {
  private readonly reading: Reading
  private until = Number.NEGATIVE_INFINITY
  /** Whether portions are counted; asked for at each of thousands of reads a second, which a look at the clock would slow. */
  private counts = false
  private portion = 0
  private timer: NodeJS.Timeout | undefined

  constructor(reading: Reading) {
    this.reading = reading
  }

  get pauses(): boolean {
    return this.timer !== undefined
  }

  isAsked(now: number): boolean {
    return now < this.until
  }

  /** Somebody types: it pauses at once, and now and then from here on. */
  ask(now: number): void {
    const isNew = !this.isAsked(now)
    this.until = now + FOR_MS
    this.counts = true
    if (isNew) this.pause()
  }

  onRead(bytes: number): void {
    if (!this.counts) return
    this.portion += bytes
    if (this.portion < PORTION_BYTES) return
    if (this.isAsked(performance.now())) this.pause()
    else this.counts = false
  }

  close(): void {
    clearTimeout(this.timer)
  }

  private pause(): void {
    if (this.timer !== undefined) return
    this.portion = 0
    this.reading.pause()
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.reading.goOn()
    }, PAUSE_MS)
  }
}
