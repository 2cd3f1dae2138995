// @vitest-environment node
import { expect, test } from 'vitest'
import { joined, utf8, type Bytes } from '../../notebook/store/bytes'
import { stripped } from '../../notebook/store/jpeg'

function segment(marker: number, content: Uint8Array): Bytes {
  const length = content.length + 2
  return joined(Uint8Array.of(0xff, marker, length >> 8, length & 0xff), content)
}

const START = Uint8Array.of(0xff, 0xd8)
const END = Uint8Array.of(0xff, 0xd9)
const JFIF = segment(0xe0, joined(utf8('JFIF\0'), Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0, 0)))
const TABLE = segment(0xdb, new Uint8Array(65))
const FRAME = segment(0xc0, new Uint8Array(15))
const SCAN = segment(0xda, new Uint8Array(10))
const DATA = Uint8Array.of(1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 5)
const plain = joined(START, JFIF, TABLE, FRAME, SCAN, DATA, END)

test('a plain picture stays as it is', () => {
  expect(stripped(plain)).toEqual(plain)
})

test('what a camera writes is taken out, wherever it stands', () => {
  const exif = segment(0xe1, utf8('Exif\0\0 39.94N 116.41E'))
  const maker = segment(0xed, utf8('Photoshop'))
  const profile = segment(0xe2, utf8('MPF'))
  const said = segment(0xfe, utf8('taken at home'))
  const odd = segment(0xe0, utf8('AVI1 something'))
  const dirty = joined(START, JFIF, exif, TABLE, maker, said, FRAME, profile, odd, SCAN, DATA, said, SCAN, DATA, END, utf8('a film hangs behind'))
  expect(stripped(dirty)).toEqual(joined(START, JFIF, TABLE, FRAME, SCAN, DATA, SCAN, DATA, END))
})

test('a small picture within the JFIF segment is taken out', () => {
  const fat = segment(0xe0, joined(utf8('JFIF\0'), Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 2, 2), new Uint8Array(12).fill(7)))
  expect(stripped(joined(START, fat, TABLE, FRAME, SCAN, DATA, END))).toEqual(plain)
})

test.each([
  ['no picture', utf8('GIF89a')], ['nothing', new Uint8Array(0)], ['cut within a segment', plain.slice(0, 30)],
  ['cut within the scan', plain.slice(0, plain.length - 3)], ['no end', joined(START, JFIF)],
])('%s is refused', (_, bytes) => {
  expect(() => stripped(bytes as Bytes)).toThrow()
})
