import { describe, expect, test } from 'vitest'
import { ledTo } from '../../desk/register/movement'
import { addressOf, queryOf } from '../../desk/register/told'
import { inSight, scrolledTo } from '../../desk/register/windowing'
import { say, tables } from '../../desk/register/words'

const FIELD = { rows: 60000, columns: 12, page: 15 }

describe('where a key leads', () => {
  test.each([
    ['ArrowDown', false, { row: 4, column: 2 }, { row: 5, column: 2 }],
    ['ArrowUp', false, { row: 0, column: 2 }, { row: -1, column: 2 }],
    ['ArrowUp', false, { row: -1, column: 2 }, { row: -1, column: 2 }],
    ['ArrowRight', false, { row: 4, column: 11 }, { row: 4, column: 11 }],
    ['Home', false, { row: 4, column: 5 }, { row: 4, column: 0 }],
    ['End', false, { row: 4, column: 5 }, { row: 4, column: 11 }],
    ['Home', true, { row: 400, column: 5 }, { row: 0, column: 0 }],
    ['End', true, { row: 4, column: 5 }, { row: 59999, column: 11 }],
    ['PageDown', false, { row: 59990, column: 5 }, { row: 59999, column: 5 }],
    ['PageUp', false, { row: 7, column: 5 }, { row: 0, column: 5 }],
  ])('%s', (key, control, from, to) => {
    expect(ledTo(key, control, from, FIELD)).toEqual(to)
  })

  test('other keys lead nowhere, and in an empty table there is only the head', () => {
    expect(ledTo('a', false, { row: 0, column: 0 }, FIELD)).toBeNull()
    expect(ledTo('ArrowDown', false, { row: -1, column: 0 }, { ...FIELD, rows: 0 })).toEqual({ row: -1, column: 0 })
  })
})

describe('what is drawn', () => {
  test('the rows in sight and some around, never beyond the ends', () => {
    expect(inSight(0, 440, 44, 60000)).toEqual({ first: 0, end: 18 })
    expect(inSight(44 * 30000, 440, 44, 60000)).toEqual({ first: 29992, end: 30018 })
    expect(inSight(44 * 59990, 440, 44, 60000)).toEqual({ first: 59982, end: 60000 })
    expect(inSight(0, 440, 44, 3)).toEqual({ first: 0, end: 3 })
    expect(inSight(0, 440, 44, 0)).toEqual({ first: 0, end: 0 })
    expect(inSight(99999, 440, 44, 3)).toEqual({ first: 3, end: 3 })
  })

  test('a row comes into sight by the shortest way, and one in sight stays', () => {
    expect(scrolledTo(2, 440, 440, 44)).toBe(88)
    expect(scrolledTo(25, 440, 440, 44)).toBe(704)
    expect(scrolledTo(12, 440, 440, 44)).toBe(440)
  })
})

test('what is asked stands in the address as the server writes it', () => {
  const asked = { columns: ['name', 'born'], filters: [], order: 'born', descending: true, words: '', widths: {} }
  expect(queryOf(asked).toString()).toBe('c=name%2Cborn&f=&sort=-born')
  const more = { ...asked, filters: [['name', 'has', '赵:一'] as [string, string, string]], words: '三 号', widths: { born: 140 } }
  expect(queryOf(more).toString()).toBe(
    'c=name%2Cborn&f=name%3Ahas%3A%E8%B5%B5%3A%E4%B8%80&sort=-born&q=%E4%B8%89+%E5%8F%B7&w=born.140',
  )
})

test('a row’s id comes into an address', () => {
  expect(addressOf('/a/00000000-0000-0000-0000-000000000000/b/', 'k')).toBe('/a/k/b/')
})

test('both languages say everything, each in its own letters', () => {
  expect(Object.keys(tables.en).sort()).toEqual(Object.keys(tables.zh).sort())
  for (const words of Object.values(tables.zh)) expect(words.replace(/\{\w+\}/g, '')).not.toMatch(/[a-z]/i)
  for (const words of Object.values(tables.en)) expect(words).not.toMatch(/[\u3400-\u9fff]/)
  document.documentElement.lang = 'en'
  expect(say('rows', { n: 3 })).toBe('3 people')
})
