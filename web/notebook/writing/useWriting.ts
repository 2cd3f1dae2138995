// One entry in the making: kept, encrypted, at every change; without identity-card numbers; a fact when it is saved.

import { onScopeDispose, reactive, ref, watch, type Ref } from 'vue'
import { withoutIdNumbers } from '../../core/idNumbers'
import type { Id, Outcome } from '../contract'
import type { Draft, Notebook } from '../house'
import { t } from '../words'
import { concernOf, entryOf, freshEntry, isEmpty, urgentOf, WORDS, wrongs, type Written, type Wrong } from './written'

export interface Start { draft?: Id | undefined; household?: Id | undefined; courtyard?: Id | undefined; outcome?: Outcome | undefined }

export interface Writing {
  id: Id
  written: Written
  photos: Ref<Draft['photos']>
  wrong: Ref<Wrong>
  /** An identity-card number was taken out since the page opened. */
  masked: Ref<boolean>
  kept: Ref<boolean>
  save(): Promise<boolean>
  discard(): Promise<void>
  callSecretary(): Promise<void>
  takeBackUrgent(): Promise<void>
}

/** What the page starts with: the draft that is asked for, else the place that is asked for, else the visit under way. */
export function startOf(notebook: Notebook, start: Start): Written {
  const fresh = freshEntry(notebook.newId(), notebook.now().toISOString())
  const visit = notebook.visit.value
  const asked = start.household || start.courtyard
  const place = asked ? { household: start.household ?? null, courtyard: start.courtyard ?? null } : visit
  if (!place) return { ...fresh, outcome: start.outcome ?? fresh.outcome }
  const courtyard = place.courtyard ?? (place.household ? (notebook.zone.households.get(place.household)?.courtyard ?? null) : null)
  const same = visit !== null && visit.household === place.household && (place.household !== null || visit.courtyard === courtyard)
  return {
    ...fresh,
    household: place.household,
    courtyard,
    outcome: start.outcome ?? (place.household ? 'met' : 'no_door'),
    ...(same ? { beganAt: visit.beganAt, endedAt: visit.endedAt, ofVisit: true } : {}),
  }
}

export function useWriting(notebook: Notebook, start: Start, begun: (id: Id) => void): Writing {
  const before = notebook.drafts.value.find((draft) => draft.id === start.draft)
  const id = before?.id ?? notebook.newId()
  const startedAt = before?.startedAt ?? notebook.now().toISOString()
  const written = reactive<Written>({ ...startOf(notebook, start), ...(structuredClone(before?.body) as Partial<Written> | undefined) })
  const photos = ref<Draft['photos']>([...(before?.photos ?? [])])
  const [wrong, masked, kept] = [ref<Wrong>({}), ref(false), ref(before !== undefined)]
  let told = before !== undefined
  let done = false

  function keep(): void {
    for (const field of WORDS) {
      const clean = withoutIdNumbers(written[field])
      if (clean === written[field]) continue
      written[field] = clean
      masked.value = true
    }
    if (done) return
    kept.value = false
    const draft: Draft = {
      id, kind: 'entry', startedAt, changedAt: notebook.now().toISOString(),
      body: JSON.parse(JSON.stringify(written)) as Record<string, unknown>, photos: photos.value.map((photo) => ({ ...photo })),
    }
    // Where there is no room left, the notice over the page says so, and this line does not claim it.
    void notebook.saveDraft(draft).then(() => void (kept.value = true)).catch(() => undefined)
    if (!told) begun(id)
    told = true
  }
  watch([written, photos], keep, { deep: true, flush: 'sync' })
  onScopeDispose(() => {
    if (!done && told && isEmpty(written, photos.value.length)) void notebook.dropDraft(id)
  })

  async function save(): Promise<boolean> {
    wrong.value = wrongs(written)
    if (done || Object.keys(wrong.value).length > 0) return false
    done = true
    try {
      const entry = entryOf(written, photos.value, notebook.now().toISOString())
      const concern = concernOf(written, id)
      // Both in one breath, the entry first: nothing can come between them but a crash of a millisecond.
      await Promise.all([
        notebook.write('entry.write', entry, { id, photos: photos.value.map((photo) => photo.id) }),
        ...(concern ? [notebook.write('concern.open', concern, { id: written.concern })] : []),
      ])
      // It is kept: what is left is not waited for.
      void notebook.dropDraft(id).catch(() => undefined)
      if (written.ofVisit) void notebook.dropVisit().catch(() => undefined)
      return true
    } catch (failure) {
      done = false
      throw failure
    }
  }

  async function discard(): Promise<void> {
    done = true
    await notebook.dropDraft(id)
  }

  async function callSecretary(): Promise<void> {
    if (written.urgent) return
    written.urgent = true
    await notebook.write('concern.open', urgentOf(written, t('write.urgent_matter')), { id: written.concern })
  }

  async function takeBackUrgent(): Promise<void> {
    await notebook.discard(written.concern)
    written.concern = notebook.newId()
    written.urgent = false
  }

  return { id, written, photos, wrong, masked, kept, save, discard, callSecretary, takeBackUrgent }
}
