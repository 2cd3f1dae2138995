/** One sprite of the icons listed in desk/icons.json: our own drawings first, else Tabler's. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

function drawing(root: string, name: string): string {
  const own = join(root, 'desk/icons', `${name}.svg`)
  if (existsSync(own)) return readFileSync(own, 'utf8')
  const filled = name.endsWith('-filled')
  const folder = join(root, 'node_modules/@tabler/icons/icons', filled ? 'filled' : 'outline')
  return readFileSync(join(folder, `${filled ? name.slice(0, -'-filled'.length) : name}.svg`), 'utf8')
}

/** A drawing without its frame, as a symbol that takes its colours from where it is used. */
export function symbol(name: string, svg: string): string {
  const inside = svg
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<path stroke="none" d="M0 0h24v24H0z"[^>]*\/>/, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .trim()
  return `<symbol id="${name}" viewBox="0 0 24 24">${inside}</symbol>`
}

export function sprite(root: string): string {
  const names = JSON.parse(readFileSync(join(root, 'desk/icons.json'), 'utf8')) as string[]
  const symbols = names.map((name) => symbol(name, drawing(root, name)))
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`
}

export function icons(root: string): Plugin {
  return {
    name: 'minqing-icons',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'icons.svg', source: sprite(root) })
    },
  }
}
