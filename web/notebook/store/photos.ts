// Photos: scaled and stripped on the phone, sealed, sent after the text, and let go of only when the server holds them safely.
import type { Fact, Id, Moment, PhotoBody } from '../contract'
import { hex, sha256, type Bytes } from './bytes'
import { newId } from './ids'
import { stripped } from './jpeg'
import type { Room } from './room'
import type { SealedRow, Vault } from './vault'

const LONGEST_SIDE = 1600
const QUALITY = 0.82
const DAY = 86_400_000
const SAFE_AFTER = 30 * DAY

export interface PhotoKept extends Omit<PhotoBody, 'caption'> {
  /** When the server said that it has it, by the server's clock; null while it has not. */
  sentAt: Moment | null
  /** The server will not take it: not asked again. */
  refused?: boolean
}

/** The picture as a JPEG of at most 1,600 pixels, upright, without what the camera wrote. */
export async function prepared(file: Blob): Promise<{ bytes: Bytes; width: number; height: number }> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height))
  const [width, height] = [Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale))]
  const blob = await drawn(image, width, height)
  image.close()
  return { bytes: stripped(new Uint8Array(await blob.arrayBuffer())), width, height }
}

async function drawn(image: ImageBitmap, width: number, height: number): Promise<Blob> {
  if (typeof OffscreenCanvas === 'function') {
    const canvas = new OffscreenCanvas(width, height)
    canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
    return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
  }
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY)
  })
}

/** Whether the phone may let go of it: the server has it, and in a verified backup or for 30 days. */
export function isSafe(photo: PhotoKept, backedUpBefore: Moment | null, now: number): boolean {
  if (photo.sentAt === null) return false
  const sent = Date.parse(photo.sentAt)
  return now - sent > SAFE_AFTER || (backedUpBefore !== null && sent < Date.parse(backedUpBefore))
}

export class Photos {
  private readonly kept = new Map<Id, PhotoKept>()
  private readonly urls = new Map<Id, string>()
  backedUpBefore: Moment | null = null
  room!: Room

  constructor(private readonly vault: Vault, private readonly now: () => Date, private readonly prepare = prepared) {}

  async load(): Promise<void> {
    this.kept.clear()
    await this.vault.each<PhotoKept>('photos', (read) => {
      for (const { value } of read) this.kept.set(value.id, value)
    })
    this.backedUpBefore = await this.vault.meta<Moment | null>('backed_up_before')
    this.measure()
  }

  async add(file: Blob): Promise<PhotoKept> {
    const { bytes, width, height } = await this.prepare(file)
    const photo: PhotoKept = {
      id: newId(), sha256: hex(await sha256(bytes)), width, height, size: bytes.length, sentAt: null,
    }
    const k = await this.vault.place('photo', photo.id)
    await this.room.saveRest([
      { table: 'blobs', put: { k, c: await this.vault.sealBytes('blobs', k, bytes) } },
      { table: 'photos', put: await this.vault.seal('photos', k, photo) },
    ])
    this.kept.set(photo.id, photo)
    this.measure()
    await this.room.measure()
    return photo
  }

  get(id: Id): PhotoKept | null {
    return this.kept.get(id) ?? null
  }

  async bytes(id: Id): Promise<Bytes | null> {
    const k = await this.vault.place('photo', id)
    const row = await this.vault.db.get<SealedRow>('blobs', k)
    return row ? this.vault.openBytes('blobs', k, row.c) : null
  }

  async url(id: Id): Promise<string | null> {
    const known = this.urls.get(id)
    if (known) return known
    const bytes = await this.bytes(id)
    if (!bytes) return null
    const url = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }))
    this.urls.set(id, url)
    return url
  }

  /** How many photos of a fact the server has not yet. */
  missingOf(fact: Fact): number {
    if (fact.kind !== 'entry.write') return 0
    const photos = (fact as Fact<'entry.write'>).body.photos ?? []
    return photos.filter((photo) => this.toSend(photo.id)).length
  }

  toSend(id: Id): boolean {
    const photo = this.kept.get(id)
    return photo !== undefined && photo.sentAt === null && photo.refused !== true
  }

  unsent(): PhotoKept[] {
    return [...this.kept.values()].filter((photo) => this.toSend(photo.id))
  }

  async change(id: Id, values: Partial<PhotoKept>): Promise<void> {
    const photo = this.kept.get(id)
    if (!photo) return
    const fresh = { ...photo, ...values }
    const k = await this.vault.place('photo', id)
    await this.vault.commit([{ table: 'photos', put: await this.vault.seal('photos', k, fresh) }])
    this.kept.set(id, fresh)
    this.measure()
  }

  /** What was sent before this moment lies in a verified backup. */
  async knowBackup(before: Moment | null): Promise<void> {
    this.backedUpBefore = before
    await this.vault.keepMeta('backed_up_before', before)
    this.measure()
  }

  /** The server was put back from a backup: it may have lost them. */
  async sendAgain(): Promise<void> {
    for (const photo of [...this.kept.values()]) if (photo.sentAt !== null) await this.change(photo.id, { sentAt: null })
  }

  /** Let go of one: discarded with its draft. */
  async drop(id: Id): Promise<void> {
    const k = await this.vault.place('photo', id)
    await this.vault.commit([{ table: 'blobs', drop: k }, { table: 'photos', drop: k }])
    this.kept.delete(id)
    this.forgetUrl(id)
    this.measure()
  }

  /** Let go of those that are safe; answers the bytes freed. */
  async free(): Promise<number> {
    let freed = 0
    for (const photo of this.safe()) {
      await this.drop(photo.id)
      freed += photo.size
    }
    return freed
  }

  private safe(): PhotoKept[] {
    const now = this.now().getTime()
    return [...this.kept.values()].filter((photo) => isSafe(photo, this.backedUpBefore, now))
  }

  measure(): void {
    if (!this.room) return
    const photos = [...this.kept.values()]
    const sum = (some: PhotoKept[]): number => some.reduce((total, photo) => total + photo.size, 0)
    Object.assign(this.room.state, { photos: photos.length, photoBytes: sum(photos), removable: sum(this.safe()) })
  }

  forget(): void {
    for (const id of [...this.urls.keys()]) this.forgetUrl(id)
    this.kept.clear()
  }

  private forgetUrl(id: Id): void {
    const url = this.urls.get(id)
    if (url) URL.revokeObjectURL(url)
    this.urls.delete(id)
  }
}
