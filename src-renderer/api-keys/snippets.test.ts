import { expect, it } from 'vitest'
import { curlLine, exportLine } from './snippets.ts'

const bound = { secret: 'moor_live_abc', controlPlaneUrl: 'http://127.0.0.1:7420', organizationId: null }
const personal = { ...bound, organizationId: 'org_harbour' }

it('[U3] gives lines that a shell takes as they are', () => {
  expect(exportLine(bound)).toBe('export MOORING_API_KEY=moor_live_abc')
  expect(curlLine(bound)).toBe('curl -H "x-api-key: moor_live_abc" http://127.0.0.1:7420/v1/me')
})

it('[U3] names the organization beside a key that is bound to none', () => {
  expect(exportLine(personal)).toBe('export MOORING_API_KEY=moor_live_abc MOORING_ORGANIZATION=org_harbour')
  expect(curlLine(personal)).toBe(
    'curl -H "x-api-key: moor_live_abc" -H "x-mooring-organization: org_harbour" http://127.0.0.1:7420/v1/me',
  )
})

it('[U3] asks the right address when the control plane’s ends with a slash', () => {
  expect(curlLine({ ...bound, controlPlaneUrl: 'https://moor.example/' })).toMatch(/ https:\/\/moor\.example\/v1\/me$/)
})
