// Unit and integration tests. They lie beside the code; what needs the built app and a browser is Playwright's (*.spec.ts).
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src-*,e2e,bench}/**/*.test.{ts,tsx}'],
    globalSetup: './e2e/run/vitest-home.ts',
    /** Real shells, sockets and databases on two busy cores; a test that waits for a condition ends long before. */
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
