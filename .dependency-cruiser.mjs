// Who may import whom: the layers of ARCHITECTURE.md. Every rule says in its comment what it protects.

/** A part with folders of its own; what lies in one of them is reached through that folder's index.ts. */
const PARTS = 'src-contract|src-control-plane|src-host|src-main|src-renderer'
const TESTS = '\\.test\\.tsx?$|/testing\\.ts$'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle cannot be read from one end. Types count too: a type cycle is a folder that is really one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'enter-by-index',
      comment: 'A folder states its public surface in index.ts; nobody outside it reaches past that.',
      severity: 'error',
      from: { path: `^((?:${PARTS})/[^/]+)/`, pathNot: TESTS },
      to: { path: `^(?:${PARTS})/[^/]+/`, pathNot: ['^$1/', `^(?:${PARTS})/[^/]+/index\\.ts$`] },
    },
    {
      name: 'enter-by-index-from-outside',
      comment: 'The same for files that lie in no folder of a part: bootstraps, journeys, benchmarks.',
      severity: 'error',
      from: { path: `^(?:(?:${PARTS})/[^/]+$|e2e/|bench/)`, pathNot: TESTS },
      to: { path: `^(?:${PARTS})/[^/]+/`, pathNot: `^(?:${PARTS})/[^/]+/index\\.ts$` },
    },
    {
      name: 'tests-enter-by-index-or-testing',
      comment:
        'A test may use what another folder offers to tests in its testing.ts, and nothing else behind its index.',
      severity: 'error',
      from: { path: `^((?:${PARTS})/[^/]+)/.*(?:${TESTS})` },
      to: { path: `^(?:${PARTS})/[^/]+/`, pathNot: ['^$1/', `^(?:${PARTS})/[^/]+/(?:index|testing)\\.ts$`] },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'Helpers of tests must not be shipped.',
      severity: 'error',
      from: { path: `^(?:${PARTS})/`, pathNot: TESTS },
      to: { path: `${TESTS}|^(?:e2e|bench)/` },
    },
    {
      name: 'contract-imports-zod-only',
      comment: 'What crosses a process boundary runs in every process, the browser included.',
      severity: 'error',
      from: { path: '^src-contract/', pathNot: TESTS },
      to: { pathNot: '^src-contract/|^node_modules/zod/|^package\\.json$' },
    },
    {
      name: 'control-plane-imports-contract-only',
      comment: 'The control plane runs without a host beside it.',
      severity: 'error',
      from: { path: '^src-control-plane/' },
      to: { path: `^(?:${PARTS})/`, pathNot: '^(?:src-control-plane|src-contract)/' },
    },
    {
      name: 'host-imports-contract',
      comment:
        'The host reaches the control plane over HTTP like any client; only to embed it does it import its index.',
      severity: 'error',
      from: { path: '^src-host/' },
      to: { path: `^(?:${PARTS})/`, pathNot: '^(?:src-host|src-contract)/|^src-control-plane/index\\.ts$' },
    },
    {
      name: 'main-imports-host-and-contract',
      comment: 'Electron main starts the host and shows a window; it holds no product logic.',
      severity: 'error',
      from: { path: '^src-main/' },
      to: { path: `^(?:${PARTS})/`, pathNot: '^(?:src-main|src-host|src-contract)/' },
    },
    {
      name: 'renderer-imports-contract',
      comment: 'The window is a browser page: its one door is the host, whose router it knows by type alone.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: `^(?:${PARTS})/`, pathNot: '^(?:src-renderer|src-contract)/|^src-host/index\\.ts$' },
    },
    {
      name: 'renderer-knows-the-host-by-type',
      comment: 'A value import would put the host into the bundle of the page.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^src-host/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-without-node',
      comment: 'There is no Node in a browser page.',
      severity: 'error',
      from: { path: '^src-renderer/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'services-run-on-dependencies',
      comment:
        'Host and control plane are not bundled with their packages: what they import must be installed with them. What works in the repository only (npm start, npm run dev) may use its tools.',
      severity: 'error',
      from: { path: '^src-(?:host|control-plane|contract)/', pathNot: [TESTS, '^src-host/cli/(?:launch|dev)\\.ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that points nowhere also hides from every rule above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(?:worker|url|raw)$|^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '\\.css$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
}
