import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { icons } from './sprite.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

// One script, one style sheet, one sprite, with fixed names: Django's manifest storage gives them
// their hashes. No source maps and no chunks, so that nothing refers to a name that was not hashed.
export default defineConfig({
  base: './',
  plugins: [icons(root), vue()],
  build: {
    outDir: '../minqing/site/static/build',
    emptyOutDir: true,
    target: ['chrome111', 'safari16.4', 'firefox121'],
    cssTarget: ['chrome111', 'safari16.4', 'firefox121'],
    cssCodeSplit: false,
    sourcemap: false,
    modulePreload: false,
    rolldownOptions: {
      input: { desk: 'desk/main.ts' },
      output: {
        entryFileNames: '[name].js',
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith('.css')) ? 'desk.css' : '[name][extname]'),
        codeSplitting: false,
      },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['tests/**/*.test.ts'],
  },
})
