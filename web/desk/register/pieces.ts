/** Rows by place: fetched in pieces of a fixed size, the ones in sight first; a few pieces are kept. */
import type { Part, Row } from './told'

export const PIECE = 100
const MOST_KEPT = 60

/** Raised where the session has ended: the answer was the page to sign in. */
export class SignedOut extends Error {}
/** Raised where the server says why it does not answer, in the reader's language. */
export class NotAsked extends Error {}

export class Pieces {
  total = 0
  mark = -1
  /** What went wrong last, until something is read again. */
  problem: Error | null = null
  private pieces = new Map<number, (Row | null)[]>()
  private asked = new Map<number, AbortController>()

  constructor(
    private readonly address: (from: number, to: number) => string,
    private readonly arrived: () => void,
  ) {}

  row(place: number): Row | null | undefined {
    return this.pieces.get(Math.floor(place / PIECE))?.[place % PIECE]
  }

  replace(row: Row): void {
    for (const piece of this.pieces.values()) {
      const at = piece.findIndex((one) => one?.[0] === row[0])
      if (at >= 0) piece[at] = row
    }
  }

  /** Another question: everything read so far is of the old one. */
  forget(): void {
    for (const one of this.asked.values()) one.abort()
    this.asked.clear()
    this.pieces.clear()
    this.problem = null
  }

  /** See to it that the rows from a place up to another are there or on their way; what is out of sight is let go. */
  want(from: number, to: number): void {
    const wanted = new Set<number>()
    for (let piece = Math.floor(from / PIECE); piece <= Math.floor(Math.max(to - 1, from) / PIECE); piece++) wanted.add(piece)
    for (const [piece, on] of this.asked) {
      if (wanted.has(piece)) continue
      on.abort()
      this.asked.delete(piece)
    }
    for (const piece of wanted) if (!this.pieces.has(piece) && !this.asked.has(piece)) void this.fetch(piece)
  }

  private async fetch(piece: number): Promise<void> {
    const on = new AbortController()
    this.asked.set(piece, on)
    try {
      const part = await read(this.address(piece * PIECE, (piece + 1) * PIECE), on.signal)
      if (this.asked.get(piece) !== on) return
      this.take(piece, part)
    } catch (error) {
      if (on.signal.aborted) return
      this.problem = error as Error
    }
    this.asked.delete(piece)
    this.arrived()
  }

  private take(piece: number, part: Part): void {
    // Somebody wrote meanwhile: pieces of the order before may not fit this one.
    if (part.mark !== this.mark) this.pieces.clear()
    this.problem = null
    this.mark = part.mark
    this.total = part.total
    this.pieces.delete(piece)
    this.pieces.set(piece, part.rows)
    for (const old of this.pieces.keys()) {
      if (this.pieces.size <= MOST_KEPT) break
      this.pieces.delete(old)
    }
  }
}

async function read(address: string, signal: AbortSignal): Promise<Part> {
  const answer = await fetch(address, { signal, headers: { Accept: 'application/json' } })
  if (answer.redirected) throw new SignedOut()
  if (answer.status === 400) throw new NotAsked(((await answer.json()) as { error: string }).error)
  if (!answer.ok) throw new Error(String(answer.status))
  return (await answer.json()) as Part
}
