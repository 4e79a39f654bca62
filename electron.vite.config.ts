// One build for the whole app into out/: Electron's main process and the Node entries, and the window.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { PluginOption } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Name in out/main → source. `electron` is the app, `mooring` the CLI; the terminal server and its worker are started by path. */
const NODE_ENTRIES = {
  electron: at('src-main/electron.ts'),
  mooring: at('src-host/cli/mooring.ts'),
  start: at('src-host/cli/start.ts'),
  'terminal-server': at('src-host/terminal-server/main.ts'),
  'screen-worker': at('src-host/terminal-server/screen-worker.ts'),
}

/** electron-vite makes addresses relative, for windows on files; ours is served by the host and its addresses have depth (`/chat/…`). */
const servedFromRoot: PluginOption = {
  name: 'served-from-root',
  config: {
    order: 'post',
    handler(config) {
      config.base = '/'
    },
  },
}

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      target: 'node22',
      sourcemap: true,
      minify: false,
      rollupOptions: {
        input: Object.fromEntries(Object.entries(NODE_ENTRIES).filter(([, source]) => existsSync(source))),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    build: {
      outDir: 'out/renderer',
      minify: true,
      // xterm and the largest grammars are big and load when first needed; the entry has a figure of its own in bench/start.
      chunkSizeWarningLimit: 1_000,
      // The first browsers with `light-dark()` and `Promise.withResolvers`; the window of Electron is newer.
      target: 'es2024',
      cssTarget: ['chrome125', 'firefox125', 'safari17.5'],
      // Inlined fonts and images would need `data:` in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: at('src-renderer/index.html') },
    },
    plugins: [react(), tailwindcss(), servedFromRoot],
  },
})
