// A JPEG without what a camera writes about where, when and with what it was taken.
import { joined, type Bytes } from './bytes'

const [SOI, EOI, SOS, COM] = [0xd8, 0xd9, 0xda, 0xfe]
const isApp = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

function isJfif(segment: Uint8Array): boolean {
  return String.fromCharCode(...segment.subarray(4, 9)) === 'JFIF\0'
}

/** Where the picture itself ends: after the end marker that follows the data of its last scan. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0
    // Within a scan, 0xff is followed by zero or by a restart marker; anything else begins a segment.
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !standsAlone(next)) return at
  }
  throw new Error('cut off')
}

/**
 * The same picture with no segment of an application but JFIF's, no comment, and nothing behind its end (where cameras hang
 * previews, film and maker's notes). Throws where it is no whole JPEG.
 */
export function stripped(bytes: Bytes): Bytes {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) throw new Error('no JPEG')
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff) throw new Error('no JPEG')
    const marker = bytes[at + 1]
    if (marker === undefined) throw new Error('cut off')
    if (marker === 0xff) { at += 1; continue }
    if (marker === EOI) return joined(...kept, Uint8Array.of(0xff, EOI))
    if (standsAlone(marker)) { kept.push(bytes.subarray(at, at + 2)); at += 2; continue }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) throw new Error('cut off')
    const segment = bytes.subarray(at, end)
    const leave = marker === COM || (isApp(marker) && !(marker === 0xe0 && isJfif(segment)))
    if (!leave) kept.push(marker === 0xe0 ? withoutThumbnail(segment) : segment)
    at = end
    if (marker === SOS) {
      const stop = endOfScan(bytes, at)
      kept.push(bytes.subarray(at, stop))
      at = stop
    }
  }
}

/** JFIF's own segment may carry a small picture: only its first 16 bytes are kept, with no thumbnail told of. */
function withoutThumbnail(segment: Uint8Array): Uint8Array {
  if (segment.length < 18) return segment
  const short = segment.slice(0, 18)
  short.set([0, 16], 2)
  short.set([0, 0], 16)
  return short
}
