/**
 * How each thing on a plan is drawn, as in `minqing/territory/plan_art.py`; `contracts/cases/plan_art.json` holds both to
 * it. Centimetres, y downwards, turns in degrees clockwise about a shape's middle.
 */

export type Kind = 'wall' | 'room' | 'gate' | 'stairs' | 'tree' | 'well' | 'shed' | 'text'

export interface Shape {
  readonly id: string
  readonly kind: Kind
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly turn?: number
  readonly text?: string
  readonly dwelling?: string
}

export interface Flat {
  readonly name: string
  readonly dwelling: string | null
}

export interface Floor {
  readonly number: number
  readonly flats: readonly Flat[]
}

export interface Entrance {
  readonly name: string
  readonly floors: readonly Floor[]
}

export interface Drawing {
  readonly form: 1
  readonly shapes: readonly Shape[]
  readonly entrances: readonly Entrance[]
}

export interface Stroke {
  readonly look: string
  readonly d: string
}

export interface Cell {
  readonly entrance: number
  readonly floor: number
  readonly place: number
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly name: string
  readonly dwelling: string | null
}

export const [CELL, STOREY, STAIRWELL, APART] = [260, 150, 90, 140]
const [INSET, BUMPS] = [12, 9]

/** What lies on what, the lowest first. */
export const ORDER: Record<Kind, number> = { room: 0, stairs: 1, shed: 1, well: 1, tree: 2, wall: 3, gate: 3, text: 4 }

/** To the millimetre, halves up. */
export function num(value: number): string {
  return String(Math.floor(value * 10 + 0.5) / 10)
}

export function box(w: number, h: number): string {
  return `M0 0H${num(w)}V${num(h)}H0Z`
}

export function oval(x: number, y: number, rx: number, ry: number): string {
  const arc = `A${num(rx)} ${num(ry)} 0 1 1`
  return `M${num(x - rx)} ${num(y)}${arc} ${num(x + rx)} ${num(y)}${arc} ${num(x - rx)} ${num(y)}Z`
}

/** What a shape is drawn of, in its own box, the lowest first. */
export function strokes(shape: Pick<Shape, 'kind' | 'w' | 'h'>): Stroke[] {
  const { kind, w, h } = shape
  switch (kind) {
    case 'wall':
      return [{ look: 'wall', d: box(w, h) }]
    case 'room': {
      const room = { look: 'room', d: box(w, h) }
      const inner = `M${num(INSET)} ${num(INSET)}H${num(w - INSET)}V${num(h - INSET)}H${num(INSET)}Z`
      return Math.min(w, h) > 4 * INSET ? [room, { look: 'fine', d: inner }] : [room]
    }
    case 'gate':
      return gate(w, h)
    case 'stairs':
      return stairs(w, h)
    case 'tree': {
      const trunk = Math.min(w, h) * 0.08
      return [
        { look: 'leaf', d: canopy(w, h) },
        { look: 'trunk', d: oval(w / 2, h / 2, trunk, trunk) },
      ]
    }
    case 'well':
      return [
        { look: 'stone', d: oval(w / 2, h / 2, w / 2, h / 2) },
        { look: 'water', d: oval(w / 2, h / 2, w * 0.32, h * 0.32) },
      ]
    case 'shed':
      return [
        { look: 'shed', d: box(w, h) },
        { look: 'hatch', d: hatch(w, h) },
      ]
    case 'text':
      return []
  }
}

function gate(w: number, h: number): Stroke[] {
  const post = Math.min(30, w / 6)
  const [leaf, middle] = [(w - 2 * post) / 2, h / 2]
  const posts = `M0 0H${num(post)}V${num(h)}H0ZM${num(w - post)} 0H${num(w)}V${num(h)}H${num(w - post)}Z`
  const round = `A${num(leaf)} ${num(leaf)} 0 0`
  const left = `M${num(post)} ${num(middle)}V${num(middle - leaf)}${round} 1 ${num(post + leaf)} ${num(middle)}`
  const right = `M${num(w - post)} ${num(middle)}V${num(middle - leaf)}${round} 0 ${num(post + leaf)} ${num(middle)}`
  return [
    { look: 'wall', d: posts },
    { look: 'thin', d: left + right },
  ]
}

