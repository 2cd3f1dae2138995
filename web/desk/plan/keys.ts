/** Everything by keyboard: what each key does while the plan has the focus. `true`: it was for the plan. */
import type { Edge } from './geometry'
import type { Plan, Tool } from './plan'
import type { View } from './view'
import { extent } from '../../core/plan'

export const TOOLS: readonly (readonly [Tool, string])[] = [
  ['select', 'v'],
  ['room', 'a'],
  ['row', 's'],
  ['wall', 'w'],
  ['gate', 'g'],
  ['stairs', 'e'],
  ['tree', 'b'],
  ['well', 'o'],
  ['shed', 'h'],
  ['text', 't'],
]

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const EDGES: Record<string, Edge> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'top', ArrowDown: 'bottom' }

let typed = ''
let typedAt = 0
let typedFor: object | null = null

/** The number that digits typed one after another make: 1, then 2 within a second is 12. Another row begins anew. */
function counted(digit: string, now: number, row: object): number {
  typed = row === typedFor && now - typedAt < 1000 ? (typed + digit).slice(-2) : digit
  typedAt = now
  typedFor = row
  return Math.max(1, Number(typed))
}

function inRow(plan: Plan, event: KeyboardEvent): boolean {
  const pending = plan.pending.value
  if (!pending) return false
  const more = event.key === 'ArrowUp' || event.key === 'ArrowRight' ? 1 : event.key === 'ArrowDown' || event.key === 'ArrowLeft' ? -1 : 0
  if (/^\d$/.test(event.key)) plan.pending.value = { ...pending, count: Math.min(40, counted(event.key, event.timeStamp, pending.box)) }
  else if (more) plan.pending.value = { ...pending, count: Math.min(40, Math.max(1, pending.count + more)) }
  else if (event.key === 'Enter') plan.settle()
  else if (event.key === 'Escape') plan.pending.value = null
  else return false
  return true
}

function withControl(plan: Plan, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase()
  if (key === 'z' && event.shiftKey) plan.redo()
  else if (key === 'z') plan.undo()
  else if (key === 'y') plan.redo()
  else if (key === 'a') plan.choose(plan.shapes.value.map((shape) => shape.id))
  else if (key === 's') void plan.save()
  else if (EDGES[event.key]) plan.align(EDGES[event.key] ?? 'left')
  else return false
  return true
}

function enter(plan: Plan, view: View): boolean {
  const tool = plan.tool.value
  const { x, y, w, h } = view.part.value
  if (tool === 'row') plan.pending.value = { box: { x: x + w / 2 - 500, y: y + h / 2 - 200, w: 1000, h: 400 }, count: 2 }
  else if (tool !== 'select') plan.place(tool, x + w / 2, y + h / 2)
  else {
    const home = plan.unplaced.value[0]
    const room = plan.picked.value.find((shape) => shape.kind === 'room' && !shape.dwelling)
    if (!home || !room) return false
    plan.assign(home, room)
  }
  return true
}

function letter(plan: Plan, view: View, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase()
  const tool = TOOLS.find(([, of]) => of === key)
  if (tool) plan.tool.value = tool[0]
  else if (key === 'r') plan.turn(event.shiftKey ? 15 : 90)
  else if (key === 'd') plan.copy()
  else if (key === 'f') plan.fill()
  else if (key === 'x') plan.takeOff()
  else if (key === '+' || key === '=') view.zoomAt(null, 1.25)
  else if (key === '-') view.zoomAt(null, 0.8)
  else if (key === '0') view.fit(extent(plan.history.value.now))
  else return false
  return true
}

export function pressed(plan: Plan, view: View, event: KeyboardEvent): boolean {
  if (event.isComposing) return false
  if (event.ctrlKey || event.metaKey) return withControl(plan, event)
  if (inRow(plan, event)) return true
  const arrow = ARROWS[event.key]
  if (arrow) {
    const far = event.altKey ? 1 : 10
    const [dx, dy] = [arrow[0] * far, arrow[1] * far]
    if (plan.chosen.value.size === 0) view.panBy(-arrow[0] * 40, -arrow[1] * 40)
    else if (event.shiftKey) plan.resize(dx, dy)
    else plan.move(dx, dy)
    return true
  }
  switch (event.key) {
    case 'Tab':
      return plan.next(event.shiftKey ? -1 : 1)
    case 'Delete':
    case 'Backspace':
      plan.remove()
      return true
    case 'Escape':
      plan.tool.value = 'select'
      plan.choose([])
      return true
    case 'Enter':
      return enter(plan, view)
    default:
      return !event.altKey && letter(plan, view, event)
  }
}
