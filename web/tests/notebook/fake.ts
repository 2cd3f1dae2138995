// A notebook in memory, for the tests of pages: it keeps what it is given and sends nothing.

import { ref, shallowReactive, shallowRef } from 'vue'
import type { EntryBody, EntryRecord, FactBodies, FactKind, Id } from '../../notebook/contract'
import type { Draft, Notebook, OutboxItem, Phase, Visit } from '../../notebook/house'
import { concerns, courtyards, entries, households, ME } from './people'

export interface Fake extends Notebook {
  /** What was written, in order. */
  written: { id: Id; kind: FactKind; body: unknown; photos: Id[] }[]
  at: Date
}

export function fakeNotebook(phase: Phase = 'open', options: { empty?: boolean } = {}): Fake {
  let last = 0
  const written: Fake['written'] = []
  const some = !options.empty
  const phases = ref<Phase>(phase)
  const outbox = shallowRef<OutboxItem[]>([])
  const drafts = shallowRef<Draft[]>([])
  const visit = shallowRef<Visit | null>(null)
  const zone: Notebook['zone'] = {
    me: shallowRef(some ? ME : null),
    courtyards: shallowReactive(new Map(some ? courtyards : [])),
    households: shallowReactive(new Map(some ? households : [])),
    concerns: shallowReactive(new Map(some ? concerns : [])),
    entries: shallowReactive(new Map(some ? entries : [])),
    clashes: shallowReactive(new Map()),
    doubts: shallowReactive(new Map()),
    handed: shallowReactive(new Map()),
    plans: shallowReactive(new Map()),
  }
  const nothing = async (): Promise<void> => undefined
  const fake: Fake = {
    written,
    at: new Date('2026-11-24T01:30:00Z'),
    phase: phases,
    profiles: ref([{ key: 'a', name: ME.name, community: '110101005012' }, { key: 'b', name: '孙立', community: '110101005012' }]),
    profile: ref({ key: 'a', name: ME.name, community: '110101005012' }),
    community: '110101005012',
    choose: async () => void (phases.value = 'locked'),
    enrol: async () => void (phases.value = 'set_pin'),
    recover: async () => void (phases.value = 'set_pin'),
    setPin: async () => void (phases.value = 'open'),
    unlock: async (pin) => {
      if (pin !== '402975') return { left: 4 }
      phases.value = 'open'
      return 'open'
    },
    lock: () => void (phases.value = 'locked'),
    changePin: async (old) => old === '402975',
    signOut: async () => 'wiped',
    zone,
    usable: ref(some),
    async write<K extends FactKind>(kind: K, body: FactBodies[K], given: { id?: Id; photos?: Id[] } = {}) {
      const fact = { id: given.id ?? fake.newId(), kind, noted_at: fake.now().toISOString(), clock: null, body }
      written.push({ id: fact.id, kind, body, photos: given.photos ?? [] })
      outbox.value = [...outbox.value, { fact, state: 'waiting', receipt: null, photosWaiting: given.photos?.length ?? 0 } as unknown as OutboxItem]
      if (kind === 'entry.write') {
        const entry = body as EntryBody
        const record: EntryRecord = {
          ...entry, handed_in_at: null, read_at: null, returned_at: null, wish_fulfilled_on: null, comments: [], addenda: [],
          photos: (entry.photos ?? []).map((photo) => ({ ...photo, here: true })),
        }
        zone.entries.set(fact.id, record)
      }
      return fact
    },
    outbox,
    stateOf: (id) => outbox.value.find((item) => item.fact.id === id)?.state ?? null,
    receivedLately: async () => [],
    correct: nothing,
    hand: nothing,
    discard: async (id) => void (outbox.value = outbox.value.filter((item) => item.fact.id !== id)),
    drafts,
    saveDraft: async (draft) => void (drafts.value = [...drafts.value.filter((one) => one.id !== draft.id), structuredClone(draft)]),
    dropDraft: async (id) => void (drafts.value = drafts.value.filter((one) => one.id !== id)),
    addPhoto: async () => ({ id: fake.newId(), sha256: '0'.repeat(64), width: 1280, height: 960, size: 120_000 }),
    photoUrl: async () => 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==',
    visit,
    beginVisit: async (at) => void (visit.value = { ...at, beganAt: fake.now().toISOString(), endedAt: null }),
    endVisit: async () => void (visit.value = visit.value && { ...visit.value, endedAt: fake.now().toISOString() }),
    dropVisit: async () => void (visit.value = null),
    sync: shallowReactive({ doing: 'idle', lastContact: '2026-11-24T00:50:00Z', progress: null, offsetMs: 0 }),
    syncNow: nothing,
    storage: shallowReactive({ used: 4_000_000, quota: 400_000_000, persisted: true, level: 'fine', photos: 3, photoBytes: 900_000, removable: 0 }),
    askToPersist: async () => true,
    freePhotos: async () => 0,
    now: () => fake.at,
    newId: () => `01990000-0000-7000-8fff-${String((last += 1)).padStart(12, '0')}`,
  }
  return fake
}
