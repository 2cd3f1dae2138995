/** Where shapes go: snapping, aligning, spreading, turning, rows of rooms. Pure; shapes in, shapes out. */
import { around, type Box, corners, type Kind, type Shape } from '../../core/plan'

export const GRID = 10
export type Edge = 'left' | 'middle' | 'right' | 'top' | 'centre' | 'bottom'

export interface Guide {
  readonly across: boolean
  readonly at: number
}

export interface Snap {
  readonly dx: number
  readonly dy: number
  readonly guides: readonly Guide[]
}

/** What a thing measures when it is put down with a tap, in centimetres. */
export const SIZES: Record<Kind, readonly [number, number]> = {
  wall: [400, 24],
  room: [330, 420],
  gate: [160, 24],
  stairs: [240, 110],
  tree: [240, 240],
  well: [110, 110],
  shed: [240, 180],
  text: [240, 50],
}

export function toGrid(value: number): number {
  return Math.round(value / GRID) * GRID
}

export function moved(shape: Shape, dx: number, dy: number): Shape {
  return { ...shape, x: shape.x + dx, y: shape.y + dy }
}

/** Larger or smaller from its corner on, never smaller than a step of the grid. */
export function resized(shape: Shape, dw: number, dh: number): Shape {
  return { ...shape, w: Math.max(GRID, shape.w + dw), h: Math.max(GRID, shape.h + dh) }
}

/** Turned about the middle of what is chosen, all together. */
export function turned(shapes: readonly Shape[], by: number): Shape[] {
  const all = around(shapes)
  const [mx, my] = [all.x + all.w / 2, all.y + all.h / 2]
  const [cos, sin] = [Math.cos((by * Math.PI) / 180), Math.sin((by * Math.PI) / 180)]
  return shapes.map((shape) => {
    const [dx, dy] = [shape.x + shape.w / 2 - mx, shape.y + shape.h / 2 - my]
    const [x, y] = [mx + dx * cos - dy * sin - shape.w / 2, my + dx * sin + dy * cos - shape.h / 2]
    return { ...shape, x: tidy(x), y: tidy(y), turn: ((((shape.turn ?? 0) + by) % 360) + 360) % 360 }
  })
}

function tidy(value: number): number {
  return Math.round(value * 10) / 10
}

/** Edges of what is chosen laid on one line. */
export function aligned(shapes: readonly Shape[], edge: Edge): Shape[] {
  const all = around(shapes)
  return shapes.map((shape) => {
    const own = around([shape])
    const to: Record<Edge, [number, number]> = {
      left: [all.x - own.x, 0],
      right: [all.x + all.w - own.x - own.w, 0],
      middle: [all.x + all.w / 2 - own.x - own.w / 2, 0],
      top: [0, all.y - own.y],
      bottom: [0, all.y + all.h - own.y - own.h],
      centre: [0, all.y + all.h / 2 - own.y - own.h / 2],
    }
    return moved(shape, tidy(to[edge][0]), tidy(to[edge][1]))
  })
}

/** The same space between neighbours; the outermost two stay. */
export function spread(shapes: readonly Shape[], across: boolean): Shape[] {
  if (shapes.length < 3) return [...shapes]
  const from = (box: Box): number => (across ? box.x : box.y)
  const long = (box: Box): number => (across ? box.w : box.h)
  const boxes = new Map(shapes.map((shape) => [shape.id, around([shape])]))
  const box = (shape: Shape): Box => boxes.get(shape.id) ?? shape
  const order = [...shapes].sort((a, b) => from(box(a)) - from(box(b)))
  const all = around(shapes)
  const gap = (long(all) - order.reduce((sum, each) => sum + long(box(each)), 0)) / (order.length - 1)
  let at = from(all)
  const to = new Map<string, number>()
  for (const each of order) {
    to.set(each.id, tidy(at - from(box(each))))
    at += long(box(each)) + gap
  }
  return shapes.map((each) => moved(each, across ? (to.get(each.id) ?? 0) : 0, across ? 0 : (to.get(each.id) ?? 0)))
}

