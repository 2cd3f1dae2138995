// Up: facts in the order they were written, a receipt for each. Nothing is taken out before the server has said of it what it is.
import type { Fact, Receipt } from '../contract'
import type { Outbox } from '../store/outbox'
import type { Api } from './api'
import type { Known } from './known'
import { codeOf, Trouble } from './trouble'

const MOST = 20
/** A batch that took longer than this is halved the next time (ms): a slow line loses less when it breaks. */
const SLOW = 8_000

export class Push {
  private size = MOST

  constructor(
    private readonly api: Api, private readonly outbox: Outbox, private readonly known: Known, private readonly sending: () => void,
  ) {}

  /** Send all that can be sent; answers whether anything was. */
  async run(): Promise<boolean> {
    let any = false
    for (;;) {
      const facts = this.outbox.next(this.size)
      if (facts.length === 0) return any
      this.sending()
      this.outbox.markSending(facts.map((fact) => fact.id))
      try {
        await this.batch(facts)
        any = true
      } finally {
        this.outbox.markSending([])
      }
    }
  }

  private async batch(facts: Fact[]): Promise<void> {
    const begun = Date.now()
    try {
      const answer = await this.api.facts(facts)
      const known = new Set(facts.map((fact) => fact.id))
      const receipts = answer.receipts.filter((receipt) => known.has(receipt.id))
      // An answer that tells of none of them would be asked for forever.
      if (receipts.length === 0) throw new Trouble('stranger')
      await this.outbox.receive(receipts, answer.seq, await this.known.ops(answer))
      this.size = Date.now() - begun > SLOW ? this.halved() : Math.min(MOST, this.size * 2)
    } catch (error) {
      const code = codeOf(error)
      if (code === 'unreadable' || code === 'too_large') return this.narrow(facts, error as Trouble)
      if (Date.now() - begun > SLOW) this.size = this.halved()
      throw error
    }
  }

  /** One fact that cannot be read must not hold up the others: the batch is halved until it stands alone, then it is refused here. */
  private async narrow(facts: Fact[], why: Trouble): Promise<void> {
    const [only, ...others] = facts
    if (others.length > 0 || only === undefined) {
      this.size = Math.max(1, facts.length >> 1)
      return
    }
    const receipt: Receipt = { id: only.id, state: 'refused', why: { code: 'invalid', text: why.message } }
    await this.outbox.receive([receipt], 0)
  }

  private halved(): number {
    return Math.max(1, this.size >> 1)
  }
}
