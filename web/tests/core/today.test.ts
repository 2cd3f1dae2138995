// @vitest-environment node
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dayPlan, STALE_AFTER, type Ground, type Why } from '../../core/today'
import { LEAST_STOPS, MOST_STOPS } from '../../core/walking'
import type { EntryRecord, HouseholdRecord } from '../../notebook/contract'
import { concern, courtyard, entry, ground, household, NOW, promised, resident } from './ground'

const keys = (at: Ground): string[] => dayPlan(at, NOW).map((stop) => stop.key)
const whyAt = (at: Ground): Why[] => dayPlan(at, NOW)[0]?.why ?? []
const quiet = { last_visit: '2026-11-10', last_met: '2026-11-10' }

test('where nothing is due nobody is visited', () => {
  expect(dayPlan(ground({ households: { a: household('east9', '1') } }), NOW)).toEqual([])
})

test.each<[string, Partial<HouseholdRecord>, Why[]]>([
  ['never visited: welcomed', { last_visit: null, last_met: null, confirmed_on: null }, [{ kind: 'welcome' }]],
  ['nobody was home, never met', { last_visit: '2026-11-20', last_met: null }, [{ kind: 'unmet', tried: '2026-11-20' }]],
  ['met ninety days ago', { last_visit: '2026-08-26', last_met: '2026-08-26' }, [{ kind: 'period', last: '2026-08-26', days: 90 }]],
  ['met eighty-nine days ago', { last_visit: '2026-08-27', last_met: '2026-08-27' }, []],
  ['met long ago, since then nobody home', { last_visit: '2026-11-20', last_met: '2026-08-01' },
    [{ kind: 'unmet', tried: '2026-11-20' }, { kind: 'period', last: '2026-08-01', days: 115 }]],
  ['met lately, nobody home since', { last_visit: '2026-11-20', last_met: '2026-11-10' }, []],
  ['confirmed ninety days ago', { confirmed_on: '2026-08-26' }, [{ kind: 'stale', confirmed: '2026-08-26' }]],
  ['never confirmed', { confirmed_on: null }, [{ kind: 'stale', confirmed: null }]],
  ['one of its people confirmed long ago', { residents: [resident('r', { confirmed_on: '2026-01-02' })] }, [{ kind: 'stale', confirmed: '2026-01-02' }]],
  ['declines visits', { declines: true, last_visit: null, last_met: null, confirmed_on: null }, []],
])('%s', (_, more, why) => {
  expect(whyAt(ground({ households: { a: household('east9', '1', more) } }))).toEqual(why)
})

test.each<[string, EntryRecord, Why[]]>([
  ['an own entry not yet sent counts as a visit', entry('a', '2026-11-23T02:00:00.000Z'), []],
  ['nobody home, told by an own entry', entry('a', '2026-11-23T02:00:00.000Z', { outcome: 'nobody_home' }), [{ kind: 'unmet', tried: '2026-11-23' }]],
  ['a declined visit counts as made', entry('a', '2026-11-23T02:00:00.000Z', { outcome: 'declined' }), []],
  ['of today, in the office’s own day: done for today', entry('a', '2026-11-23T16:30:00.000Z', { outcome: 'nobody_home' }), []],
])('%s', (_, written, why) => {
  const never = { last_visit: null, last_met: null }
  expect(whyAt(ground({ households: { a: household('east9', '1', never) }, entries: { e: written } }))).toEqual(why)
})

test('what was visited today is left out, whatever was promised there', () => {
  const at = ground({
    households: { a: household('east9', '1', { last_visit: '2026-11-24' }), b: household('east9', '2') },
    concerns: { c: concern({ household: 'a' }, { promises: promised('2026-11-24T10:00:00.000Z') }), d: concern({ household: 'b' }, { stage: 'answered' }) },
  })
  expect(keys(at)).toEqual(['b'])
})

