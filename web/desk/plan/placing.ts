/** A picture laid under the drawing: where it goes at first, and how two points scale and straighten it. Pure. */
import type { Placing } from './plan'

/** At first fifteen metres wide, its corner at the origin. */
export function firstPlacing(width: number): Placing {
  return { x: 0, y: 0, scale: 1500 / width, turn: 0 }
}

/** A point of the plan (centimetres) as a point of the picture (pixels). */
export function onPicture(placing: Placing, x: number, y: number): [number, number] {
  const turn = (-placing.turn * Math.PI) / 180
  const [dx, dy] = [(x - placing.x) / placing.scale, (y - placing.y) / placing.scale]
  return [dx * Math.cos(turn) - dy * Math.sin(turn), dx * Math.sin(turn) + dy * Math.cos(turn)]
}

/** A point of the picture as a point of the plan. */
export function onPlan(placing: Placing, x: number, y: number): [number, number] {
  const turn = (placing.turn * Math.PI) / 180
  return [
    placing.x + placing.scale * (x * Math.cos(turn) - y * Math.sin(turn)),
    placing.y + placing.scale * (x * Math.sin(turn) + y * Math.cos(turn)),
  ]
}

/**
 * Placed so that two points of the picture lie `apart` centimetres from each other, the first where it was; `level`: the
 * line between them is laid along the nearest of level and upright.
 */
export function straightened(placing: Placing, first: readonly [number, number], second: readonly [number, number], apart: number, level: boolean): Placing {
  const [a, b] = [onPicture(placing, ...first), onPicture(placing, ...second)]
  const long = Math.hypot(b[0] - a[0], b[1] - a[1])
  if (long === 0 || apart <= 0) return placing
  const angle = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI
  const turn = level ? Math.round((angle + placing.turn) / 90) * 90 - angle : placing.turn
  const scale = apart / long
  const [x, y] = onPlan({ x: 0, y: 0, scale, turn }, ...a)
  const tidy = (value: number, by: number): number => Math.round(value * by) / by
  return { x: tidy(first[0] - x, 10), y: tidy(first[1] - y, 10), scale: tidy(scale, 1e6), turn: tidy(((turn % 360) + 360) % 360, 1e3) }
}
