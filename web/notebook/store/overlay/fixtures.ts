// What facts about what a courtyard has show at once.
import type { Overlay } from './draw'

const place: Overlay<'fixture.place'> = ({ id, body, day, picture }) => {
  const yard = picture.get('courtyard', body.courtyard)
  if (!yard) return
  const fixture = {
    id, kind: body.kind, note: body.note ?? '', x: body.x ?? null, y: body.y ?? null, floor: body.floor ?? null,
    noted_on: day, checked_on: null, check_by: body.check_by ?? null,
  }
  picture.put('courtyard', body.courtyard, {
    ...yard, fixtures: [...(yard.fixtures ?? []).filter((one) => one.id !== id), fixture],
  })
}

export const fixtureOverlays = { 'fixture.place': place } as const