test('a promise brings its household, with the promise that is due first', () => {
  const promises = [...promised('2026-12-01T10:00:00.000Z', 'answer', false), ...promised('2026-11-24T01:00:00.000Z', 'coordinate')]
  const at = ground({ households: { a: household('east9', '1') }, concerns: { c: concern({ household: 'a' }, { promises }) } })
  expect(whyAt(at)).toEqual([{ kind: 'promise', concern: 'c', name: 'coordinate', due: '2026-11-24T01:00:00.000Z', known: true, late: true }])
})

test('what was settled or answered wants the resident’s word', () => {
  const at = ground({
    households: { a: household('east9', '1') },
    concerns: { c: concern({ household: 'a' }, { stage: 'answered' }), d: concern({ household: 'a' }, { stage: 'settled' }), e: concern({ household: 'a' }, { stage: 'closed' }) },
  })
  expect(whyAt(at)).toEqual([{ kind: 'call_back', concern: 'c' }, { kind: 'call_back', concern: 'd' }])
})

test('a concern that another leads brings nobody to the door', () => {
  const at = ground({ households: { a: household('east9', '1') }, concerns: { c: concern({ household: 'a' }, { mine: false, stage: 'answered' }) } })
  expect(keys(at)).toEqual([])
})

test('an entry that the secretary gave back brings one there again', () => {
  const at = ground({
    households: { a: household('east9', '1') },
    entries: { e: entry('a', '2026-11-20T02:00:00.000Z', { returned_at: '2026-11-21T02:00:00.000Z' }) },
  })
  expect(whyAt(at)).toEqual([{ kind: 'returned', entry: 'e' }])
})

test('a household that declines is not pressed, yet its own concern is answered', () => {
  const at = ground({ households: { a: household('east9', '1', { declines: true }) }, concerns: { c: concern({ household: 'a' }, { stage: 'answered' }) } })
  const [stop] = dayPlan(at, NOW)
  expect(stop?.why).toEqual([{ kind: 'call_back', concern: 'c' }])
  expect(stop?.know[0]).toEqual({ kind: 'declines' })
})

test('a concern of a courtyard is a stop at the courtyard, one of nowhere is none', () => {
  const due = promised('2026-11-24T10:00:00.000Z')
  const at = ground({
    courtyards: { east9: courtyard('东巷9号院', '东巷', ['head']) },
    households: { a: household('east9', '1', { residents: [resident('head', { name: '赵院长' })] }) },
    concerns: { c: concern({ courtyard: 'east9' }, { promises: due }), d: concern({}, { promises: due }), e: concern({ household: 'gone' }, { promises: due }) },
  })
  expect(dayPlan(at, NOW)).toEqual([{
    key: 'east9', courtyard: 'east9', household: null,
    why: [{ kind: 'promise', concern: 'c', name: 'settle', due: '2026-11-24T10:00:00.000Z', known: true, late: false }],
    know: [
      { kind: 'concern', concern: 'c', number: '2026-1', matter: '水管漏水', stage: 'in_hand' },
      { kind: 'role', resident: 'head', name: '赵院长', role: 'courtyard_head' },
    ],
  }])
})

test('the courtyard whose promise is nearest comes first, and is walked as one', () => {
  const never = { last_visit: null, last_met: null }
  const at = ground({
    households: {
      a: household('east9', '1', never), b: household('east57', '2'), c: household('west3', '10', never), d: household('west3', '9'), e: household('west3', '8'),
    },
    concerns: {
      today: concern({ household: 'd' }, { promises: promised('2026-11-24T10:00:00.000Z') }),
      next: concern({ household: 'b' }, { promises: promised('2026-11-25T10:00:00.000Z') }),
      back: concern({ household: 'e' }, { stage: 'answered' }),
    },
  })
  expect(keys(at)).toEqual(['d', 'e', 'c', 'b', 'a'])
})

