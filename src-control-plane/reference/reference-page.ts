// `/docs`: the OpenAPI document as a page that reads without scripts, so that it needs no other origin and no build.
import { z } from 'zod'

const Operation = z.object({
  summary: z.string().default(''),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean().default(false) })).default([]),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.object({ description: z.string() })).default({}),
})
type Operation = z.infer<typeof Operation>

const Document = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
})

/** `document` is an OpenAPI 3.1 document. */
export function referencePage(document: unknown): string {
  const { info, paths } = Document.parse(document)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(method, path, operation)),
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${asText(info.title)}</title><style>${STYLE}</style></head>
<body><main><h1>${asText(info.title)} <small>${asText(info.version)}</small></h1>
<p>Present an API key as <code>x-api-key</code>, or a session or token as <code>Authorization: Bearer</code>. Routes that act in an
organization take its id in <code>x-mooring-organization</code>; a member key has only its own. Every failure is
<code>{"code", "message", "field"?, "fix"?}</code>. The machine-readable document is <a href="/openapi.json">/openapi.json</a>.</p>
${operations.join('\n')}</main></body></html>`
}

const STYLE = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:50rem;padding:2rem 1rem}
code{font:0.9em ui-monospace,monospace}h2{font-size:1rem;margin:2rem 0 0.25rem}small{opacity:0.7;font-weight:normal}
p{margin:0.25rem 0}dl{margin:0.25rem 0;display:grid;grid-template-columns:max-content 1fr;gap:0 1rem}dd{margin:0}`

function section(method: string, path: string, { summary, parameters, requestBody, responses }: Operation): string {
  const inputs = parameters.map(({ name, in: place, required }) => [
    name,
    `in the ${place}${required ? '' : ', optional'}`,
  ])
  const body = requestBody === undefined ? [] : [['body', 'JSON, see the document']]
  const outcomes = Object.entries(responses).map(([status, { description }]) => [status, description])
  const rows = [...inputs, ...body, ...outcomes]
    .map(([term = '', meaning = '']) => `<dt><code>${asText(term)}</code></dt><dd>${asText(meaning)}</dd>`)
    .join('')
  return `<section><h2><code>${method.toUpperCase()} ${asText(path)}</code></h2><p>${asText(summary)}.</p><dl>${rows}</dl></section>`
}

function asText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
