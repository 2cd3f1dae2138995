import { expect, test } from 'vitest'
import { holds } from '../desk/map/drawing'
import type { Spot } from '../desk/map/types'
import { say, tables } from '../desk/map/words'

test('the map says every sentence in both languages', () => {
  expect(Object.keys(tables.en).sort()).toEqual(Object.keys(tables.zh).sort())
  for (const words of Object.values(tables.zh)) expect(words.replace(/\{\w+\}/g, '')).not.toMatch(/[a-z]/i)
  for (const words of Object.values(tables.en)) expect(words).not.toMatch(/[\u3400-\u9fff]/)
})

test('what stands in braces is filled in', () => {
  document.documentElement.lang = 'zh-hans'
  expect(say('chosen', { count: 2, households: 30 })).toBe('圈中 2 个院落，共 30 户。')
  document.documentElement.lang = 'en'
  expect(say('placeHint', { name: '7' })).toContain('Click where 7 is.')
})

test('a lasso holds what lies inside it', () => {
  const ring: Spot[] = [[0, 0], [2, 0], [2, 2], [0, 2]]
  expect(holds(ring, [1, 1])).toBe(true)
  expect(holds(ring, [3, 1])).toBe(false)
  expect(holds([...ring, [0, 0]], [0.5, 1.5])).toBe(true)
})
