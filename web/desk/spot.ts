/** A spot on a plan, chosen by a tap: the form beside it gets its centimetres. Without script a thing is only listed. */

const SVG = 'http://www.w3.org/2000/svg'

function field(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`input[name="${name}"]`)
}

function mark(svg: SVGSVGElement, x: number, y: number): void {
  svg.querySelector('.spot-here')?.remove()
  const ring = document.createElementNS(SVG, 'circle')
  ring.setAttribute('class', 'spot-here')
  ring.setAttribute('cx', String(x))
  ring.setAttribute('cy', String(y))
  ring.setAttribute('r', '36')
  svg.append(ring)
}

export function startSpot(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-spot]')
  const svg = document.querySelector<SVGSVGElement>('[data-spot-plan] svg')
  const [x, y] = form ? [field(form, 'x'), field(form, 'y')] : [null, null]
  if (!svg || !x || !y) return
  svg.parentElement?.classList.add('pointing')
  if (x.value && y.value) mark(svg, Number(x.value), Number(y.value))
  svg.addEventListener('click', (event) => {
    const matrix = svg.getScreenCTM()
    if (!matrix) return
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
    x.value = at.x.toFixed(1)
    y.value = at.y.toFixed(1)
    mark(svg, at.x, at.y)
  })
}
