// Photos follow the entries that name them, one at a time.
import type { Fact, Id } from '../contract'
import { hex, sha256 } from '../store/bytes'
import type { Outbox } from '../store/outbox'
import type { Photos } from '../store/photos'
import type { Api } from './api'
import { codeOf } from './trouble'

export class Carrier {
  /** Not to be asked again before the notebook is opened anew. */
  private readonly later = new Set<Id>()

  constructor(
    private readonly api: Api, private readonly photos: Photos, private readonly outbox: Outbox,
    private readonly arrived: (entry: Id) => void,
  ) {}

  /** Send the next photo of a received entry; answers whether there was one. */
  async one(): Promise<boolean> {
    const next = this.next()
    if (next === null) return false
    const { entry, id } = next
    const photo = this.photos.get(id)
    const bytes = await this.photos.bytes(id)
    if (!photo || !bytes || hex(await sha256(bytes)) !== photo.sha256) {
      await this.photos.change(id, { refused: true })
      return true
    }
    try {
      const answer = await this.api.photo(id, new Blob([bytes], { type: 'image/jpeg' }), photo.sha256)
      await this.photos.change(id, { sentAt: answer.now })
      this.arrived(entry)
    } catch (error) {
      const code = codeOf(error)
      if (code === 'unreadable' || code === 'too_large') await this.photos.change(id, { refused: true })
      else if (code === 'missing') this.later.add(id)
      else throw error
    }
    this.outbox.publish()
    return true
  }

  private next(): { entry: Id; id: Id } | null {
    for (const { fact, state } of this.outbox.all()) {
      if (state !== 'received' || fact.kind !== 'entry.write') continue
      for (const { id } of (fact as Fact<'entry.write'>).body.photos ?? []) {
        if (this.photos.toSend(id) && !this.later.has(id)) return { entry: fact.id, id }
      }
    }
    return null
  }
}
