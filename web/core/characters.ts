// Plain characters: full-width forms and odd spaces as people type them, made one (minqing/language/characters.py).

const FULL_WIDTH = /[\uff01-\uff5e\u3000\u00a0\u2002\u2003\u2007\u2009\u202f\u2010-\u2014\u2212]/g
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g
const HAN = /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{3ffff}\uf900-\ufaff〇]/u

/** Full-width letters, digits, signs and spaces made half-width, dashes made one. Length is kept, so positions are too. */
export function halfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (character) => {
    const code = character.charCodeAt(0)
    if (code >= 0xff01) return String.fromCharCode(code - 0xfee0)
    return (code >= 0x2010 && code <= 0x2014) || code === 0x2212 ? '-' : ' '
  })
}

/** Half-width, without invisible characters, runs of white space made one space, ends trimmed. */
export function tidy(text: string): string {
  return halfWidth(text).replace(INVISIBLE, '').replace(/\s+/g, ' ').trim()
}

/** Whether there is a Han character in the text. */
export function hasChinese(text: string): boolean {
  return HAN.test(text)
}
