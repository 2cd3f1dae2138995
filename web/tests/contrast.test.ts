// @vitest-environment node
/** Every contrast that the palette of desk and phone promises, computed from the style sheets that are built of it. */
import { describe, expect, test } from 'vitest'
import { compile } from 'sass'

function blockAfter(css: string, selector: string): Record<string, string> {
  const start = css.indexOf(selector)
  expect(start, selector).toBeGreaterThan(-1)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)].map((match) => [match[1], match[2]]))
}

function palettes(path: string, choice: string): Record<string, string>[] {
  const { css } = compile(path)
  return [':root {', `:root:not([${choice}=light]) {`, `:root[${choice}=dark] {`].map((selector) => blockAfter(css, selector))
}

const desk = palettes('desk/styles/tokens.scss', 'data-bs-theme')
const phone = palettes('notebook/look/tokens.scss', 'data-theme')
const [light, darkBySystem, darkByChoice] = desk as [Record<string, string>, Record<string, string>, Record<string, string>]

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
  const [red, green, blue] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high! + 0.05) / (low! + 0.05)
}

const wanted: [string, string, number][] = [
  ['ink', 'paper', 12],
  ['ink', 'sheet', 12],
  ['faded', 'paper', 4.5],
  ['faded', 'sheet', 4.5],
  ['seal', 'sheet', 4.5],
  ['seal', 'paper', 4.5],
  ['seal', 'seal-wash', 4.5],
  ['amber', 'sheet', 4.5],
  ['amber', 'paper', 4.5],
  ['amber', 'amber-wash', 4.5],
  ['jade', 'sheet', 4.5],
  ['jade', 'paper', 4.5],
  ['jade', 'jade-wash', 4.5],
  ['indigo', 'sheet', 4.5],
  ['indigo', 'paper', 4.5],
  ['indigo', 'indigo-wash', 4.5],
  ['on-indigo', 'indigo', 4.5],
  ['on-indigo', 'indigo-deep', 4.5],
  ['on-seal', 'seal', 4.5],
  ['ink', 'seal-wash', 7],
  ['ink', 'amber-wash', 7],
  ['ink', 'jade-wash', 7],
  ['ink', 'indigo-wash', 7],
  ['faded', 'seal-wash', 4.5],
  ['faded', 'amber-wash', 4.5],
  ['faded', 'jade-wash', 4.5],
  ['edge', 'sheet', 3],
  ['edge', 'paper', 3],
  ['paper', 'ink', 12],
]

describe.each([
  ['light', light],
  ['dark', darkBySystem],
])('in %s', (_name, palette) => {
  test.each(wanted)('%s on %s reaches %s : 1', (fore, back, least) => {
    expect(contrast(palette[fore]!, palette[back]!)).toBeGreaterThanOrEqual(least)
  })
})

test('the palette of the look is the one in use', () => {
  const { paper, sheet, ink, faded, rule, seal, amber, jade, indigo } = light
  expect([paper, sheet, ink, faded, rule, seal, amber, jade, indigo]).toEqual(
    '#faf7f0 #ffffff #23211c #6b665b #e4ded1 #b3261e #9a6700 #1e6b4e #2b4a7f'.split(' '),
  )
  const dark = darkBySystem
  expect([dark.paper, dark.sheet, dark.ink, dark.faded, dark.rule, dark.seal, dark.amber, dark.jade, dark.indigo]).toEqual(
    '#1b1a17 #24221e #ede9df #a8a294 #3a372f #ff8a80 #f2c14e #7fd1ae #9db8e8'.split(' '),
  )
})

test('dark is the same whether the system or the reader chose it', () => {
  expect(darkByChoice).toEqual(darkBySystem)
})

test('the phone has the colours of the desk', () => {
  expect(phone).toEqual(desk)
})
