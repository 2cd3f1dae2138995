// Every contrast that the notebook's palette promises, computed from its style sheet; the desk's colours are the same.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

function tokens(path: string, selector: string): Record<string, string> {
  const css = readFileSync(path, 'utf8')
  const start = css.indexOf(selector)
  expect(start, selector).toBeGreaterThan(-1)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/gi)].map((match) => [match[1], match[2]]))
}

const OURS = 'notebook/look/tokens.css'
const DESK = 'desk/styles/tokens.css'
const light = tokens(OURS, ':root {')
const system = tokens(OURS, ":root:not([data-theme='light']) {")
const chosen = tokens(OURS, ":root[data-theme='dark'] {")

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high! + 0.05) / (low! + 0.05)
}

const wanted: [string, string, number][] = [
  ['ink', 'paper', 12], ['ink', 'sheet', 12], ['faded', 'paper', 4.5], ['faded', 'sheet', 4.5], ['seal', 'paper', 4.5], ['seal', 'sheet', 4.5],
  ['amber', 'paper', 4.5], ['amber', 'sheet', 4.5], ['jade', 'paper', 4.5], ['jade', 'sheet', 4.5], ['indigo', 'paper', 4.5], ['indigo', 'sheet', 4.5],
  ['indigo', 'indigo-wash', 4.5], ['on-indigo', 'indigo', 4.5], ['on-seal', 'seal', 4.5], ['seal', 'seal-wash', 4.5], ['jade', 'jade-wash', 4.5],
  ['ink', 'seal-wash', 7], ['ink', 'amber-wash', 7], ['ink', 'jade-wash', 7], ['faded', 'seal-wash', 4.5], ['faded', 'amber-wash', 4.5],
  ['faded', 'jade-wash', 4.5], ['edge', 'paper', 3], ['edge', 'sheet', 3], ['paper', 'ink', 12],
]

describe.each([['light', light], ['dark', chosen]] as const)('%s', (_, palette) => {
  test.each(wanted)('%s on %s has at least %d : 1', (front, ground, least) => {
    expect(contrast(palette[front]!, palette[ground]!)).toBeGreaterThanOrEqual(least)
  })
})

test('dark by the system is dark by choice', () => {
  expect(system).toEqual(chosen)
})

test('the colours are the desk’s', () => {
  const desk = tokens(DESK, ':root {')
  for (const [name, value] of Object.entries(light)) expect(value, name).toBe(desk[name])
})
