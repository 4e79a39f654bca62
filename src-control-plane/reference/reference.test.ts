import { expect, it } from 'vitest'
import { startControlPlaneForTest } from '../testing.ts'
import { referencePage } from './index.ts'

it('shows every operation of the document, without a credential and without scripts', async () => {
  await using plane = await startControlPlaneForTest()
  const document = (await plane.call(null, 'GET', '/openapi.json')).body as { paths: Record<string, object> }
  const page = await plane.call(null, 'GET', '/docs')
  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(operations).toContain('POST /v1/api-keys')
  for (const operation of operations) expect(page.text).toContain(`<code>${operation}</code>`)
  expect(page.text).not.toContain('<script')
})

it('lets no text of the document become markup', () => {
  const page = referencePage({ info: { title: '<b>', version: '"' }, paths: {} })
  expect(page).not.toContain('<b>')
})
