// A form that a call, a lock or a crash does not lose: each change is kept, encrypted, and the form opens with it again.

import { ref, watch, type Ref } from 'vue'
import type { Id } from './contract'
import type { Draft } from './house'
import { useNotebook } from './notebook'

export interface Kept<T> {
  form: Ref<T>
  /** The draft's id, which becomes the id of what it makes. */
  id: Id
  /** Whether the form opened with what had been typed before. */
  again: boolean
  /** Let go of what is kept: it has become a fact, or was given up. */
  drop(): Promise<void>
}

/** The form about `about` (the household, the concern …), as it was left, else blank. */
export function useDraft<T extends object>(kind: Draft['kind'], about: string, blank: T): Kept<T> {
  const notebook = useNotebook()
  const old = notebook.drafts.value.find((draft) => draft.kind === kind && draft.body.about === about)
  const id = old?.id ?? notebook.newId()
  const startedAt = old?.startedAt ?? notebook.now().toISOString()
  const start: T = { ...structuredClone(blank), ...(old?.body.form as Partial<T> | undefined) }
  const form = ref(start) as Ref<T>
  let gone = false
  // Where there is no room left, the page-wide notice says so; the form itself goes on.
  let last: Promise<unknown> = Promise.resolve()

  watch(form, (now) => {
    if (gone) return
    const body = { about, form: JSON.parse(JSON.stringify(now)) as T }
    last = notebook.saveDraft({ id, kind, startedAt, changedAt: notebook.now().toISOString(), body, photos: [] }).catch(() => undefined)
  }, { deep: true, flush: 'sync' })

  return {
    form,
    id,
    again: old !== undefined,
    async drop() {
      gone = true
      await last
      await notebook.dropDraft(id)
    },
  }
}
