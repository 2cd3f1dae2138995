// What a phone fetches before the first page: at most 180 kB of JavaScript, as it comes over the wire.

import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

const BUILT = '../minqing/site/static/notebook/'
const MANIFEST = `${BUILT}.vite/manifest.json`
const MOST = 180_000

interface Part { file: string; imports?: string[]; isEntry?: boolean }

/** The files of the entry and of everything that it imports at once. */
function firstLoad(manifest: Record<string, Part>): string[] {
  const entry = Object.keys(manifest).find((name) => manifest[name]!.isEntry)!
  const parts = new Set([entry])
  for (const part of parts) for (const next of manifest[part]!.imports ?? []) parts.add(next)
  return [...parts].map((part) => manifest[part]!.file).filter((file) => file.endsWith('.js'))
}

test.skipIf(!existsSync(MANIFEST))('the first load is at most 180 kB of JavaScript (skipped where the notebook is not built: npm run build)', () => {
  const files = firstLoad(JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, Part>)
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(BUILT + file)).length, 0)
  expect(files.length).toBeGreaterThan(0)
  expect(bytes).toBeLessThanOrEqual(MOST)
})
