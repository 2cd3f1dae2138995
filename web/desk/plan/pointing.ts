/** Fingers, pens and mice on the plan: what a press begins, how it goes on and what comes of it. */
import { ref, type Ref, shallowRef, type ShallowRef } from 'vue'
import { around, type Box, type Kind, type Shape } from '../../core/plan'
import { between, GRID, type Guide, linesOf, moved, resized, snapped, snappedPoint, touches, wallBetween } from './geometry'
import { freshId, type Plan } from './plan'
import type { View } from './view'

export type Handle = 'se' | 'turn'

export interface Pointing {
  /** Shapes that are in the hand, as they would be but for `shift`; they are drawn on a sheet of their own. */
  readonly live: ShallowRef<ReadonlyMap<string, Shape> | null>
  /** How far the whole hand has moved, in centimetres. */
  readonly shift: ShallowRef<readonly [number, number]>
  readonly frame: ShallowRef<Box | null>
  readonly drawn: ShallowRef<Omit<Shape, 'id'> | null>
  readonly guides: ShallowRef<readonly Guide[]>
  readonly busy: Ref<boolean>
  down(event: PointerEvent, shape?: Shape, handle?: Handle): void
  move(event: PointerEvent): void
  up(event: PointerEvent): void
}

type Doing =
  | { readonly what: 'pan'; x: number; y: number }
  | { readonly what: 'move'; readonly from: readonly [number, number]; readonly shapes: readonly Shape[]; readonly box: Box; readonly lines: ReturnType<typeof linesOf> }
  | { readonly what: 'resize' | 'turn'; readonly from: readonly [number, number]; readonly shape: Shape; readonly lines: ReturnType<typeof linesOf> }
  | { readonly what: 'frame'; readonly from: readonly [number, number]; readonly before: ReadonlySet<string> }
  | { readonly what: 'draw'; readonly from: readonly [number, number]; readonly lines: ReturnType<typeof linesOf> }

const NEAR = 9 // pixels within which an edge draws another
const STEADY = 4 // pixels that a press may tremble without moving anything
const DRAGGED = 15 // centimetres from which on a press is a drag

