import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// The editor of plans, loaded on its own page alone: a script and a style sheet with fixed names, no chunks.
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [vue()],
  build: {
    outDir: '../minqing/site/static/plan',
    emptyOutDir: true,
    target: ['chrome111', 'safari16.4', 'firefox121'],
    cssTarget: ['chrome111', 'safari16.4', 'firefox121'],
    cssCodeSplit: false,
    sourcemap: false,
    modulePreload: false,
    rolldownOptions: {
      input: { plan: fileURLToPath(new URL('./desk/plan/main.ts', import.meta.url)) },
      output: {
        entryFileNames: '[name].js',
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith('.css')) ? 'plan.css' : '[name][extname]'),
        codeSplitting: false,
      },
    },
  },
})