test('promises due on one day are walked by lane and number, not by the minute', () => {
  const at = ground({
    households: { a: household('east57', '1'), b: household('east9', '1'), c: household('west3', '1') },
    concerns: {
      a: concern({ household: 'a' }, { promises: promised('2026-11-24T08:00:00.000Z') }),
      b: concern({ household: 'b' }, { promises: promised('2026-11-24T10:00:00.000Z') }),
      c: concern({ household: 'c' }, { promises: promised('2026-11-24T07:00:00.000Z') }),
    },
  })
  expect(keys(at)).toEqual(['b', 'a', 'c'])
})

test('in a building one goes floor by floor, home by home', () => {
  const never = { last_visit: null, last_met: null }
  const home = (unit: string, floor: number): HouseholdRecord => household('east9', unit, { ...never, floor })
  const at = ground({ households: { a: home('东户', 12), b: home('2号', 3), c: home('10号', 3), d: home('西户', 10) } })
  expect(keys(at)).toEqual(['b', 'c', 'd', 'a'])
})

test('a courtyard where somebody waits for a call-back comes before one where nobody does', () => {
  const never = { last_visit: null, last_met: null }
  const at = ground({
    households: { a: household('east9', '1', never), b: household('west3', '1') },
    concerns: { c: concern({ household: 'b' }, { stage: 'answered' }) },
  })
  expect(keys(at)).toEqual(['b', 'a'])
})

test('one stop, though there are several reasons', () => {
  const at = ground({
    households: { a: household('east9', '1', { last_visit: null, last_met: null }) },
    concerns: { c: concern({ household: 'a' }, { stage: 'answered' }) },
  })
  expect(dayPlan(at, NOW).map((stop) => stop.why.map((why) => why.kind))).toEqual([['call_back', 'welcome']])
})

function town(courtyards: number, homes: number, more: Partial<HouseholdRecord>): Ground {
  const yards = Object.fromEntries(Array.from({ length: courtyards }, (_, n) => [`y${n}`, courtyard(`${n < 5 ? '东' : '西'}巷${n + 1}号院`, `${n < 5 ? '东' : '西'}巷`)]))
  const households = Object.fromEntries(Array.from({ length: courtyards * homes }, (_, n) =>
    [`h${n}`, household(`y${Math.floor(n / homes)}`, String(n % homes), more)]))
  return ground({ courtyards: yards, households })
}

test('a day has twelve to twenty stops where there is so much to do', () => {
  const met = { last_visit: '2026-06-01', last_met: '2026-06-01' }
  expect(keys(town(1, 400, met)).length).toBe(MOST_STOPS)
  expect(keys(town(40, 1, met)).length).toBe(LEAST_STOPS)
  expect(keys(town(40, 5, met)).length).toBe(15)
  expect(keys(town(2, 3, met)).length).toBe(6)
})

test('never more than twenty, the nearest promises of all', () => {
  const at = town(10, 5, quiet)
  const concerns = new Map(Array.from({ length: 30 }, (_, n) => [`c${n}`, concern({ household: `h${n}` }, { promises: promised(`2026-12-${String(30 - n).padStart(2, '0')}T10:00:00.000Z`) })] as const))
  const stops = keys({ ...at, concerns })
  expect(stops.length).toBe(MOST_STOPS)
  expect(stops.slice(0, 5)).toEqual(['h29', 'h28', 'h27', 'h26', 'h25'])
})

test('who fills up the day lives where one goes anyway, then in the same lane', () => {
  const at = town(10, 5, { last_visit: '2026-06-01', last_met: '2026-06-01' })
  const concerns = new Map([['c', concern({ household: 'h26' }, { promises: promised('2026-11-24T10:00:00.000Z') })]])
  const yards = [...new Set(dayPlan({ ...at, concerns }, NOW).map((stop) => stop.courtyard))]
  expect(yards).toEqual(['y5', 'y6', 'y7'])
})

test('neighbours of those who wait are visited on the same way', () => {
  const at = town(15, 2, { last_visit: '2026-06-01', last_met: '2026-06-01' })
  const concerns = new Map(Array.from({ length: 12 }, (_, n) => [`c${n}`, concern({ household: `h${2 * n}` }, { stage: 'answered' })] as const))
  const stops = dayPlan({ ...at, concerns }, NOW)
  expect(stops.length).toBe(MOST_STOPS)
  expect(stops.every((stop) => Number(stop.courtyard.slice(1)) < 12)).toBe(true)
})

