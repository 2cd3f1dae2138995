// The words of the phone's door, version 1 (docs/decisions/0008). A test holds them against contracts/sync.schema.json.

export type Id = string
/** `2026-11-24` */
export type Day = string
/** `2026-11-24T01:12:33.123Z` */
export type Moment = string

export const CLIENT_VERSION = 1

export interface FactBodies {
  'entry.write': EntryBody
  'entry.add': { entry: Id; text: string; kind: 'note' | 'correction' }
  'comment.answer': { comment: Id; text: string }
  'wish.fulfil': { entry: Id; on: Day; text?: string }
  'concern.open': ConcernBody
  'concern.step': StepBody
  'household.confirm': { household: Id }
  'household.decline': { household: Id }
  'household.accept': { household: Id }
  'household.left': { household: Id; on: Day }
  'household.add': { dwelling?: Id; courtyard?: Id; unit?: string; number?: string; people: ({ id: Id } & PersonBody)[] }
  'resident.confirm': { resident: Id }
  'resident.correct': { resident: Id; seen: Partial<PersonBody>; set: Partial<PersonBody> }
  'resident.add': { household: Id } & PersonBody
  'resident.left': { resident: Id; on: Day }
  'clash.settle': { clash: Id; choose: 'shown' | 'other' }
  'clock.confirm': { doubt: Id; noted_at: Moment }
  'handed.take': { handed: Id }
  'handed.drop': { handed: Id; reason: string }
  'fact.hand': { fact: Fact }
  'plan.skip': { stop: Id; reason: SkipReason }
  'plan.add': { day: Day; household: Id }
  'plan.order': { plan: Id; order: Id[] }
  'fixture.place': FixtureBody
  'opinion.note': { topic: string; text: string }
}
export type FactKind = keyof FactBodies

export interface EntryBody {
  began_at: Moment
  ended_at?: Moment | null
  courtyard?: Id | null
  household?: Id | null
  outcome: Outcome
  purposes: Purpose[]
  matter?: string
  handling?: string
  result?: string
  satisfaction?: Satisfaction
  important?: boolean
  wish?: string
  photos?: PhotoBody[]
}
export interface PhotoBody { id: Id; sha256: string; width: number; height: number; size: number; caption?: string }
export interface ConcernBody {
  matter: string
  category: string
  grade: Grade
  level?: string
  source: string
  noted_at?: Moment
  entry?: Id | null
  courtyard?: Id | null
  household?: Id | null
  people?: { resident: Id; part: 'raised' | 'affected' }[]
  settled?: string
  told_resident?: boolean
  satisfaction?: Satisfaction
}
export interface StepBody {
  concern: Id
  kind: StepKind
  text?: string
  told_resident?: boolean
  satisfaction?: Satisfaction
  parties?: string[]
  /** How far up it is reported: `community`, `council`, `street`; left out, one level. */
  level?: string
}
/** What a courtyard has, where on its plan (centimetres) or on which floor. */
export interface FixtureBody { courtyard: Id; kind: string; note?: string; x?: number | null; y?: number | null; floor?: number | null; check_by?: Day | null }
export interface PersonBody {
  name: string
  sex?: '' | 'female' | 'male'
  born?: string
  phones?: string[]
  registered_elsewhere?: boolean | null
  relation?: string
}

/** Why a planned door is not visited; nothing about the people behind it. */
export type SkipReason = 'another_day' | 'away' | 'no_time' | 'weather' | 'other'
export type Outcome = 'met' | 'nobody_home' | 'declined' | 'no_door'
export type Purpose = 'call' | 'policy' | 'opinion' | 'need' | 'dispute' | 'help' | 'survey' | 'safety' | 'follow_up'
export type Satisfaction = 'satisfied' | 'partly' | 'not_satisfied' | 'not_asked'
export type Grade = 'ordinary' | 'difficult' | 'policy' | 'urgent'
/**
 * The steps that a phone offers: take_in_hand report coordinate settle answer call_back reopen close withdraw acknowledge
 * comment (minqing/sync/facts/concerns.py; all but acknowledge are of minqing/method/stages.py).
 */
export type StepKind = string

export interface Fact<K extends FactKind = FactKind> {
  id: Id
  kind: K
  /** By the device's clock. */
  noted_at: Moment
  /** The clock's offset (device minus server, ms) at the last contact before, and when that was by the server's clock. */
  clock: { offset_ms: number; contact_at: Moment } | null
  body: FactBodies[K]
}
export type RefusalCode = 'invalid' | 'not_yours' | 'missing' | 'id_taken' | 'erased' | 'closed' | 'unknown_kind'
export interface Receipt {
  id: Id
  state: 'received' | 'refused' | 'handed'
  /** As the server takes it: by its own clock. */
  noted_at?: Moment
  clock?: 'agreed' | 'corrected' | 'bounded'
  number?: string
  to?: string
  why?: { code: RefusalCode; text: string; fields?: Record<string, string> }
}