export function startPointing(plan: Plan, view: View): Pointing {
  const live = shallowRef<ReadonlyMap<string, Shape> | null>(null)
  const shift = shallowRef<readonly [number, number]>([0, 0])
  const frame = shallowRef<Box | null>(null)
  const drawn = shallowRef<Omit<Shape, 'id'> | null>(null)
  const guides = shallowRef<readonly Guide[]>([])
  const busy = ref(false)
  const fingers = new Map<number, [number, number]>()
  let doing: Doing | null = null
  let pinch = 0

  const reach = (): number => NEAR / view.scale.value
  const others = (): ReturnType<typeof linesOf> => linesOf(plan.shapes.value.filter((shape) => !plan.chosen.value.has(shape.id)))
  const spread = (): number => {
    const [a, b] = [...fingers.values()]
    return a && b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0
  }

  function begin(event: PointerEvent, shape?: Shape, handle?: Handle): Doing | null {
    const from = view.at(event)
    if (event.button === 1 || view.spaceHeld.value) return { what: 'pan', x: event.clientX, y: event.clientY }
    if (event.button !== 0) return null
    if (handle && shape) {
      return { what: handle === 'turn' ? 'turn' : 'resize', from, shape, lines: linesOf(plan.shapes.value.filter((each) => each.id !== shape.id)) }
    }
    if (plan.tool.value !== 'select') {
      plan.choose([])
      return { what: 'draw', from: snappedPoint(...from, others(), reach()), lines: others() }
    }
    if (!shape) {
      if (event.pointerType === 'touch') return { what: 'pan', x: event.clientX, y: event.clientY }
      if (!event.shiftKey) plan.choose([])
      return { what: 'frame', from, before: plan.chosen.value }
    }
    const chosen = new Set(plan.chosen.value)
    if (event.shiftKey) {
      if (!chosen.delete(shape.id)) chosen.add(shape.id)
      plan.choose(chosen)
      return null
    }
    if (!chosen.has(shape.id)) plan.choose([shape.id])
    return { what: 'move', from, shapes: plan.picked.value, box: around(plan.picked.value), lines: others() }
  }

  function go(event: PointerEvent): void {
    if (!doing) return
    const [x, y] = view.at(event)
    if (doing.what === 'pan') {
      view.panBy(event.clientX - doing.x, event.clientY - doing.y)
      doing.x = event.clientX
      doing.y = event.clientY
    } else if (doing.what === 'move') {
      const [dx, dy] = [x - doing.from[0], y - doing.from[1]]
      const { box } = doing
      if (!live.value && Math.hypot(dx, dy) * view.scale.value < STEADY) return
      live.value ??= new Map(doing.shapes.map((shape) => [shape.id, shape]))
      const snap = snapped({ ...box, x: box.x + dx, y: box.y + dy }, doing.lines, event.altKey ? 0 : reach())
      shift.value = [dx + snap.dx, dy + snap.dy]
      if (guides.value.length + snap.guides.length > 0) guides.value = snap.guides
    } else if (doing.what === 'resize') {
      const turn = (-(doing.shape.turn ?? 0) * Math.PI) / 180
      const [sx, sy] = doing.shape.turn ? [x, y] : snappedPoint(x, y, doing.lines, reach())
      const [ox, oy] = doing.shape.turn ? doing.from : [doing.shape.x + doing.shape.w, doing.shape.y + doing.shape.h]
      const [dx, dy] = [sx - ox, sy - oy]
      const [dw, dh] = [dx * Math.cos(turn) - dy * Math.sin(turn), dx * Math.sin(turn) + dy * Math.cos(turn)]
      live.value = new Map([[doing.shape.id, resized(doing.shape, Math.round(dw), Math.round(dh))]])
    } else if (doing.what === 'turn') {
      const [mx, my] = [doing.shape.x + doing.shape.w / 2, doing.shape.y + doing.shape.h / 2]
      const angle = (Math.atan2(y - my, x - mx) * 180) / Math.PI + 90
      const step = event.altKey ? 1 : 15
      live.value = new Map([[doing.shape.id, { ...doing.shape, turn: ((Math.round(angle / step) * step) % 360 + 360) % 360 }]])
    } else if (doing.what === 'frame') {
      frame.value = between(...doing.from, x, y)
      const inside = plan.shapes.value.filter((shape) => frame.value && touches(shape, frame.value))
      plan.choose([...doing.before, ...inside.map((shape) => shape.id)])
    } else {
      const [sx, sy] = snappedPoint(x, y, doing.lines, reach())
      drawn.value = beingDrawn(doing.from, sx, sy, event.shiftKey)
    }
  }

  function beingDrawn(from: readonly [number, number], x: number, y: number, straight: boolean): Omit<Shape, 'id'> {
    const kind: Kind = plan.tool.value === 'row' || plan.tool.value === 'select' ? 'room' : plan.tool.value
    if (kind === 'wall') {
      const level = Math.abs(x - from[0]) >= Math.abs(y - from[1])
      // Nearly level is level: pencils slip, walls do not.
      const [ex, ey] = straight || Math.min(Math.abs(x - from[0]), Math.abs(y - from[1])) < 20 ? (level ? [x, from[1]] : [from[0], y]) : [x, y]
      return wallBetween(...(from as [number, number]), ex, ey)
    }
    return { kind, ...between(...(from as [number, number]), x, y) }
  }

  function finish(): void {
    if (live.value) {
      const [next, [dx, dy]] = [live.value, shift.value]
      plan.change(new Set(next.keys()), (shape) => moved(next.get(shape.id) ?? shape, dx, dy))
    }
    if (doing?.what === 'draw') drawn_(doing.from)
  }

  function drawn_([x, y]: readonly [number, number]): void {
    const made = drawn.value
    const large = made !== null && (made.w > DRAGGED || made.h > DRAGGED)
    const tool = plan.tool.value
    if (tool === 'row') {
      if (made && large) plan.pending.value = { box: { x: made.x, y: made.y, w: Math.max(made.w, GRID), h: Math.max(made.h, GRID) }, count: 2 }
    } else if (tool === 'wall' && made && large) plan.add([{ ...made, id: freshId(new Set(plan.shapes.value.map((each) => each.id))) }])
    else if (tool !== 'select') {
      const box = made && large ? { x: made.x, y: made.y, w: Math.max(made.w, GRID), h: Math.max(made.h, GRID) } : undefined
      plan.place(tool, x, y, box)
    }
  }

  function clear(): void {
    doing = null
    live.value = null
    shift.value = [0, 0]
    frame.value = null
    drawn.value = null
    guides.value = []
    busy.value = false
  }

  return {
    live,
    shift,
    frame,
    drawn,
    guides,
    busy,
    down(event, shape, handle) {
      fingers.set(event.pointerId, [event.clientX, event.clientY])
      if (plan.pending.value) plan.settle()
      if (fingers.size === 2) {
        clear()
        pinch = spread()
        return
      }
      doing = begin(event, shape, handle)
      busy.value = doing !== null
    },
    move(event) {
      const finger = fingers.get(event.pointerId)
      if (!finger) return
      if (fingers.size === 2) {
        const [before, x, y] = [spread(), finger[0], finger[1]]
        fingers.set(event.pointerId, [event.clientX, event.clientY])
        view.panBy((event.clientX - x) / 2, (event.clientY - y) / 2)
        if (before > 0 && pinch > 0) view.zoomAt(event, spread() / before)
        return
      }
      fingers.set(event.pointerId, [event.clientX, event.clientY])
      go(event)
    },
    up(event) {
      if (!fingers.delete(event.pointerId)) return
      if (fingers.size === 0 && event.type !== 'pointercancel') finish()
      clear()
      view.rest()
    },
  }
}
