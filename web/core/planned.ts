// The plan that the office's planner made for a day (minqing/visits), as the walk of Today: its order, its reasons, what was left out.
// Reasons come as neutral codes; one that this program does not know is not shown.

import type { Id, PlanRecord, PlanReason, PlanStop } from '../notebook/contract'
import { knownAt } from './door'
import type { DayGround, Stop, Why } from './today'

export interface PlannedStop extends Stop { planned: PlanStop }

/** The doors of the plan that are still to be visited, in its order. A household that is no longer on the phone is passed over. */
export function plannedStops(plan: PlanRecord, day: DayGround): PlannedStop[] {
  const going = plan.stops.filter(({ skipped, household, courtyard }) =>
    skipped === null && (household ? day.households.has(household) && !day.visited.has(household) : day.courtyards.has(courtyard)))
  return going.map((planned) => {
    const stop: Stop = {
      key: planned.household ?? planned.courtyard, courtyard: planned.courtyard, household: planned.household,
      why: planned.why.flatMap((reason) => whyOf(day, reason)), know: [],
    }
    return { ...stop, know: knownAt(day, stop), planned }
  })
}

/** The stops' ids with one moved before another place; all of the plan, what is left out or done stays where it is. */
export function moved(plan: PlanRecord, shown: readonly PlannedStop[], from: number, to: number): Id[] {
  const order = shown.map((stop) => stop.planned.id)
  const [id] = order.splice(from, 1)
  if (id !== undefined) order.splice(to, 0, id)
  const seen = new Set(order)
  const places = order[Symbol.iterator]()
  return plan.stops.map((stop) => (seen.has(stop.id) ? (places.next().value as Id) : stop.id))
}

/** What a courtyard or home is called that the plan does not name: nothing; the plan of a day. */
export function planOf(plans: ReadonlyMap<Id, PlanRecord>, day: string): [Id, PlanRecord] | null {
  for (const one of plans) if (one[1].day === day) return one
  return null
}

function whyOf(day: DayGround, { code, params }: PlanReason): Why[] {
  const of = params['of'] ?? ''
  if (code === 'promise') return promiseOf(day, of)
  if (code === 'call_back') return [{ kind: 'call_back', concern: of }]
  if (code === 'returned') return [{ kind: 'returned', entry: of }]
  if (code === 'rhythm') return [{ kind: 'rhythm', days: Number(params['days']) }]
  if (code === 'arrival') return [{ kind: 'arrival', on: params['on'] ?? '' }]
  if (code === 'unmet') return params['tried'] ? [{ kind: 'unmet', tried: params['tried'] }] : [{ kind: 'welcome' }]
  if (code === 'period') return [{ kind: 'period', last: params['last'] ?? '', days: Number(params['days']) }]
  if (code === 'stale') return [{ kind: 'stale', confirmed: params['confirmed'] ?? null }]
  return code === 'by_hand' ? [{ kind: 'by_hand' }] : []
}

/** The promise as it stands now: one that was kept since is no reason any more. */
function promiseOf(day: DayGround, concern: Id): Why[] {
  const [first] = [...(day.concerns.get(concern)?.promises ?? [])].sort((one, other) => Date.parse(one.due) - Date.parse(other.due))
  return first ? [{ kind: 'promise', concern, ...first, late: Date.parse(first.due) < day.now.getTime() }] : []
}
