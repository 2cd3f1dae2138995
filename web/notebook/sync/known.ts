// The newest place in the server's ledger that the phone heard of in any answer, apart from where its records stand: a server put
// back to a moment after the last pull, but before facts that it acknowledged, is found by it (docs/decisions, 0008).
import type { Op } from '../store/database'
import type { Vault } from '../store/vault'

interface Place { seq: number; hash: string }
const NAME = 'known'

export class Known {
  private place: Place | null = null

  constructor(private readonly vault: Vault) {}

  async load(): Promise<void> {
    this.place = await this.vault.meta<Place | null>(NAME)
  }

  /** As the protocol writes it. */
  spelled(): string | null {
    return this.place && `${this.place.seq}:${this.place.hash}`
  }

  /** As a place to ask from; of no scope. */
  stand(): { seq: number; hash: string; scope: string } | null {
    return this.place && { ...this.place, scope: '' }
  }

  /** To be written with what the answer brought. */
  async ops({ seq, hash }: Place): Promise<Op[]> {
    if (this.place && this.place.seq >= seq) return []
    this.place = { seq, hash }
    return [await this.vault.metaOp(NAME, this.place)]
  }

  forgetOp(): Promise<Op> {
    this.place = null
    return this.vault.metaOp(NAME, null)
  }
}
