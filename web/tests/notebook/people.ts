// Invented people in an invented lane, for the pages' tests.

import type { ConcernRecord, CourtyardRecord, EntryRecord, HouseholdRecord, Id, Me, ResidentPart } from '../../notebook/contract'

const id = (kind: string, number: number): Id => `01990000-0000-7000-8${kind}-${String(number).padStart(12, '0')}`

export const ME: Me = {
  member: id('000', 1),
  name: '赵敏',
  community: '九道湾社区',
  timezone: 'Asia/Shanghai',
  duty: ['08:30', '18:00'],
  secretary: { name: '王小云', telephone: '010-00000000' },
  zones: ['东巷片'],
  colleagues: [{ id: id('000', 2), name: '孙立' }],
  calendar: { known: [2026], off: ['2026-10-01'], on: ['2026-10-10'] },
  visit_period_days: 90,
  week_target_hours: 20,
}

function person(number: number, name: string, pinyin: string, more: Partial<ResidentPart> = {}): ResidentPart {
  return {
    id: id('100', number), name, pinyin, initials: pinyin.split(' ').map((word) => word[0]).join(''), sex: 'female', born: '1951-03-02',
    phones: [`1390000${String(number).padStart(4, '0')}`], relation: number % 3 === 0 ? 'child' : 'head', elsewhere: false, confirmed_on: '2026-09-02', roles: [],
    ...more,
  }
}

function household(courtyard: Id, unit: string, residents: ResidentPart[], more: Partial<HouseholdRecord> = {}): HouseholdRecord {
  return {
    courtyard, dwelling: id('300', Number(unit) || 1), unit, floor: 1, tenure: 'public', number: '', declines: false, confirmed_on: '2026-09-02',
    last_visit: '2026-08-20', last_met: '2026-08-20', residents, ...more,
  }
}

export const COURTYARD = id('200', 57)
export const SECOND = id('200', 59)
export const WANG = id('400', 1)
export const LI = id('400', 2)
export const CHEN = id('400', 3)
export const CONCERN = id('500', 1)
export const ENTRY = id('600', 1)

export const courtyards: [Id, CourtyardRecord][] = [
  [COURTYARD, { kind: 'courtyard', name: '九道湾东巷57号院', lane: '九道湾东巷', building: null, heads: [id('100', 1)] }],
  [SECOND, { kind: 'courtyard', name: '九道湾东巷59号院', lane: '九道湾东巷', building: null, heads: [] }],
]

export const households: [Id, HouseholdRecord][] = [
  [WANG, household(COURTYARD, '1', [person(1, '王秀兰', 'wang xiu lan', { roles: ['courtyard_head'] }), person(2, '李建国', 'li jian guo', { sex: 'male' }), person(3, '李小雨', 'li xiao yu')])],
  [LI, household(COURTYARD, '3', [person(4, '李芳', 'li fang')], { last_met: '2026-11-10', last_visit: '2026-11-10' })],
  [CHEN, household(SECOND, '2', [person(5, '陈大勇', 'chen da yong', { sex: 'male' })], { last_met: null, last_visit: null, confirmed_on: null })],
]

export const concerns: [Id, ConcernRecord][] = [
  [CONCERN, {
    number: '2026-0107', matter: '院门口的路灯坏了三天，晚上看不见台阶', category: 'safety', grade: 'ordinary', level: 'member', stage: 'in_hand', source: 'visit',
    noted_at: '2026-11-24T01:00:00Z', courtyard: COURTYARD, household: WANG, people: [{ resident: id('100', 1), part: 'raised' }],
    lead: { id: ME.member, name: ME.name }, mine: true, can: ['settle', 'report', 'answer'],
    promises: [{ name: 'settle', due: '2026-11-24T10:00:00Z', known: true }], satisfaction: 'not_asked',
    steps: [{ id: id('700', 1), kind: 'note', text: '', at: '2026-11-24T01:00:00Z', by: ME.name, told: true, satisfaction: '' }],
  }],
]

export const entries: [Id, EntryRecord][] = [
  [ENTRY, {
    began_at: '2026-11-23T01:10:00Z', ended_at: '2026-11-23T01:40:00Z', courtyard: COURTYARD, household: LI, outcome: 'met', purposes: ['call', 'need'],
    matter: '李芳说暖气不热，想请人看看阀门。', handling: '当场看了阀门，已约维修。', result: '维修明天上门。', satisfaction: 'satisfied', important: true,
    wish: '想学用手机挂号', photos: [], handed_in_at: '2026-11-23T10:00:00Z', read_at: '2026-11-23T12:00:00Z', returned_at: null, wish_fulfilled_on: null,
    comments: [{ id: id('800', 1), kind: 'comment', text: '维修来过以后请再打个电话问问。', at: '2026-11-23T12:00:00Z', by: '王小云', answered: false }],
    addenda: [],
  }],
]
