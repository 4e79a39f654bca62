// The address upstream, built from parts: the base URL's origin and path, then a path of our own table, then the caller's query.

export function upstreamUrl(baseUrl: string, upstreamPath: string, query: string): URL {
  const url = new URL(baseUrl)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${upstreamPath}`
  url.search = query
  return url
}