function stairs(w: number, h: number): Stroke[] {
  const treads = Math.max(2, Math.min(40, Math.floor(w / 30 + 0.5)))
  let lines = ''
  for (let tread = 1; tread < treads; tread += 1) lines += `M${num((w * tread) / treads)} 0V${num(h)}`
  const head = Math.min(h * 0.2, w * 0.2)
  const [start, tip, middle] = [w * 0.1, w * 0.9, h / 2]
  const arrow =
    `M${num(start)} ${num(middle)}H${num(tip)}M${num(tip - head)} ${num(middle - head)}` +
    `L${num(tip)} ${num(middle)}L${num(tip - head)} ${num(middle + head)}`
  return [
    { look: 'stone', d: box(w, h) },
    { look: 'fine', d: lines },
    { look: 'thin', d: arrow },
  ]
}

function canopy(w: number, h: number): string {
  const [rx, ry] = [w * 0.42, h * 0.42]
  const at = (bump: number): string => {
    const turn = (2 * Math.PI * bump) / BUMPS
    return `${num(w / 2 + rx * Math.cos(turn))} ${num(h / 2 + ry * Math.sin(turn))}`
  }
  let arcs = ''
  for (let bump = 1; bump <= BUMPS; bump += 1) arcs += `A${num(rx * 0.4)} ${num(ry * 0.4)} 0 0 1 ${at(bump)}`
  return `M${at(0)}${arcs}Z`
}

function hatch(w: number, h: number): string {
  const step = Math.max(40, (w + h) / 60)
  let lines = ''
  for (let across = step; across < w + h; across += step) {
    const [right, low] = [Math.min(across, w), Math.min(across, h)]
    lines += `M${num(right)} ${num(across - right)}L${num(across - low)} ${num(low)}`
  }
  return lines
}

export function floorsOf(entrances: readonly Entrance[]): number[] {
  return [...new Set(entrances.flatMap((each) => each.floors.map((floor) => floor.number)))].sort((a, b) => b - a)
}

/** For each entrance where its homes begin and how wide they are together. */
export function entranceLefts(entrances: readonly Entrance[]): [number, number][] {
  let left = 0
  return entrances.map((entrance) => {
    const wide = Math.max(CELL, CELL * Math.max(1, ...entrance.floors.map((floor) => floor.flats.length)))
    const found: [number, number] = [left + STAIRWELL, wide]
    left += STAIRWELL + wide + APART
    return found
  })
}

/** Every home of a building where it is drawn. */
export function cells(entrances: readonly Entrance[]): Cell[] {
  const floors = floorsOf(entrances)
  const lefts = entranceLefts(entrances)
  return entrances.flatMap((entrance, index) =>
    entrance.floors.flatMap((floor) =>
      floor.flats.map((flat, place) => {
        const [left, wide] = lefts[index] ?? [0, CELL]
        const share = wide / floor.flats.length
        const [x, y] = [left + share * place, STOREY * floors.indexOf(floor.number)]
        return { entrance: index, floor: floor.number, place, x, y, w: share, h: STOREY, ...flat }
      }),
    ),
  )
}

/** The four corners of a shape where they lie once it is turned. */
export function corners(shape: Shape): [number, number][] {
  const turn = ((shape.turn ?? 0) * Math.PI) / 180
  const [mx, my] = [shape.x + shape.w / 2, shape.y + shape.h / 2]
  const signs: [number, number][] = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ]
  return signs.map(([dx, dy]) => {
    const [x, y] = [(dx * shape.w) / 2, (dy * shape.h) / 2]
    return [mx + x * Math.cos(turn) - y * Math.sin(turn), my + x * Math.sin(turn) + y * Math.cos(turn)]
  })
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** The box that holds these shapes as they lie; ten metres square where there are none. */
export function around(shapes: readonly Shape[]): Box {
  const points = shapes.flatMap(corners)
  if (points.length === 0) return { x: 0, y: 0, w: 1000, h: 1000 }
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y }
}

/** The box that holds all that is drawn. */
export function extent(drawing: Pick<Drawing, 'shapes' | 'entrances'>): Box {
  if (drawing.entrances.length === 0) return around(drawing.shapes)
  const [left, wide] = entranceLefts(drawing.entrances).at(-1) ?? [0, CELL]
  const high = STOREY * floorsOf(drawing.entrances).length
  const house = { x: 0, y: -60, w: left + wide, h: high + 100 }
  if (drawing.shapes.length === 0) return house
  const yard = around(drawing.shapes)
  const [x, y] = [Math.min(house.x, yard.x), Math.min(house.y, yard.y)]
  return { x, y, w: Math.max(house.x + house.w, yard.x + yard.w) - x, h: Math.max(house.y + house.h, yard.y + yard.h) - y }
}

/** How wide a line is in letters: an ideograph is one, what is narrow a little more than half. */
export function wide(words: string): number {
  return [...words].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.58), 0)
}