test('whom one has not met for the longest comes before others', () => {
  const at = town(30, 1, {})
  const households = new Map([...at.households].map(([id, home], n) =>
    [id, { ...home, last_visit: null, last_met: null, ...(n === 0 ? {} : { last_visit: `2026-0${1 + ((n * 7) % 5)}-01`, last_met: `2026-0${1 + ((n * 7) % 5)}-01` }) }] as const))
  const taken = dayPlan({ ...at, courtyards: new Map([...at.courtyards].map(([id, yard]) => [id, { ...yard, lane: '东巷' }] as const)), households }, NOW)
  const last = taken.flatMap((stop) => stop.why.flatMap((why) => (why.kind === 'period' ? [why.last] : [])))
  expect(last.filter((day) => day === '2026-01-01').length).toBe(5)
  expect(last.filter((day) => day === '2026-02-01').length).toBe(6)
})

test('the newly arrived come before whom one has not met for long, and these before mere confirming', () => {
  const households: Record<string, HouseholdRecord> = {}
  for (let n = 0; n < 12; n += 1) households[`stale${n}`] = household('east9', String(n), { confirmed_on: null })
  for (let n = 0; n < 12; n += 1) households[`long${n}`] = household('east57', String(n), { last_visit: '2026-06-01', last_met: '2026-06-01' })
  households['new'] = household('west3', '1', { last_visit: null, last_met: null })
  const stops = keys(ground({ households }))
  expect(stops).toEqual([...Array.from({ length: 12 }, (_, n) => `long${n}`), 'new'])
})

test('at the door one knows what is open, what was last spoken of, wishes and roles', () => {
  const at = ground({
    households: { a: household('east9', '1', { last_visit: '2026-06-01', last_met: '2026-06-01', confirmed_on: '2026-11-01', residents: [resident('r', { name: '雷娟燕', roles: ['volunteer'] })] }) },
    concerns: { c: concern({ household: 'a' }, { mine: false }), done: concern({ household: 'a' }, { stage: 'closed' }), elsewhere: concern({ household: 'b' }) },
    entries: {
      old: entry('a', '2026-06-01T02:00:00.000Z', { matter: '路灯不亮', wish: '想学用手机' }),
      older: entry('a', '2026-05-01T02:00:00.000Z', { matter: '水费', wish: '看一次升旗', wish_fulfilled_on: '2026-05-09' }),
      other: entry('b', '2026-06-02T02:00:00.000Z', { matter: '别家的事' }),
      plain: entry('a', '2026-06-01T20:00:00.000Z', { matter: '', outcome: 'nobody_home' }),
    },
  })
  expect(dayPlan(at, NOW)[0]?.know).toEqual([
    { kind: 'concern', concern: 'c', number: '2026-1', matter: '水管漏水', stage: 'in_hand' },
    { kind: 'last_matter', entry: 'old', on: '2026-06-01', text: '路灯不亮' },
    { kind: 'wish', entry: 'old', on: '2026-06-01', text: '想学用手机' },
    { kind: 'role', resident: 'r', name: '雷娟燕', role: 'volunteer' },
  ])
})

test('planning a day over three thousand households keeps nobody waiting', () => {
  const at = town(150, 20, { last_visit: '2026-06-01', last_met: '2026-06-01' })
  dayPlan(at, NOW)
  const start = performance.now()
  dayPlan(at, NOW)
  expect(performance.now() - start).toBeLessThan(150)
})

test('the page of the method tells how long a day is', () => {
  const page = readFileSync(`${import.meta.dirname}/../../../docs/method.md`, 'utf-8').replace(/\s+/g, ' ')
  expect(page).toContain(`A day has ${LEAST_STOPS} to ${MOST_STOPS} stops`)
  expect(page).toContain(`who was not confirmed for ${STALE_AFTER} days`)
})
