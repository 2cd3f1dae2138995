// Today's walk as the page shows it. Where the office's planner made a plan, it is that, and every change of it is a fact; else the
// phone's own, with what was put off at its end: kept for the day, encrypted like everything else, as a draft of its own kind.

import { computed, type ComputedRef } from 'vue'
import { moved, plannedStops, planOf, type PlannedStop } from '../../core/planned'
import { dayPlan, groundOn, type Stop } from '../../core/today'
import type { SkipReason } from '../contract'
import type { Draft } from '../house'
import { useNow, useToday } from '../look/clock'
import { useNotebook } from '../notebook'

export interface Walk {
  stops: ComputedRef<Stop[]>
  skip(stop: Stop): Promise<void>
  /** The stops of the planner's plan in its order; null where there is none. */
  planned: ComputedRef<PlannedStop[] | null>
  move(from: number, to: number): Promise<void>
  leaveOut(stop: PlannedStop, reason: SkipReason): Promise<void>
}

export function useWalk(): Walk {
  const notebook = useNotebook()
  const { zone } = notebook
  const now = useNow()
  const today = useToday()
  // Made anew when the zone or the quarter of an hour has changed: not at every tick of the clock.
  const quarter = computed(() => Math.floor(now.value.getTime() / 900_000) * 900_000)
  const given = computed(() => planOf(zone.plans, today.value))
  const planned = computed(() =>
    given.value && zone.me.value ? plannedStops(given.value[1], groundOn({ ...zone, me: zone.me.value }, new Date(quarter.value))) : null)
  const plan = computed(() => (zone.me.value && !given.value ? dayPlan({ ...zone, me: zone.me.value }, new Date(quarter.value)) : []))
  const kept = computed(() => notebook.drafts.value.find((draft) => draft.kind === 'day'))
  const skipped = computed(() => {
    const body = kept.value?.body as { day?: string; skipped?: string[] } | undefined
    return body?.day === today.value ? (body.skipped ?? []) : []
  })
  const stops = computed<Stop[]>(() => {
    if (planned.value) return planned.value
    const later = (stop: Stop): number => skipped.value.indexOf(stop.key)
    return [...plan.value].sort((one, other) => later(one) - later(other))
  })

  async function move(from: number, to: number): Promise<void> {
    if (!given.value || !planned.value || from === to) return
    await notebook.write('plan.order', { plan: given.value[0], order: moved(given.value[1], planned.value, from, to) })
  }
  async function leaveOut(stop: PlannedStop, reason: SkipReason): Promise<void> {
    await notebook.write('plan.skip', { stop: stop.planned.id, reason })
  }
  async function skip(stop: Stop): Promise<void> {
    if (planned.value) return move(planned.value.findIndex((one) => one.key === stop.key), planned.value.length - 1)
    const at = notebook.now().toISOString()
    const draft: Draft = {
      id: kept.value?.id ?? notebook.newId(), kind: 'day', startedAt: at, changedAt: at, photos: [],
      body: { day: today.value, skipped: [...skipped.value.filter((key) => key !== stop.key), stop.key] },
    }
    await notebook.saveDraft(draft)
  }
  return { stops, skip, planned, move, leaveOut }
}
