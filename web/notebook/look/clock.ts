// The moment it is now, for templates: by the device's clock put right, anew every half minute and at every return.

import { computed, onScopeDispose, ref, type ComputedRef, type Ref } from 'vue'
import type { Day } from '../contract'
import { useNotebook } from '../notebook'
import { dayIn } from '../reading/days'

const HALF_MINUTE = 30_000

export function useNow(): Ref<Date> {
  const notebook = useNotebook()
  const now = ref(notebook.now())
  const tell = (): void => void (now.value = notebook.now())
  const timer = setInterval(tell, HALF_MINUTE)
  document.addEventListener('visibilitychange', tell)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', tell)
  })
  return now
}

export function useZone(): ComputedRef<string> {
  const { zone } = useNotebook()
  return computed(() => zone.me.value?.timezone ?? 'Asia/Shanghai')
}

export function useToday(): ComputedRef<Day> {
  const now = useNow()
  const zone = useZone()
  return computed(() => dayIn(now.value, zone.value))
}
