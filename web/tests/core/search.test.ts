// @vitest-environment node
import { expect, test } from 'vitest'
import { initialsOf, normalisedName } from '../../core/names'
import { buildIndex, matchesAddress, matchesPerson, search, type Searchable } from '../../core/search'
import { readCases } from './cases'

type Person = Omit<Searchable, 'courtyard' | 'unit'> & { finds: string[]; misses: string[] }
interface File {
  people: Person[]
  addresses: { courtyard: string; unit: string; finds: string[]; misses: string[] }[]
  ranked: { records: Searchable[]; queries: { query: string; found: string[] }[] }
}
const FILE = readCases<File>('name_search')
const NAMES = readCases<{ cases: { text: string; name: string; pinyin: string; initials: string }[] }>('names').cases

test.each(FILE.people)('$name is found by what the cases say', (person) => {
  expect([...person.finds, ...person.misses].filter((query) => matchesPerson(query, person))).toEqual(person.finds)
})

test.each(FILE.addresses)('$courtyard $unit is found word by word', (address) => {
  expect([...address.finds, ...address.misses].filter((query) => matchesAddress(query, address))).toEqual(address.finds)
})

test.each(FILE.ranked.queries)('"$query": exact, then what begins with it, then what has it inside', ({ query, found }) => {
  expect(search(buildIndex(FILE.ranked.records), query).map(({ record }) => record.name)).toEqual(found)
})

test.each(NAMES)('「$text」 has one spelling', ({ text, name, pinyin, initials }) => {
  expect(normalisedName(text)).toBe(name)
  expect(normalisedName(name)).toBe(name)
  expect(initialsOf(pinyin)).toBe(initials)
})

test('what was found says by what, and how well', () => {
  const index = buildIndex(FILE.ranked.records)
  const told = (query: string): unknown[] => search(index, query).map(({ record, by, rank }) => [record.name, by, rank])
  expect(told('wf')).toEqual([['王芳', 'initials', 0], ['王芳华', 'initials', 1]])
  expect(told('13562369203')).toEqual([['安然', 'phone', 0]])
  expect(told('胡同')).toEqual([['安然', 'address', 2]])
})

test('people found alike stand in the order of their sound', () => {
  const person = (name: string, pinyin: string): Searchable => ({ name, pinyin, initials: initialsOf(pinyin), phones: [], courtyard: '', unit: '' })
  const index = buildIndex([person('张敏', 'zhang min'), person('王敏', 'wang min'), person('李敏', 'li min')])
  expect(search(index, '敏').map(({ record }) => record.name)).toEqual(['李敏', '王敏', '张敏'])
})

test('no more than asked for, the best of all', () => {
  const crowd = Array.from({ length: 200 }, (_, n) => ({ ...(FILE.ranked.records[2] as Searchable), unit: String(n) }))
  const index = buildIndex([...crowd, FILE.ranked.records[0] as Searchable])
  expect(search(index, '王芳', 3).map(({ record }) => record.name)).toEqual(['王芳', '李王芳', '李王芳'])
})

test('a keystroke over three thousand residents takes a few milliseconds', () => {
  const syllables = ['雷', '娟', '燕', '王', '芳', '李', '建', '国', '张', '秀', '英', '刘', '静', '陈', '敏', '欧']
  const crowd = Array.from({ length: 3000 }, (_, n): Searchable => ({
    name: [n, n >> 4, n >> 8].map((place) => syllables[place % 16]).join(''),
    pinyin: 'zhang xiu ying', initials: 'zxy', phones: [`138${String(10_000_000 + n * 7919)}`],
    courtyard: `九道湾东巷${n % 90}号院`, unit: String(n % 30),
  }))
  const index = buildIndex(crowd)
  const took = ['雷', '雷娟', '雷娟燕', 'z', 'zhangxiu', '7520', '57', '东巷 5', 'qq'].map((query) => {
    const times = Array.from({ length: 7 }, () => {
      const start = performance.now()
      search(index, query)
      return performance.now() - start
    })
    return times.sort((one, other) => one - other)[3] ?? 0
  })
  // 50 ms on a phone four times slower is the promise; this leaves it room.
  expect(Math.max(...took)).toBeLessThan(12)
})