export interface Me {
  member: Id
  name: string
  community: string
  timezone: string
  duty: [string, string]
  secretary: { name: string; telephone: string } | null
  zones: string[]
  colleagues: { id: Id; name: string }[]
  calendar: { known: number[]; off: Day[]; on: Day[] }
  visit_period_days: number
  week_target_hours: number
}
export interface FixturePart {
  id: Id
  kind: string
  note: string
  x: number | null
  y: number | null
  floor: number | null
  noted_on: Day
  checked_on: Day | null
  check_by: Day | null
}
/** A box in centimetres, turned about its middle (web/core/plan.ts draws it); a room may be a dwelling. */
export interface PlanThing {
  id: string
  kind: 'wall' | 'room' | 'gate' | 'stairs' | 'tree' | 'well' | 'shed' | 'text'
  x: number
  y: number
  w: number
  h: number
  turn?: number
  text?: string
  dwelling?: Id
}
export interface PlanFlat { name: string; dwelling: Id | null }
export interface PlanFloor { number: number; flats: PlanFlat[] }
export interface PlanEntrance { name: string; floors: PlanFloor[] }
/** `plan` and `fixtures` are missing in what a phone kept from before there were plans. */
export interface CourtyardRecord {
  kind: 'courtyard' | 'building' | 'entrance'
  name: string
  lane: string
  building: Id | null
  heads: Id[]
  plan?: { number: number; shapes: PlanThing[]; entrances: PlanEntrance[] } | null
  fixtures?: FixturePart[]
}
export interface ResidentPart {
  id: Id
  name: string
  pinyin: string
  initials: string
  sex: string
  born: string
  phones: string[]
  relation: string
  elsewhere: boolean | null
  confirmed_on: Day | null
  roles: string[]
}
export interface HouseholdRecord {
  courtyard: Id
  dwelling: Id
  unit: string
  floor: number | null
  tenure: string
  number: string
  declines: boolean
  confirmed_on: Day | null
  last_visit: Day | null
  last_met: Day | null
  residents: ResidentPart[]
}
export interface ConcernRecord {
  number: string
  matter: string
  category: string
  grade: Grade
  level: string
  stage: string
  source: string
  noted_at: Moment
  courtyard: Id | null
  household: Id | null
  people: { resident: Id; part: 'raised' | 'affected' }[]
  lead: { id: Id; name: string }
  mine: boolean
  can: StepKind[]
  promises: { name: string; due: Moment; known: boolean }[]
  satisfaction: Satisfaction
  steps: { id: Id; kind: string; text: string; at: Moment; by: string; told: boolean; satisfaction: string }[]
}
export interface EntryRecord extends EntryBody {
  handed_in_at: Moment | null
  read_at: Moment | null
  returned_at: Moment | null
  wish_fulfilled_on: Day | null
  comments: { id: Id; kind: 'comment' | 'praise' | 'return'; text: string; at: Moment; by: string; answered: boolean }[]
  addenda: { id: Id; kind: string; text: string; at: Moment; by: string }[]
  photos: (PhotoBody & { here: boolean })[]
}
export interface ClashRecord { resident: Id; field: string; shown: unknown; other: unknown; shown_by: string; other_by: string; shown_at: Moment; other_at: Moment }
export interface DoubtRecord { fact: Id; kind: string; subject: Id; device_at: Moment; lower: Moment; upper: Moment; taken: Moment }
export interface HandedRecord { kind: FactKind; from: string; noted_at: Moment; household: Id | null; text: string }

/** Why a door is in a plan: a neutral code (minqing/planning/rhythm.py), never what care somebody needs. */
export interface PlanReason { code: string; params: Record<string, string> }
export interface PlanStop {
  id: Id
  courtyard: Id
  household: Id | null
  why: PlanReason[]
  /** `08:42`, by the community's clock; null where no time fits or the order is new. */
  arrive: string | null
  minutes: number
  begins: string | null
  ends: string | null
  skipped: string | null
  added: boolean
}
export interface PlanRecord { day: Day; begin: string; by_hand: boolean; by_map: boolean; waiting: number; stops: PlanStop[] }

export interface RecordKinds {
  me: Me
  courtyard: CourtyardRecord
  household: HouseholdRecord
  concern: ConcernRecord
  entry: EntryRecord
  clash: ClashRecord
  doubt: DoubtRecord
  handed: HandedRecord
  plan: PlanRecord
}
export type RecordKind = keyof RecordKinds
export type SyncRecord = { [K in RecordKind]: { t: K; id: Id; d: RecordKinds[K] } }[RecordKind]

export interface EnrolAnswer { device: Id; token: string; wrap: string | null; now: Moment; account: Id; name: string; communities: { code: string; name: string }[] }
export interface DeviceAnswer { now: Moment; forget: boolean; backed_up_before: Moment | null }
export interface FactsAnswer { now: Moment; seq: number; hash: string; receipts: Receipt[] }
export interface SnapshotAnswer { now: Moment; seq: number; hash: string; scope: string; records: SyncRecord[]; next: string | null; total: number }
export interface ChangesAnswer { now: Moment; seq: number; hash: string; scope: string; records: SyncRecord[]; gone: { t: RecordKind; id: Id }[]; more: boolean; reset: boolean }
export type ProblemCode = 'sign_in' | 'forget' | 'update' | 'busy' | 'restored' | 'unreadable' | 'missing' | 'too_large'
export interface Problem { code: ProblemCode; text: string }