/** A row of rooms that fill a box side by side, along its longer side. */
export function row(box: Box, count: number, id: () => string): Shape[] {
  const across = box.w >= box.h
  return Array.from({ length: count }, (_, place) => {
    const [from, to] = [(place / count) * (across ? box.w : box.h), ((place + 1) / count) * (across ? box.w : box.h)]
    const [a, b] = [tidy(from), tidy(to)]
    const at = across ? { x: box.x + a, y: box.y, w: b - a, h: box.h } : { x: box.x, y: box.y + a, w: box.w, h: b - a }
    return { id: id(), kind: 'room' as const, ...at, w: tidy(at.w), h: tidy(at.h) }
  })
}

interface Lines {
  readonly xs: number[]
  readonly ys: number[]
}

/** The lines that other shapes offer to snap to: their edges and middles. */
export function linesOf(shapes: readonly Shape[]): Lines {
  const boxes = shapes.map((shape) => around([shape]))
  return {
    xs: [...new Set(boxes.flatMap((box) => [box.x, box.x + box.w / 2, box.x + box.w]))],
    ys: [...new Set(boxes.flatMap((box) => [box.y, box.y + box.h / 2, box.y + box.h]))],
  }
}

function nearest(own: readonly number[], lines: readonly number[], reach: number): { by: number; at: number } | null {
  let best: { by: number; at: number } | null = null
  for (const from of own)
    for (const at of lines) {
      const by = at - from
      if (Math.abs(by) <= reach && (best === null || Math.abs(by) < Math.abs(best.by))) best = { by, at }
    }
  return best
}

/** How far a box is moved on so that it lies on an edge of a neighbour, or else on the grid. */
export function snapped(box: Box, lines: Lines, reach: number): Snap {
  const x = nearest([box.x, box.x + box.w / 2, box.x + box.w], lines.xs, reach)
  const y = nearest([box.y, box.y + box.h / 2, box.y + box.h], lines.ys, reach)
  const guides: Guide[] = []
  if (x) guides.push({ across: false, at: x.at })
  if (y) guides.push({ across: true, at: y.at })
  return { dx: x ? x.by : toGrid(box.x) - box.x, dy: y ? y.by : toGrid(box.y) - box.y, guides }
}

/** A point drawn onto a line near it, or else onto the grid. */
export function snappedPoint(x: number, y: number, lines: Lines, reach: number): [number, number] {
  const [nx, ny] = [nearest([x], lines.xs, reach), nearest([y], lines.ys, reach)]
  return [nx ? nx.at : toGrid(x), ny ? ny.at : toGrid(y)]
}

/** The box between two corners. */
export function between(x1: number, y1: number, x2: number, y2: number): Box {
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), w: Math.abs(x2 - x1), h: Math.abs(y2 - y1) }
}

/** A wall from one point to another: a long box turned to lie between them. */
export function wallBetween(x1: number, y1: number, x2: number, y2: number): Omit<Shape, 'id'> {
  const [w, h] = [Math.max(GRID, tidy(Math.hypot(x2 - x1, y2 - y1))), 24]
  const turn = tidy(((Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI + 360) % 360)
  return { kind: 'wall', x: tidy((x1 + x2 - w) / 2), y: tidy((y1 + y2 - h) / 2), w, h, ...(turn ? { turn } : {}) }
}

/** Whether a shape's turned box touches a box (of the selecting frame). */
export function touches(shape: Shape, box: Box): boolean {
  const own = around([shape])
  return own.x <= box.x + box.w && own.x + own.w >= box.x && own.y <= box.y + box.h && own.y + own.h >= box.y
}

/** The topmost room whose box holds a point. */
export function roomAt(shapes: readonly Shape[], x: number, y: number): Shape | undefined {
  return shapes.findLast((shape) => shape.kind === 'room' && holds(shape, x, y))
}

function holds(shape: Shape, x: number, y: number): boolean {
  const points = corners(shape)
  return points.every(([ax, ay], place) => {
    const [bx, by] = points[(place + 1) % 4] ?? [ax, ay]
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= -1e-6
  })
}
