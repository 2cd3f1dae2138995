// What facts about the own day plan show at once.
import type { FactBodies, Id, PlanRecord, PlanStop } from '../../contract'
import type { Drawing, Overlay, Picture } from './draw'

function change(picture: Picture, found: readonly [Id, PlanRecord] | undefined, stops: (stops: PlanStop[]) => PlanStop[]): void {
  if (found) picture.put('plan', found[0], { ...found[1], by_hand: true, stops: stops(found[1].stops) })
}

const skip: Overlay<'plan.skip'> = ({ body, picture }) =>
  change(picture, picture.planWith((plan) => plan.stops.some((stop) => stop.id === body.stop)), (stops) =>
    stops.map((stop) => (stop.id === body.stop ? { ...stop, skipped: body.reason, arrive: null } : stop)))

/** A door that stands in the plan already is taken into it again. A day without a plan gets one. */
function add({ id, body, picture }: Drawing<'plan.add'>): void {
  const home = picture.get('household', body.household)
  if (!home) return
  const stop: PlanStop = {
    id, courtyard: home.courtyard, household: body.household, why: [{ code: 'by_hand', params: {} }], arrive: null, minutes: 10,
    begins: null, ends: null, skipped: null, added: true,
  }
  const found = picture.planWith((plan) => plan.day === body.day)
  if (!found) {
    picture.put('plan', id, { day: body.day, begin: '', by_hand: true, by_map: false, waiting: 0, stops: [stop] })
    return
  }
  const there = found[1].stops.some((one) => one.household === body.household)
  change(picture, found, (stops) =>
    there ? stops.map((one) => (one.household === body.household ? { ...one, skipped: null } : one)) : [...stops, stop])
}

const order: Overlay<'plan.order'> = ({ body, picture }) => {
  const plan = picture.get('plan', body.plan)
  if (plan) change(picture, [body.plan, plan], (stops) => inOrder(stops, body))
}

/** The stops as they were put; arrivals are the server's to reckon anew. */
function inOrder(stops: PlanStop[], body: FactBodies['plan.order']): PlanStop[] {
  const place = (stop: PlanStop): number => {
    const at = body.order.indexOf(stop.id)
    return at < 0 ? body.order.length : at
  }
  return [...stops].sort((one, other) => place(one) - place(other)).map((stop) => ({ ...stop, arrive: null }))
}

export const planOverlays = { 'plan.skip': skip, 'plan.add': add as Overlay<'plan.add'>, 'plan.order': order }
