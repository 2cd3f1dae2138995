// Today's walk as the page shows it: the plan, with what was put off at its end. What was put off is kept for the day,
// encrypted like everything else, as a draft of its own kind.

import { computed, type ComputedRef } from 'vue'
import { dayPlan, type Stop } from '../../core/today'
import type { Draft } from '../house'
import { useNow, useToday } from '../look/clock'
import { useNotebook } from '../notebook'

export interface Walk {
  stops: ComputedRef<Stop[]>
  skip(stop: Stop): Promise<void>
}

export function useWalk(): Walk {
  const notebook = useNotebook()
  const { zone } = notebook
  const now = useNow()
  const today = useToday()
  // Made anew when the zone or the quarter of an hour has changed: not at every tick of the clock.
  const quarter = computed(() => Math.floor(now.value.getTime() / 900_000) * 900_000)
  const plan = computed(() => (zone.me.value ? dayPlan({ ...zone, me: zone.me.value }, new Date(quarter.value)) : []))
  const kept = computed(() => notebook.drafts.value.find((draft) => draft.kind === 'day'))
  const skipped = computed(() => {
    const body = kept.value?.body as { day?: string; skipped?: string[] } | undefined
    return body?.day === today.value ? (body.skipped ?? []) : []
  })
  const stops = computed(() => {
    const later = (stop: Stop): number => skipped.value.indexOf(stop.key)
    return [...plan.value].sort((one, other) => later(one) - later(other))
  })

  async function skip(stop: Stop): Promise<void> {
    const at = notebook.now().toISOString()
    const draft: Draft = {
      id: kept.value?.id ?? notebook.newId(), kind: 'day', startedAt: at, changedAt: at, photos: [],
      body: { day: today.value, skipped: [...skipped.value.filter((key) => key !== stop.key), stop.key] },
    }
    await notebook.saveDraft(draft)
  }
  return { stops, skip }
}
