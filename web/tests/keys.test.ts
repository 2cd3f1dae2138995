import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { items, keysHere, move, selected, startKeys } from '../desk/keys'

const clicked: string[] = []

beforeAll(() => {
  startKeys()
  document.addEventListener('click', (event) => {
    const at = (event.target as Element).closest('a, button')
    if (at) clicked.push(at.id)
    event.preventDefault()
  })
})

beforeEach(() => {
  clicked.length = 0
  document.documentElement.lang = 'en'
  document.body.innerHTML = `
    <nav><a id="home" href="#h" data-go="h">The loop <span class="nav-count">3</span></a></nav>
    <ul data-keys>
      <li><a id="one" href="#1">one</a><button id="review-one" data-key="r">Review <kbd>R</kbd></button></li>
      <li hidden><a id="away" href="#x">away</a></li>
      <li>nothing leads anywhere</li>
      <li><a id="two" href="#2">two</a><button id="review-two" data-key="r">Review</button></li>
    </ul>
    <table data-keys><tbody><tr><td><a id="three" href="#3">three</a></td></tr></tbody></table>
    <button id="note" data-key="n" data-key-label="Note a concern">+</button>
    <textarea id="text"></textarea>
    <dialog id="keys"><dl data-keys-list></dl></dialog>`
})

afterEach(() => vi.useRealTimers())

function press(key: string, at: Element = document.body, more: KeyboardEventInit = {}): void {
  at.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
}

test('j and k walk through the items that lead somewhere, and stop at both ends', () => {
  expect(items()).toHaveLength(3)
  press('j')
  expect(selected()?.querySelector('a')?.id).toBe('one')
  press('j')
  press('j')
  press('j')
  expect(selected()?.querySelector('a')?.id).toBe('three')
  press('k')
  press('k')
  press('k')
  expect(selected()?.querySelector('a')?.id).toBe('one')
  expect(document.querySelectorAll('[data-selected]')).toHaveLength(1)
})

test('moving puts the focus on the item, so that Enter opens it', () => {
  move(1)
  expect(document.activeElement?.id).toBe('one')
})

test('a letter presses what names it in the chosen item first', () => {
  press('r')
  expect(clicked).toEqual(['review-one'])
  press('j')
  press('j')
  press('r')
  expect(clicked).toEqual(['review-one', 'review-two'])
})

test('a letter presses what names it anywhere on the page', () => {
  press('n')
  expect(clicked).toEqual(['note'])
})

test('g and a letter goes', () => {
  press('g')
  press('h')
  expect(clicked).toEqual(['home'])
  press('h')
  expect(clicked).toEqual(['home'])
})

test('who is typing is left alone, and so are the keys of the browser', () => {
  press('j', document.querySelector('#text')!)
  press('n', document.querySelector('#text')!)
  press('n', document.body, { ctrlKey: true })
  expect(selected()).toBeNull()
  expect(clicked).toEqual([])
})

test('the question mark tells every key of the page with its words', () => {
  expect(keysHere()).toEqual([
    ['j', 'Next'],
    ['k', 'Previous'],
    ['Enter', 'Open'],
    ['r', 'Review'],
    ['n', 'Note a concern'],
    ['g h', 'The loop'],
    ['?', 'Show the keys'],
  ])
  press('?')
  expect(document.querySelector<HTMLDialogElement>('#keys')?.open).toBe(true)
  expect(document.querySelectorAll('[data-keys-list] dt')).toHaveLength(7)
})
