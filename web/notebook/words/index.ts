// Every sentence of the notebook, in both languages. `t('key', {name})` fills {name}; where a sentence has two forms
// parted by `|`, the first is for {count} = 1. Chinese needs no second form.

import { ref } from 'vue'
import { cookie, keepCookie } from '../look/theme'
import { en } from './en'
import { zh } from './zh'

export type Phrase = keyof typeof en
export type Language = 'zh' | 'en'
export const tables: Record<Language, Record<Phrase, string>> = { en, zh }

export const language = ref<Language>('zh')

/** The language of the site's own cookie, else of the phone. */
export function startWords(): void {
  const wish = cookie('django_language') || navigator.language
  language.value = /^zh/i.test(wish) ? 'zh' : 'en'
  document.documentElement.lang = language.value === 'zh' ? 'zh-Hans' : 'en'
}

export function chooseLanguage(chosen: Language): void {
  keepCookie('django_language', chosen === 'zh' ? 'zh-hans' : 'en')
  startWords()
}

export function t(phrase: Phrase, fill: Record<string, string | number> = {}): string {
  const forms = tables[language.value][phrase].split('|')
  const form = fill.count === 1 ? forms[0]! : forms[forms.length - 1]!
  return form.replace(/\{(\w+)\}/g, (_, name: string) => String(fill[name] ?? ''))
}

/** Whether a composed key such as `category.safety` has words; unknown codes of a newer server are then said plainly. */
export function known(key: string): key is Phrase {
  return key in en
}

/** Words for a code of the contract: `term('grade', 'urgent')`. A code that this program does not know yet is «other». */
export function term(family: string, code: string): string {
  const key = `${family}.${code}`
  return known(key) ? t(key) : t('term.other')
}
