// @vitest-environment node
import { expect, test } from 'vitest'
import type { ConcernRecord, EntryRecord, Fact, FactBodies, FactKind, HouseholdRecord, Id, SyncRecord } from '../../notebook/contract'
import type { FactState, OutboxItem } from '../../notebook/house'
import { ZoneStore } from '../../notebook/store/zone'
import { household, id, me, person } from './ground'

const HOME = id()
const PERSON = id()
const NOTED = '2026-11-24T02:00:00.000Z'

function zoneWith(...records: SyncRecord[]): ZoneStore {
  const zone = new ZoneStore()
  zone.take([me(), household(HOME, { residents: [person(PERSON)] }), ...records])
  return zone
}

function item<K extends FactKind>(kind: K, body: FactBodies[K], state: FactState = 'waiting', key: Id = id()): OutboxItem {
  const fact = { id: key, kind, noted_at: NOTED, clock: null, body } as Fact
  return { fact, state, receipt: null, photosWaiting: 0 }
}

function homeOf(zone: ZoneStore): HouseholdRecord {
  const found = zone.zone.households.get(HOME)
  if (!found) throw new Error('no home')
  return found
}

function concern(over: Partial<ConcernRecord> = {}): ConcernRecord {
  return {
    number: '1', matter: '漏水', category: 'roof', grade: 'ordinary', level: 'member', stage: 'noted', source: 'visit', noted_at: NOTED,
    courtyard: null, household: HOME, people: [], lead: { id: '', name: '李月' }, mine: true, can: [], satisfaction: 'not_asked', steps: [],
    promises: [{ name: 'settle', due: '2026-11-24T10:00:00.000Z', known: true }, { name: 'coordinate', due: NOTED, known: true }], ...over,
  }
}

const ENTRY: EntryRecord = {
  began_at: NOTED, outcome: 'met', purposes: ['call'], household: HOME, handed_in_at: NOTED, read_at: null, returned_at: null,
  wish_fulfilled_on: null, addenda: [], photos: [], comments: [{ id: id(), kind: 'comment', text: '好', at: NOTED, by: '王书记', answered: false }],
}

test('a visit written at half past eleven in the evening counts for that day in the community', () => {
  const zone = zoneWith()
  zone.follow([item('entry.write', { began_at: '2026-11-24T15:30:00.000Z', outcome: 'met', purposes: [], household: HOME })])
  expect([homeOf(zone).last_visit, homeOf(zone).last_met]).toEqual(['2026-11-24', '2026-11-24'])
})

test('nobody at home is a visit, but nobody was met', () => {
  const zone = zoneWith()
  zone.follow([item('entry.write', { began_at: NOTED, outcome: 'nobody_home', purposes: [], household: HOME })])
  expect([homeOf(zone).last_visit, homeOf(zone).last_met]).toEqual(['2026-11-24', null])
})

test('what the server sent is never changed: without the fact it shows as before', () => {
  const zone = zoneWith()
  const before = JSON.stringify(homeOf(zone))
  zone.follow([item('household.confirm', { household: HOME }), item('resident.correct', { resident: PERSON, seen: {}, set: { phones: ['1'] } })])
  expect(JSON.stringify(homeOf(zone))).not.toBe(before)
  zone.follow([])
  expect(JSON.stringify(homeOf(zone))).toBe(before)
})

test('a confirmed household and everybody in it bear the day', () => {
  const zone = zoneWith()
  zone.follow([item('household.confirm', { household: HOME })])
  expect([homeOf(zone).confirmed_on, homeOf(zone).residents.map((one) => one.confirmed_on)]).toEqual(['2026-11-24', ['2026-11-24']])
})

test('a corrected name is not found by the old pinyin', () => {
  const zone = zoneWith()
  zone.follow([item('resident.correct', { resident: PERSON, seen: { name: '王秀兰' }, set: { name: '王秀丽', registered_elsewhere: true } })])
  expect(homeOf(zone).residents.map((one) => [one.name, one.pinyin, one.elsewhere])).toEqual([['王秀丽', '', true]])
})

test('a person added, corrected and gone again, one fact upon the other', () => {
  const zone = zoneWith()
  const added = id()
  const facts = [item('resident.add', { household: HOME, name: '赵刚' }, 'waiting', added), item('resident.correct', { resident: added, seen: {}, set: { phones: ['13900000002'] } })]
  zone.follow(facts)
  expect(homeOf(zone).residents.map((one) => [one.name, one.phones])).toEqual([['王秀兰', ['13800000001']], ['赵刚', ['13900000002']]])
  zone.follow([...facts, item('resident.left', { resident: added, on: '2026-11-24' }), item('resident.left', { resident: PERSON, on: '2026-11-24' })])
  expect(homeOf(zone).residents).toEqual([])
})

test('a household met at the door is there with its people, one that left is not', () => {
  const zone = zoneWith()
  const fresh = id()
  zone.follow([
    item('household.add', { courtyard: HOME, unit: '西屋', people: [{ id: id(), name: '孙梅' }] }, 'waiting', fresh),
    item('household.left', { household: HOME, on: '2026-11-24' }),
  ])
  expect([...zone.zone.households.keys()]).toEqual([fresh])
  expect(zone.zone.households.get(fresh)?.residents.map((one) => one.name)).toEqual(['孙梅'])
})

test('an ordinary concern noted at ten on a working day is promised for the end of duty', () => {
  const zone = zoneWith()
  const key = id()
  zone.follow([item('concern.open', { matter: '漏水', category: 'roof', grade: 'ordinary', source: 'visit', household: HOME }, 'waiting', key)])
  const shown = zone.zone.concerns.get(key)
  expect([shown?.stage, shown?.mine, shown?.promises.map((one) => [one.name, new Date(one.due).toISOString().slice(0, 16)])])
    .toEqual(['noted', true, [['settle', '2026-11-24T10:00']]])
})

