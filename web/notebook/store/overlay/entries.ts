// What facts about the own diary show at once.
import type { EntryRecord, Id } from '../../contract'
import type { Overlay, Picture } from './draw'

function changeEntry(picture: Picture, id: Id | undefined, change: (entry: EntryRecord) => Partial<EntryRecord>): void {
  const entry = id === undefined ? undefined : picture.get('entry', id)
  if (id !== undefined && entry) picture.put('entry', id, { ...entry, ...change(entry) })
}

const write: Overlay<'entry.write'> = ({ id, body, picture, dayOf }) => {
  const known = picture.get('entry', id)
  // The server's own record is here already: only photos are still on their way.
  if (known?.handed_in_at) return
  picture.put('entry', id, {
    handed_in_at: null, read_at: null, returned_at: null, wish_fulfilled_on: null, comments: [], addenda: [],
    ...known,
    ...body,
    photos: (body.photos ?? []).map((photo) => ({
      ...photo, here: known?.photos.some((one) => one.id === photo.id && one.here) ?? false,
    })),
  })
  const home = body.household ? picture.get('household', body.household) : undefined
  if (!home || !body.household) return
  const day = dayOf(body.began_at)
  const later = (known: string | null): string => (known !== null && known > day ? known : day)
  picture.put('household', body.household, {
    ...home,
    last_visit: later(home.last_visit),
    last_met: body.outcome === 'met' ? later(home.last_met) : home.last_met,
  })
}

const add: Overlay<'entry.add'> = ({ id, body, at, by, picture }) =>
  changeEntry(picture, body.entry, (entry) => ({
    addenda: [...entry.addenda.filter((one) => one.id !== id), { id, kind: body.kind, text: body.text, at, by }],
  }))

const answer: Overlay<'comment.answer'> = ({ id, body, at, by, picture }) =>
  changeEntry(picture, picture.entryWith(body.comment), (entry) => ({
    comments: entry.comments.map((one) => (one.id === body.comment ? { ...one, answered: true } : one)),
    addenda: [...entry.addenda.filter((one) => one.id !== id), { id, kind: 'answer', text: body.text, at, by }],
  }))

const fulfil: Overlay<'wish.fulfil'> = ({ body, picture }) =>
  changeEntry(picture, body.entry, () => ({ wish_fulfilled_on: body.on }))

export const entryOverlays = {
  'entry.write': write, 'entry.add': add, 'comment.answer': answer, 'wish.fulfil': fulfil,
} as const
