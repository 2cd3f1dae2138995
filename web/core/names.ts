// Personal names in one spelling (minqing/language/names.py). Their sound comes with the record: it is not computed here.

import { tidy } from './characters'

const DOTS = /\s*[·•‧∙・･●]\s*/g
const DOT_BETWEEN_CHINESE = /(?<=[\u3400-\u9fff])\s*\.\s*(?=[\u3400-\u9fff])/g
const SPACE_AT_CHINESE = /(?<=[\u3400-\u9fff〇\u{20000}-\u{3ffff}]) | (?=[\u3400-\u9fff〇\u{20000}-\u{3ffff}])/gu

/** The name in the one spelling under which it is kept and compared: 「雷 娟 燕」 is 「雷娟燕」, every middle dot is 「·」. */
export function normalisedName(text: string): string {
  return tidy(text).replace(DOTS, '·').replace(DOT_BETWEEN_CHINESE, '·').replace(SPACE_AT_CHINESE, '')
}

/** The first letters of the syllables of a sound: "lei juan yan" is "ljy". */
export function initialsOf(pinyin: string): string {
  return pinyin.split(' ').map((syllable) => [...syllable][0] ?? '').join('')
}
