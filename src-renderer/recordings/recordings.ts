// The recordings of this machine: the list, a whole one as text, and its end. A recording is an asciicast, version 3.
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Recording } from '#contract/terminal'
import { host, hostClient, queryClient } from '../host-client/index.ts'
import { fileNameOf } from './recording-words.ts'

/** Milliseconds; one that goes on grows. */
const REFETCH_MS = 3_000

export function useRecordings(): UseQueryResult<Recording[], unknown> {
  return useQuery({ ...host.recordings.list.queryOptions(), refetchInterval: REFETCH_MS })
}

/** Read anew each time it is played, and not kept: it may be large. */
export function useRecording(id: string): UseQueryResult<string, unknown> {
  return useQuery({ queryKey: ['recording', id], queryFn: () => readRecording(id), gcTime: 0, staleTime: 0 })
}

/** At most 64 MiB, part by part. */
async function readRecording(id: string): Promise<string> {
  const parts: string[] = []
  for (let offset: number | null = 0; offset !== null; ) {
    const part: { text: string; next: number | null } = await hostClient.recordings.read.query({ id, offset })
    parts.push(part.text)
    offset = part.next
  }
  return parts.join('')
}

export async function deleteRecording(id: string): Promise<void> {
  await hostClient.recordings.delete.mutate({ id })
  await queryClient.invalidateQueries(host.recordings.list.queryFilter())
}

/** Saves it where the browser saves files. */
export async function downloadRecording(recording: Recording): Promise<void> {
  const url = URL.createObjectURL(new Blob([await readRecording(recording.id)], { type: 'application/x-asciicast' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileNameOf(recording)
  link.click()
  URL.revokeObjectURL(url)
}
