import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

const WORKER = new URL('./node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url)

// The map's worker is a file of its own on this server, so that the page's policy needs no blob of script.
function worker(): Plugin {
  return {
    name: 'map-worker',
    generateBundle() {
      const source = readFileSync(fileURLToPath(WORKER), 'utf8').replace(/\/\/# sourceMappingURL=.*\s*$/, '')
      this.emitFile({ type: 'asset', fileName: 'worker.mjs', source })
    },
  }
}

// Loaded on the pages that hold a map alone: a script, a style sheet and a worker with fixed names, no chunks.
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [worker()],
  build: {
    outDir: '../minqing/site/static/map',
    emptyOutDir: true,
    target: ['chrome111', 'safari16.4', 'firefox121'],
    cssTarget: ['chrome111', 'safari16.4', 'firefox121'],
    cssCodeSplit: false,
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    modulePreload: false,
    rolldownOptions: {
      input: { map: 'desk/map/main.ts' },
      preserveEntrySignatures: 'exports-only',
      output: {
        entryFileNames: '[name].js',
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith('.css')) ? 'map.css' : '[name][extname]'),
        codeSplitting: false,
      },
    },
  },
})
