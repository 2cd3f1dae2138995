import { describe, expect, it } from 'vitest'
import cases from '../../../contracts/cases/plan_art.json' with { type: 'json' }
import { around, cells, type Entrance, extent, type Kind, type Shape, strokes } from '../../core/plan'
import { bound, flatAt, flatName, laidOut, neighbour, withoutFlat, withOneMore } from '../../desk/plan/building'
import { aligned, linesOf, roomAt, row, snapped, spread, turned, wallBetween } from '../../desk/plan/geometry'
import { begin, type History, redo, step, undo } from '../../desk/plan/history'
import { firstPlacing, onPicture, onPlan, straightened } from '../../desk/plan/placing'
import { tables } from '../../desk/plan/words'

const room = (id: string, x: number, y: number, w = 300, h = 400, more: Partial<Shape> = {}): Shape => ({ id, kind: 'room', x, y, w, h, ...more })

/** Numbers that look like chance and are the same every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

describe('a plan is drawn as on paper', () => {
  it.each(cases.strokes)('$kind $w × $h', ({ kind, w, h, strokes: expected }) => {
    expect(strokes({ kind: kind as Kind, w, h }).map(({ look, d }) => [look, d])).toEqual(expected)
  })
  it.each(cases.buildings)('homes of a building', ({ entrances, cells: expected, extent: box }) => {
    const found = cells(entrances as Entrance[]).map((c) => [c.entrance, c.floor, c.place, c.x, c.y, c.w, c.h, c.name])
    expect(found).toEqual(expected)
    expect(Object.values(extent({ shapes: [], entrances: entrances as Entrance[] }))).toEqual(box)
  })
  it.each(cases.turned)('what is turned takes the room that it takes', ({ shapes, extent: box }) => {
    const found = Object.values(around(shapes as Shape[]))
    found.forEach((value, place) => expect(value).toBeCloseTo(box[place] ?? 0, 2))
  })
})

describe('undo is the inverse of a step, redo of an undo', () => {
  it('in any order of steps, undos and redos', () => {
    const random = seeded(7)
    for (let round = 0; round < 200; round += 1) {
      let history: History<number> = begin(0)
      const line = [0] // what a patient person would write down
      let at = 0
      for (let turn = 0; turn < 40; turn += 1) {
        const chance = random()
        if (chance < 0.5) {
          history = step(history, turn + 1)
          line.splice(at + 1, Infinity, turn + 1)
          at += 1
        } else if (chance < 0.8) {
          history = undo(history)
          at = Math.max(0, at - 1)
        } else {
          history = redo(history)
          at = Math.min(line.length - 1, at + 1)
        }
        expect(history.now).toBe(line[at])
      }
      const before = history
      if (before.past.length > 0) expect(redo(undo(before))).toEqual(before)
      if (before.future.length > 0) expect(undo(redo(before))).toEqual(before)
    }
  })
  it('the same drawing again is no step', () => {
    const history = begin({ a: 1 })
    expect(step(history, history.now)).toBe(history)
  })
})

describe('shapes are put in order', () => {
  it('a row of rooms fills its box side by side along the longer side', () => {
    let next = 0
    const rooms = row({ x: 10, y: 20, w: 1000, h: 400 }, 3, () => `n${String((next += 1))}`)
    expect(rooms.map(({ x, y, w, h }) => [x, y, w, h])).toEqual([
      [10, 20, 333.3, 400],
      [343.3, 20, 333.4, 400],
      [676.7, 20, 333.3, 400],
    ])
    expect(row({ x: 0, y: 0, w: 300, h: 900 }, 3, () => 'n').map(({ y, h }) => [y, h])).toEqual([
      [0, 300],
      [300, 300],
      [600, 300],
    ])
  })
  it('edges are laid on one line, and spaces made equal', () => {
    const three = [room('a', 0, 0, 100), room('b', 150, 40, 100), room('c', 400, 90, 100)]
    expect(aligned(three, 'top').map(({ y }) => y)).toEqual([0, 0, 0])
    expect(aligned(three, 'right').map(({ x, w }) => x + w)).toEqual([500, 500, 500])
    expect(spread(three, true).map(({ x }) => x)).toEqual([0, 200, 400])
    expect(spread(three.slice(0, 2), true)).toEqual(three.slice(0, 2))
  })
  it('four quarter turns bring everything back', () => {
    const some = [room('a', 0, 0), room('b', 500, 120, 80, 60, { turn: 30 })]
    const found = turned(turned(turned(turned(some, 90), 90), 90), 90)
    found.forEach((shape, place) => {
      expect(shape.x).toBeCloseTo(some[place]?.x ?? 0, 0)
      expect(shape.y).toBeCloseTo(some[place]?.y ?? 0, 0)
      expect(shape.turn ?? 0).toBe(some[place]?.turn ?? 0)
    })
  })
  it('a box snaps to a neighbour that is near, else to the grid', () => {
    const lines = linesOf([room('a', 0, 0, 303, 400)])
    expect(snapped({ x: 307, y: 2, w: 50, h: 50 }, lines, 9)).toEqual({
      dx: -4,
      dy: -2,
      guides: [
        { across: false, at: 303 },
        { across: true, at: 0 },
      ],
    })
    expect(snapped({ x: 1004, y: 1007, w: 51, h: 51 }, lines, 1)).toEqual({ dx: -4, dy: 3, guides: [] })
  })
  it('a wall lies between its two ends', () => {
    expect(wallBetween(0, 0, 300, 0)).toEqual({ kind: 'wall', x: 0, y: -12, w: 300, h: 24 })
    expect(wallBetween(0, 0, 0, 300)).toEqual({ kind: 'wall', x: -150, y: 138, w: 300, h: 24, turn: 90 })
  })
  it('a home is dropped on the topmost room that holds the point, turned or not', () => {
    const shapes = [room('a', 0, 0), room('b', 100, 100), room('c', 1000, 0, 400, 100, { turn: 90 })]
    expect(roomAt(shapes, 150, 150)?.id).toBe('b')
    expect(roomAt(shapes, 20, 20)?.id).toBe('a')
    expect(roomAt(shapes, 1200, 200)?.id).toBe('c')
    expect(roomAt(shapes, 1020, 50)).toBeUndefined()
  })
})

describe('a building is laid out by three numbers and edited in place', () => {
  const home = (id: string, label: string, entrance = '', gone = false): { id: string; label: string; entrance: string; gone: boolean } => ({ id, label, entrance, gone })
  const name = (n: number): string => `${String(n)}单元`

  it('entrances × floors × homes a floor, cellars without a floor 0', () => {
    const made = laidOut(2, 3, 2, name, -1)
    expect(made.map((each) => each.floors.map((floor) => floor.number))).toEqual([
      [-1, 1, 2],
      [-1, 1, 2],
    ])
    expect(made[1]?.floors[2]?.flats.map((flat) => flat.name)).toEqual(['201', '202'])
    expect(flatName(-1, 2)).toBe('-102')
  })
  it('homes are bound by their names, each once, never one that is gone', () => {
    const homes = [home('x', '101', '1单元'), home('y', '101', '2单元'), home('z', '102', '2单元', true), home('w', '101', '2单元')]
    const made = bound(laidOut(2, 1, 2, name), homes)
    expect(made.map((each) => each.floors[0]?.flats.map((flat) => flat.dwelling))).toEqual([
      ['x', null],
      ['y', null],
    ])
    expect(bound(made, homes)).toEqual(made)
    expect(bound(laidOut(2, 1, 1, name), [home('q', '2-101')])[1]?.floors[0]?.flats[0]?.dwelling).toBe('q')
  })
  it('one floor gets a home more or fewer, the others stay', () => {
    const made = laidOut(1, 2, 2, name)
    const at = { entrance: 0, floor: 2, place: 0 }
    const more = withOneMore(made, at)
    expect(more[0]?.floors.map((floor) => floor.flats.map((flat) => flat.name))).toEqual([
      ['101', '102'],
      ['201', '203', '202'],
    ])
    expect(withoutFlat(more, { ...at, place: 1 })).toEqual(made)
  })
  it('arrows go along the floor, into the next entrance, and stop at the edges', () => {
    const made = laidOut(2, 2, 2, name)
    expect(neighbour(made, { entrance: 0, floor: 1, place: 1 }, 1, 0)).toEqual({ entrance: 1, floor: 1, place: 0 })
    expect(neighbour(made, { entrance: 0, floor: 1, place: 1 }, 0, -1)).toEqual({ entrance: 0, floor: 2, place: 1 })
    expect(neighbour(made, { entrance: 0, floor: 1, place: 0 }, -1, 0)).toEqual({ entrance: 0, floor: 1, place: 0 })
    expect(flatAt(made, { entrance: 9, floor: 1, place: 0 })).toBeUndefined()
  })
})

describe('a picture is scaled and straightened by two points', () => {
  it('so that they lie as far apart as they do, level, the first where it was', () => {
    const before = { ...firstPlacing(1000), turn: 7 }
    const [first, second] = [onPlan(before, 100, 100), onPlan(before, 700, 180)]
    const after = straightened(before, first, second, 900, true)
    const [a, b] = [onPlan(after, 100, 100), onPlan(after, 700, 180)]
    expect(a[0]).toBeCloseTo(first[0], 0)
    expect(a[1]).toBeCloseTo(first[1], 0)
    expect(Math.hypot(b[0] - a[0], b[1] - a[1])).toBeCloseTo(900, 0)
    expect(b[1] - a[1]).toBeCloseTo(0, 0)
    expect(onPicture(after, ...b)[0]).toBeCloseTo(700, 0)
  })
  it('two taps on one point change nothing', () => {
    const before = firstPlacing(1000)
    expect(straightened(before, [5, 5], [5, 5], 900, true)).toBe(before)
  })
})

it('every word of the editor stands in both languages', () => {
  expect(Object.keys(tables.zh).sort()).toEqual(Object.keys(tables.en).sort())
  expect(Object.entries(tables.zh).filter(([key, words]) => words === '' || tables.en[key as keyof typeof tables.en] === words)).toEqual([])
})
