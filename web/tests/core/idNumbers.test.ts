// @vitest-environment node
import { expect, test } from 'vitest'
import { checkCharacter, findIdNumbers, hasFormOfIdNumber, withoutIdNumbers } from '../../core/idNumbers'
import { readCases } from './cases'

const CASES = readCases<{ cases: { why: string; text: string; spans: [number, number][] }[] }>('id_numbers').cases

test.each(CASES)('$why', ({ text, spans }) => {
  expect(findIdNumbers(text)).toEqual(spans)
})

test.each(CASES)('blanked: $why', ({ text, spans }) => {
  const blanked = withoutIdNumbers(text)
  expect(findIdNumbers(blanked)).toEqual([])
  expect(blanked.split('…').length - 1).toBe(spans.length)
})

test('blanking leaves the rest of the text', () => {
  expect(withoutIdNumbers('请记：110101194208110002，谢谢')).toBe('请记：…，谢谢')
  expect(withoutIdNumbers('电话13562369202')).toBe('电话13562369202')
  expect(withoutIdNumbers('𠮷110101194208110002和110101196605080002', '*')).toBe('𠮷*和*')
})

test('the check character makes the number 1 modulo 11', () => {
  for (const order of ['110101194208110', '110101197503210', '110101201501190']) {
    const digits = [...`${order}00`].map(Number)
    digits.push('0123456789X'.indexOf(checkCharacter(`${order}00`)))
    expect(digits.reduce((sum, digit, place) => sum + digit * 2 ** (17 - place), 0) % 11).toBe(1)
  }
})

test('every day of a century is found, with any check character', () => {
  for (let at = Date.UTC(1900, 0, 1); at < Date.UTC(2026, 0, 1); at += 37 * 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
    for (const check of '07Xx') expect(hasFormOfIdNumber(`110101${day}000${check}`)).toBe(true)
  }
})
