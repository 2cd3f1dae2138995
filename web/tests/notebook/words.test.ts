// Every sentence is there in both languages, is used, and speaks its own language.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { chooseLanguage, language, startWords, t, tables, type Phrase } from '../../notebook/words'

const source = (readdirSync('notebook', { recursive: true }) as string[])
  .filter((name) => /\.(vue|ts)$/.test(name) && !/^words\/(en|zh)/.test(name))
  .map((name) => readFileSync(join('notebook', name), 'utf8'))
  .join('\n')
const phrases = Object.keys(tables.en) as Phrase[]

afterEach(() => {
  document.cookie = 'django_language=; path=/; max-age=0'
  language.value = 'zh'
})

test('both languages say every sentence', () => {
  expect(Object.keys(tables.zh).sort()).toEqual([...phrases].sort())
  for (const table of Object.values(tables)) for (const [phrase, words] of Object.entries(table)) expect(words.trim(), phrase).not.toBe('')
})

test('the Chinese has no Latin word and the English no Chinese one', () => {
  const bare = (words: string): string => words.replace(/\{\w+\}/g, '')
  for (const [phrase, words] of Object.entries(tables.zh)) expect(bare(words), phrase).not.toMatch(/[a-z]/i)
  for (const [phrase, words] of Object.entries(tables.en)) expect(bare(words), phrase).not.toMatch(/[\u3400-\u9fff]/)
})

test('both languages fill the same places', () => {
  const places = (words: string): string[] => [...new Set(words.match(/\{\w+\}/g) ?? [])].sort()
  for (const phrase of phrases) expect(places(tables.zh[phrase]), phrase).toEqual(places(tables.en[phrase]))
})

test('no sentence is there that nobody says', () => {
  // A family such as `category.` is said by its code: by term('category', …), or with a template that begins so.
  const families = new Set([...source.matchAll(/term\(\s*'(\w+)'/g)].map((match) => `${match[1]}.`))
  for (const match of source.matchAll(/`([\w.]+[._])\$\{/g)) families.add(match[1]!)
  const unsaid = phrases.filter((phrase) => !source.includes(`'${phrase}'`) && ![...families].some((family) => phrase.startsWith(family)))
  expect(unsaid).toEqual([])
})

test('one and many are told apart where the language does', () => {
  language.value = 'en'
  expect([t('when.days', { count: 1 }), t('when.days', { count: 3 })]).toEqual(['1 day', '3 days'])
  language.value = 'zh'
  expect(t('when.days', { count: 1 })).toBe('1 天')
})

test('the site’s cookie chooses the language, and so does a hand', () => {
  document.cookie = 'django_language=en; path=/'
  startWords()
  expect([language.value, document.documentElement.lang]).toEqual(['en', 'en'])
  chooseLanguage('zh')
  expect([language.value, document.documentElement.lang]).toEqual(['zh', 'zh-Hans'])
  expect(document.cookie).toContain('django_language=zh-hans')
})
