// The notebook, put together: who may see what when, and nothing else. What pages may ask is in house.ts.
import { computed, type Ref } from 'vue'
import type { Notebook, Phase, Profile, StorageState } from '../house'
import { Trouble } from '../sync/trouble'
import { Gate, type Surrounding } from './gate'
import { newId } from './ids'
import { lockWhenLeft } from './leftAlone'
import type { Opened } from './opened'

const NO_STORAGE: StorageState = { used: 0, quota: 0, persisted: false, level: 'fine', photos: 0, photoBytes: 0, removable: 0 }
/** So long can a person look up what became of what was written. */
const SHOWN_DAYS = 7

export async function openNotebook(community: string, surrounding: Surrounding = {}): Promise<Notebook> {
  const gate = await Gate.open(community, surrounding)
  lockWhenLeft(() => { if (gate.phase.value === 'open') gate.lock() })
  const opened = (): Opened => {
    if (!gate.opened.value) throw new Trouble('sign_in')
    return gate.opened.value
  }
  const now = (): Date => gate.opened.value?.clock.now() ?? new Date()
  return {
    phase: gate.phase as Ref<Phase>,
    profiles: gate.profiles as Ref<Profile[]>,
    profile: gate.profile,
    community,
    choose: (key) => gate.choose(key),
    enrol: (name) => gate.enrol(name),
    recover: () => gate.recover(),
    setPin: (pin) => gate.setPin(pin),
    unlock: (pin) => gate.unlock(pin),
    lock: () => gate.lock(),
    changePin: (old, fresh) => gate.changePin(old, fresh),
    signOut: () => gate.signOut(),
    zone: gate.zone.zone,
    usable: gate.usable,
    write: (kind, body, options) => opened().write(kind, body, options),
    outbox: computed(() => gate.opened.value?.outbox.items.value ?? []) as unknown as Notebook['outbox'],
    stateOf: (id) => gate.opened.value?.outbox.items.value.find((item) => item.fact.id === id)?.state ?? null,
    receivedLately: async () => (await gate.opened.value?.outbox.lately(SHOWN_DAYS)) ?? [],
    correct: (id, body) => opened().correct(id, body),
    hand: (id) => opened().hand(id),
    discard: (id) => opened().discard(id),
    drafts: computed(() => gate.opened.value?.drafts.drafts.value ?? []) as unknown as Notebook['drafts'],
    saveDraft: (draft) => opened().drafts.keep(draft),
    dropDraft: (id) => opened().dropDraft(id),
    addPhoto: async (file) => {
      const { id, sha256, width, height, size } = await opened().photos.add(file)
      return { id, sha256, width, height, size }
    },
    photoUrl: (id) => opened().photos.url(id),
    visit: computed(() => gate.opened.value?.drafts.visit.value ?? null) as unknown as Notebook['visit'],
    beginVisit: (at) => opened().drafts.setVisit({ ...at, beganAt: now().toISOString(), endedAt: null }),
    endVisit: async () => {
      const { drafts } = opened()
      if (drafts.visit.value) await drafts.setVisit({ ...drafts.visit.value, endedAt: now().toISOString() })
    },
    dropVisit: () => opened().drafts.setVisit(null),
    sync: gate.sync,
    syncNow: async () => gate.opened.value?.engine.now(),
    get storage() { return gate.opened.value?.room.state ?? NO_STORAGE },
    askToPersist: async () => (await gate.opened.value?.room.askToPersist()) ?? false,
    freePhotos: async () => {
      const freed = await opened().photos.free()
      await opened().room.measure()
      return freed
    },
    now,
    newId,
  }
}
