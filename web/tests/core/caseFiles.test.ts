// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { caseFiles } from './cases'

const TESTS = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts') && name !== 'caseFiles.test.ts')
  .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf-8')).join('\n')

test.each(caseFiles())('%s.json is read here too', (name) => {
  expect(TESTS).toMatch(new RegExp(`readCases<.*>\\('${name}'\\)`))
})
