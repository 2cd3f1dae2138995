import { expect, test } from 'vitest'
import { say, tables } from '../desk/phrases'

test('both languages say every sentence', () => {
  expect(Object.keys(tables.en).sort()).toEqual(Object.keys(tables.zh).sort())
  for (const words of [...Object.values(tables.zh), ...Object.values(tables.en)]) expect(words).not.toBe('')
})

test('the Chinese says no English word and the English no Chinese one', () => {
  for (const words of Object.values(tables.zh)) expect(words).not.toMatch(/[a-z]/i)
  for (const words of Object.values(tables.en)) expect(words).not.toMatch(/[\u3400-\u9fff]/)
})

test('a sentence is said in the language of the page', () => {
  document.documentElement.lang = 'zh-hans'
  expect(say('undo')).toBe('撤销')
  document.documentElement.lang = 'en'
  expect(say('undo')).toBe('Undo')
})
