import { expect, test } from 'vitest'
import names from '../desk/icons.json'
import { sprite, symbol } from '../sprite.ts'

test('every icon listed is drawn once', () => {
  const drawn = [...sprite(process.cwd()).matchAll(/<symbol id="([^"]+)"/g)]
  expect(drawn.map((match) => match[1])).toEqual(names)
  expect(new Set(names).size).toBe(names.length)
})

test('a drawing becomes a symbol without its frame and its empty square', () => {
  const svg = '<svg\n width="24">\n <path stroke="none" d="M0 0h24v24H0z" fill="none" />\n <path d="M5 12l5 5" />\n</svg>\n'
  expect(symbol('check', svg)).toBe('<symbol id="check" viewBox="0 0 24 24"><path d="M5 12l5 5" /></symbol>')
})
