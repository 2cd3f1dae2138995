// @vitest-environment node
import { expect, test } from 'vitest'
import { compareReading } from '../../core/reading'
import { readCases } from './cases'

test.each(readCases<{ cases: { say: string; read: string[] }[] }>('reading_order').cases)('$say', ({ read }) => {
  expect([...read].reverse().sort(compareReading)).toEqual(read)
  expect(read.map((name) => compareReading(name, name))).toEqual(read.map(() => 0))
})
