// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { caseFiles } from './cases'

const FOLDERS = [import.meta.dirname, `${import.meta.dirname}/../desk`]
const TESTS = FOLDERS.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name !== 'caseFiles.test.ts')
  .map((name) => readFileSync(`${folder}/${name}`, 'utf-8'))).join('\n')

test.each(caseFiles())('%s.json is read here too', (name) => {
  expect(TESTS).toMatch(new RegExp(`readCases<.*>\\('${name}'\\)|contracts/cases/${name}\\.json`))
})
