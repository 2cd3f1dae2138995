// What is being written and not yet a fact, and the visit under way: saved, sealed, at every change. While one save is on its
// way only the latest of what follows is kept for the next, so that the disk sets the pace and nothing is older than one save.
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { Id } from '../contract'
import type { Draft, Visit } from '../house'
import type { Key, Op } from './database'
import type { Vault } from './vault'

/** Saves the latest of one thing, again and again. */
class Latest {
  private next: (() => Promise<Op>) | null = null
  private running: Promise<void> | null = null

  /** Nothing more is to be saved: what has not begun is left; resolves when what has is over. */
  stop(): Promise<unknown> {
    this.next = null
    return this.done()
  }

  constructor(private readonly save: (ops: Op[]) => Promise<Key[]>) {}

  done(): Promise<unknown> {
    return Promise.resolve(this.running).catch(() => undefined)
  }

  write(op: () => Promise<Op>): Promise<void> {
    this.next = op
    this.running ??= this.run().finally(() => { this.running = null })
    return this.running
  }

  private async run(): Promise<void> {
    while (this.next) {
      const op = this.next
      this.next = null
      await this.save([await op()])
    }
  }
}

export class Drafts {
  readonly drafts: ShallowRef<Draft[]> = shallowRef([])
  readonly visit: Ref<Visit | null> = ref(null)
  private readonly writers = new Map<string, Latest>()

  constructor(private readonly vault: Vault, private readonly save: (ops: Op[]) => Promise<Key[]>) {}

  async load(): Promise<void> {
    const drafts: Draft[] = []
    await this.vault.each<Draft>('drafts', (read) => drafts.push(...read.map(({ value }) => value)))
    this.drafts.value = drafts.sort((one, other) => (one.changedAt < other.changedAt ? 1 : -1))
    this.visit.value = await this.vault.meta<Visit | null>('visit')
  }

  /** Shown at once; resolves when it, or something later, is on the disk. */
  keep(draft: Draft): Promise<void> {
    this.drafts.value = [draft, ...this.drafts.value.filter((one) => one.id !== draft.id)]
    return this.write(draft.id, async () => {
      const k = await this.vault.place('draft', draft.id)
      return { table: 'drafts', put: await this.vault.seal('drafts', k, draft) }
    })
  }

  async drop(id: Id): Promise<void> {
    this.hide(id)
    await this.write(id, () => this.dropOp(id))
  }

  /** To be written together with the fact that the draft became. */
  async dropOp(id: Id): Promise<Op> {
    return { table: 'drafts', drop: await this.vault.place('draft', id) }
  }

  hide(id: Id): void {
    this.drafts.value = this.drafts.value.filter((one) => one.id !== id)
  }

  /**
   * Once nothing of this draft is on its way to the disk any more: it is about to go with the fact that it became. Where that
   * fails it is kept again (`keepAgain`), for its last words may not have been saved.
   */
  async stillness(id: Id): Promise<void> {
    await this.writers.get(id)?.stop()
    this.writers.delete(id)
  }

  async keepAgain(id: Id): Promise<void> {
    const draft = this.drafts.value.find((one) => one.id === id)
    if (draft) await this.keep(draft)
  }

  /** Once all that was handed over is on the disk. */
  async flushed(): Promise<void> {
    await Promise.all([...this.writers.values()].map((writer) => writer.done()))
  }

  setVisit(visit: Visit | null): Promise<void> {
    this.visit.value = visit
    return this.write('visit', () => this.vault.metaOp('visit', visit))
  }

  clear(): void {
    this.drafts.value = []
    this.visit.value = null
    this.writers.clear()
  }

  private write(name: string, op: () => Promise<Op>): Promise<void> {
    let writer = this.writers.get(name)
    if (!writer) this.writers.set(name, (writer = new Latest(this.save)))
    return writer.write(op)
  }
}