test('a concern settled on the spot and told has nothing left to promise', () => {
  const zone = zoneWith()
  const key = id()
  const body = { matter: '灯不亮', category: 'light', grade: 'ordinary', source: 'visit', settled: '换了灯泡', told_resident: true } as const
  zone.follow([item('concern.open', body, 'waiting', key)])
  const shown = zone.zone.concerns.get(key)
  expect([shown?.stage, shown?.promises, shown?.steps.map((one) => one.kind)]).toEqual(['settled', [], ['note', 'settle']])
})

test('steps lead from stage to stage, and a call back with a bad word reopens', () => {
  const key = id()
  const zone = zoneWith({ t: 'concern', id: key, d: concern() })
  zone.follow([
    item('concern.step', { concern: key, kind: 'take_in_hand' }), item('concern.step', { concern: key, kind: 'coordinate', parties: ['房管'] }),
    item('concern.step', { concern: key, kind: 'settle', text: '补好了', told_resident: true }),
  ])
  expect([zone.zone.concerns.get(key)?.stage, zone.zone.concerns.get(key)?.promises]).toEqual(['settled', []])
  zone.follow([
    item('concern.step', { concern: key, kind: 'settle' }), item('concern.step', { concern: key, kind: 'call_back', satisfaction: 'not_satisfied' }),
  ])
  expect(zone.zone.concerns.get(key)?.stage).toBe('reopened')
})

test('a step that the method does not allow changes no stage', () => {
  const key = id()
  const zone = zoneWith({ t: 'concern', id: key, d: concern({ stage: 'closed' }) })
  zone.follow([item('concern.step', { concern: key, kind: 'report' })])
  expect(zone.zone.concerns.get(key)?.stage).toBe('closed')
})

test('an answered comment, an addition and a fulfilled wish stand below the entry', () => {
  const key = id()
  const zone = zoneWith({ t: 'entry', id: key, d: ENTRY })
  zone.follow([
    item('comment.answer', { comment: ENTRY.comments[0]?.id ?? '', text: '明白' }), item('entry.add', { entry: key, text: '又来了', kind: 'note' }),
    item('wish.fulfil', { entry: key, on: '2026-11-24' }),
  ])
  const shown = zone.zone.entries.get(key)
  expect([shown?.comments[0]?.answered, shown?.addenda.map((one) => one.text), shown?.wish_fulfilled_on]).toEqual([true, ['明白', '又来了'], '2026-11-24'])
})

test('a clash that is settled for the other value shows it, and is gone', () => {
  const key = id()
  const zone = zoneWith({ t: 'clash', id: key, d: {
    resident: PERSON, field: 'phones', shown: ['1'], other: ['2'], shown_by: '', other_by: '', shown_at: NOTED, other_at: NOTED,
  } })
  zone.follow([item('clash.settle', { clash: key, choose: 'other' })])
  expect([zone.zone.clashes.size, homeOf(zone).residents[0]?.phones]).toEqual([0, ['2']])
})

test('a refused correction is not shown, but what was written anew is', () => {
  const zone = zoneWith()
  const key = id()
  zone.follow([
    item('resident.correct', { resident: PERSON, seen: {}, set: { name: '别人' } }, 'refused'),
    item('entry.write', { began_at: NOTED, outcome: 'met', purposes: [], matter: '没丢' }, 'refused', key),
  ])
  expect([homeOf(zone).residents[0]?.name, zone.zone.entries.get(key)?.matter]).toEqual(['王秀兰', '没丢'])
})

test('a pull under what waits does not flicker: the fact stays drawn upon the new record', () => {
  const zone = zoneWith()
  zone.follow([item('resident.correct', { resident: PERSON, seen: {}, set: { phones: ['9'] } })])
  zone.take([household(HOME, { tenure: 'rented', residents: [person(PERSON)] })])
  expect([homeOf(zone).tenure, homeOf(zone).residents[0]?.phones]).toEqual(['rented', ['9']])
})

test('a fact about what is not on the phone changes nothing', () => {
  const zone = zoneWith()
  const elsewhere = id()
  zone.follow([
    item('household.confirm', { household: elsewhere }), item('resident.left', { resident: elsewhere, on: '2026-11-24' }),
    item('concern.step', { concern: elsewhere, kind: 'answer' }), item('entry.add', { entry: elsewhere, text: '', kind: 'note' }),
    item('clash.settle', { clash: elsewhere, choose: 'other' }),
  ])
  expect([zone.zone.households.size, zone.zone.concerns.size, zone.zone.entries.size]).toEqual([1, 0, 0])
})

test('a photo that reached the server shows so at once and after the next start, though no change tells of it', () => {
  const [entry, photo] = [id(), id()]
  const waits = { id: photo, sha256: 'a'.repeat(64), width: 4, height: 3, size: 9, here: false }
  const zone = zoneWith()
  const sent = new Set<Id>()
  zone.sent = (one) => sent.has(one)
  const here = (): boolean[] | undefined => zone.zone.entries.get(entry)?.photos.map((one) => one.here)
  zone.take([{ t: 'entry', id: entry, d: { ...ENTRY, photos: [waits] } }])
  expect(here()).toEqual([false])
  sent.add(photo)
  zone.photoArrived(entry)
  expect(here()).toEqual([true])
  zone.clear()
  zone.take([me(), { t: 'entry', id: entry, d: { ...ENTRY, photos: [waits] } }])
  expect(here()).toEqual([true])
})
