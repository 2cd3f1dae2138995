// @vitest-environment node
import { expect, test } from 'vitest'
import { type KnownPerson, likenessOfPersons, likePersons } from '../../core/likeness'
import { readCases } from './cases'

interface Case { say: string; one: KnownPerson; other: KnownPerson; reasons: string[]; score: number; likely: boolean }
const CASES = readCases<{ cases: Case[] }>('likeness').cases

test.each(CASES)('$say', ({ one, other, reasons, score, likely }) => {
  for (const likeness of [likenessOfPersons(one, other), likenessOfPersons(other, one)]) {
    expect(likeness).toEqual({ reasons, score, likelyTheSame: likely })
  }
})

test('a person whose sound is not known yet sounds like nobody', () => {
  expect(likenessOfPersons({ name: '雷娟燕', pinyin: '' }, { name: '雷娟艳', pinyin: '' }).reasons).toEqual(['similar_name'])
})

test('who is worth asking about comes likeliest first, others not at all', () => {
  const known = [
    { id: 1, name: '王芳', courtyard: 'b', dwelling: 'b|1' },
    { id: 2, name: '王芳', courtyard: 'a', dwelling: 'a|1' },
    { id: 3, name: '王芳', courtyard: 'a', dwelling: 'a|1', phones: ['13562369202'] },
  ]
  const found = likePersons({ name: '王 芳', courtyard: 'a', dwelling: 'a|1', phones: ['13562369202'] }, known)
  expect(found.map(({ person }) => person.id)).toEqual([3, 2])
})
