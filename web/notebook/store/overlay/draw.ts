// What a fact does to the member's own picture of the zone before the server's own record of it has come: pure.
// The server decides; this only shows at once what the member wrote.
import { dayIn } from '../../../core/days'
import type { Fact, FactBodies, FactKind, Id, RecordKind, RecordKinds } from '../../contract'
import type { OutboxItem } from '../../house'
import { correctResident, householdOverlays } from './homes'
import { concernOverlays } from './concerns'
import { entryOverlays } from './entries'
import { fixtureOverlays } from './fixtures'
import { planOverlays } from './plans'
import { bodyShown } from '../moments'

/** The picture that is drawn upon: reading sees what was drawn before, writing never changes the server's record. */
export interface Picture {
  get<K extends RecordKind>(kind: K, id: Id): RecordKinds[K] | undefined
  put<K extends RecordKind>(kind: K, id: Id, record: RecordKinds[K]): void
  drop(kind: RecordKind, id: Id): void
  /** The household in which a resident lives. */
  homeOf(resident: Id): Id | undefined
  /** The plan that fits, with its id. */
  planWith(fits: (plan: RecordKinds['plan']) => boolean): readonly [Id, RecordKinds['plan']] | undefined
  /** The entry that carries a comment. */
  entryWith(comment: Id): Id | undefined
}

export interface Drawing<K extends FactKind> {
  id: Id
  body: FactBodies[K]
  /** When it was noted, by the server's clock as far as the phone knows. */
  at: string
  /** That day in the community. */
  day: string
  /** Who notes: the member's name. */
  by: string
  /** The member's own record, with the community's calendar. */
  me: RecordKinds['me'] | null
  /** The number the server gave, once it did. */
  number: string
  picture: Picture
  dayOf(moment: string): string
}
export type Overlay<K extends FactKind> = (drawing: Drawing<K>) => void
type Overlays = { [K in FactKind]: Overlay<K> | null }

const overlays: Overlays = {
  ...entryOverlays,
  ...concernOverlays,
  ...householdOverlays,
  ...planOverlays,
  ...fixtureOverlays,
  'clash.settle': ({ body, picture, day }) => {
    const clash = picture.get('clash', body.clash)
    if (!clash) return
    picture.drop('clash', body.clash)
    if (body.choose === 'other') correctResident(picture, clash.resident, { [clash.field]: clash.other }, day)
  },
  'clock.confirm': ({ body, picture }) => picture.drop('doubt', body.doubt),
  'handed.take': ({ body, picture }) => picture.drop('handed', body.handed),
  'handed.drop': ({ body, picture }) => picture.drop('handed', body.handed),
  'fact.hand': null,
  'opinion.note': null,
}

/** These make something new: a refused one still shows what was written, for its text must not vanish. */
const MAKES: ReadonlySet<FactKind> = new Set(['entry.write', 'concern.open', 'resident.add', 'household.add', 'fixture.place'])

/** When a fact was noted, by the server's clock: as the server took it, or corrected by the clock's offset. */
export function notedAt(fact: Fact, receipt: OutboxItem['receipt']): string {
  if (receipt?.noted_at) return receipt.noted_at
  return new Date(Date.parse(fact.noted_at) - (fact.clock?.offset_ms ?? 0)).toISOString()
}

/** Draw what stands in the outbox upon the picture, in the order it was written. */
export function draw(items: readonly OutboxItem[], me: RecordKinds['me'] | null, picture: Picture): void {
  const zone = me?.timezone ?? 'Asia/Shanghai'
  const dayOf = (moment: string): string => dayIn(zone, moment)
  for (const { fact, state, receipt } of items) {
    if (state === 'refused' && !MAKES.has(fact.kind)) continue
    if (state === 'handed') continue
    const overlay = overlays[fact.kind] as Overlay<FactKind> | null
    if (!overlay) continue
    const at = notedAt(fact, receipt)
    overlay({
      id: fact.id, body: bodyShown(fact), at, day: dayOf(at), by: me?.name ?? '', me, number: receipt?.number ?? '', picture, dayOf,
    })
  }
}
