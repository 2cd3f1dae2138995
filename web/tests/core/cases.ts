// The case files that Python and TypeScript both read.

import { readdirSync, readFileSync } from 'node:fs'

const CASES = `${import.meta.dirname}/../../../contracts/cases/`

/** A case file by its name. */
export function readCases<T>(name: string): T {
  return JSON.parse(readFileSync(`${CASES}${name}.json`, 'utf-8')) as T
}

/** The names of all case files. */
export function caseFiles(): string[] {
  return readdirSync(CASES).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)).sort()
}
