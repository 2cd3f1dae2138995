// What the pages of the notebook may ask of what lies beneath them. `store/` and `sync/` build it (openNotebook in
// store/notebook.ts); pages know nothing else of keys, databases or the network. Everything marked reactive is a
// Vue shallowReactive or ref: reading it in a template is enough to follow it.

import type { Ref } from 'vue'
import type {
  ClashRecord, ConcernRecord, CourtyardRecord, DoubtRecord, EntryRecord, Fact, FactBodies, FactKind, HandedRecord,
  HouseholdRecord, Id, Me, Moment, PlanRecord, Receipt,
} from './contract'

/**
 * starting: the store is being opened · enrol: nobody uses this phone here yet (sign in on the web, then come back) · choose: several members share it ·
 * locked: the PIN is asked for · set_pin: just enrolled or recovered, a PIN is to be chosen · open: at work ·
 * sign_in: five wrong PINs, 14 days without contact or forgotten PIN: sign in, then the server's wrap opens the store ·
 * update: this program is too old (the outbox is kept) · closing: to be wiped; what waits is sent once the PIN is given · wiped
 */
export type Phase = 'starting' | 'enrol' | 'choose' | 'locked' | 'set_pin' | 'open' | 'sign_in' | 'update' | 'closing' | 'wiped'

export interface Profile { key: string; name: string; community: string }

export type FactState = 'waiting' | 'sending' | 'received' | 'refused' | 'handed'
export interface OutboxItem<K extends FactKind = FactKind> {
  fact: Fact<K>
  state: FactState
  receipt: Receipt | null
  /** Of its photos, how many are still to be sent. */
  photosWaiting: number
}

/** What is being written and not yet a fact: saved, encrypted, at every keystroke. */
export interface Draft {
  id: Id
  kind: 'entry' | 'concern' | 'resident' | 'household' | 'step' | 'day'
  startedAt: Moment
  changedAt: Moment
  body: Record<string, unknown>
  photos: { id: Id; sha256: string; width: number; height: number; size: number }[]
}

export interface Zone {
  /** Reactive maps by id; what waits in the outbox is already shown in them. */
  me: Ref<Me | null>
  courtyards: Map<Id, CourtyardRecord>
  households: Map<Id, HouseholdRecord>
  concerns: Map<Id, ConcernRecord>
  entries: Map<Id, EntryRecord>
  clashes: Map<Id, ClashRecord>
  doubts: Map<Id, DoubtRecord>
  handed: Map<Id, HandedRecord>
  plans: Map<Id, PlanRecord>
}

export interface SyncState {
  /** offline: no network or no server · busy: the server asked us to wait · stranger: something between answers for the server (a captive portal) */
  doing: 'idle' | 'sending' | 'receiving' | 'offline' | 'busy' | 'stranger'
  lastContact: Moment | null
  /** While a snapshot is being fetched: records so far and in all. */
  progress: { done: number; total: number } | null
  /** Device minus server at the last contact, in ms; over two minutes the pages say so. */
  offsetMs: number
}

export interface StorageState { used: number; quota: number; persisted: boolean; level: 'fine' | 'tight' | 'full'; photos: number; photoBytes: number; removable: number }

/** A visit under way: begun by one tap, ended by one tap or by writing it down. */
export interface Visit { household: Id | null; courtyard: Id | null; beganAt: Moment; endedAt: Moment | null }

export interface Notebook {
  phase: Ref<Phase>
  profiles: Ref<Profile[]>
  profile: Ref<Profile | null>
  community: string

  choose(key: string): Promise<void>
  /** Enrol with the web session that is signed in now; then `set_pin`. Throws Error with words to show. */
  enrol(name: string): Promise<void>
  /** After signing in again: fetch the wrap, open the store, then `set_pin`. */
  recover(): Promise<void>
  setPin(pin: string): Promise<void>
  unlock(pin: string): Promise<'open' | { left: number }>
  lock(): void
  changePin(old: string, fresh: string): Promise<boolean>
  /** Send what waits, tell the server, wipe this member's store; offline it is done at the next contact. */
  signOut(): Promise<'wiped' | 'closing'>

  zone: Zone
  /** False until the first chunk is there or the store is read. */
  usable: Ref<boolean>

  /** Write a fact: saved before the promise resolves, shown at once, sent when it can be. */
  write<K extends FactKind>(kind: K, body: FactBodies[K], options?: { id?: Id; photos?: Id[] }): Promise<Fact<K>>
  outbox: Ref<OutboxItem[]>
  /** Of the last days, what was received or handed on and has left the outbox; the latest first. */
  receivedLately(): Promise<OutboxItem[]>
  stateOf(factId: Id): FactState | null
  /** The ways out of a refusal. */
  correct<K extends FactKind>(factId: Id, body: FactBodies[K]): Promise<void>
  hand(factId: Id): Promise<void>
  discard(factId: Id): Promise<void>

  drafts: Ref<Draft[]>
  saveDraft(draft: Draft): Promise<void>
  dropDraft(id: Id): Promise<void>
  /** Scale, strip, encrypt and keep a picture. Throws Error('full') where there is no room. */
  addPhoto(file: Blob): Promise<{ id: Id; sha256: string; width: number; height: number; size: number }>
  photoUrl(id: Id): Promise<string | null>

  visit: Ref<Visit | null>
  beginVisit(at: { household: Id | null; courtyard: Id | null }): Promise<void>
  endVisit(): Promise<void>
  dropVisit(): Promise<void>

  sync: SyncState
  syncNow(): Promise<void>

  storage: StorageState
  askToPersist(): Promise<boolean>
  /** Let go of photos that the server holds safely; answers the bytes freed. */
  freePhotos(): Promise<number>

  /** The device's clock put right by the last contact. */
  now(): Date
  newId(): Id
}
