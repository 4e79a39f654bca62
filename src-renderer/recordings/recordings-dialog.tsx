// The recordings of this machine: played here, taken away as files, deleted.
import { useMutation } from '@tanstack/react-query'
import { ArrowLeft, Download, Play, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Recording } from '#contract/terminal'
import { failureOf } from '../host-client/index.ts'
import {
  AlertDialog,
  Badge,
  Button,
  Dialog,
  ErrorNotice,
  IconButton,
  RelativeTime,
  SkeletonRows,
  toast,
} from '../ui/index.ts'
import { lengthWords, sizeWords } from './recording-words.ts'
import { deleteRecording, downloadRecording, useRecording, useRecordings } from './recordings.ts'

const Player = lazy(() => import('./player.tsx'))

type RecordingsDialogProps = { open: boolean; onClose: () => void }

export function RecordingsDialog({ open, onClose }: RecordingsDialogProps) {
  const [playing, play] = useState<Recording | null>(null)
  const close = () => {
    play(null)
    onClose()
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={playing?.title ?? 'Recordings'}
      description={
        playing ? undefined : 'What terminals of this machine printed, and when. Nothing that was typed is in them.'
      }
      size="xl"
    >
      {playing ? <Playback recording={playing} onBack={() => play(null)} /> : <RecordingList onPlay={play} />}
    </Dialog>
  )
}

function Playback({ recording, onBack }: { recording: Recording; onBack: () => void }) {
  const { data, error } = useRecording(recording.id)
  const loading = <SkeletonRows label="Loading the recording" rows={6} />
  return (
    <div className="flex flex-col gap-3">
      <Button size="sm" variant="ghost" className="w-fit" onClick={onBack}>
        <ArrowLeft aria-hidden />
        All recordings
      </Button>
      {error ? (
        <ErrorNotice failure={failureOf(error)} />
      ) : (
        <section aria-label={`Playback of ${recording.title}`}>
          <Suspense fallback={loading}>{data === undefined ? loading : <Player text={data} />}</Suspense>
        </section>
      )}
    </div>
  )
}

function RecordingList({ onPlay }: { onPlay: (recording: Recording) => void }) {
  const { data: recordings, error } = useRecordings()
  const [deleting, askDelete] = useState<Recording | null>(null)
  const removal = useMutation({ mutationFn: deleteRecording, onSuccess: () => askDelete(null) })
  if (error) return <ErrorNotice failure={failureOf(error)} />
  if (!recordings) return <SkeletonRows label="Loading the recordings" rows={3} />
  if (recordings.length === 0)
    return <p className="text-ink-soft">There is none yet. A terminal’s menu begins one: “Record the output”.</p>
  return (
    <>
      <ul className="-mx-1 max-h-[60vh] divide-y divide-line overflow-y-auto px-1">
        {recordings.map((recording) => (
          <RecordingRow
            key={recording.id}
            recording={recording}
            onPlay={() => onPlay(recording)}
            onDelete={() => askDelete(recording)}
          />
        ))}
      </ul>
      <AlertDialog
        open={deleting !== null}
        onOpenChange={(open) => !open && askDelete(null)}
        title={`Delete the recording of “${deleting?.title ?? ''}”?`}
        description="The file is removed from this machine. Copies that were downloaded stay."
        confirm="Delete recording"
        busy={removal.isPending}
        failure={removal.error ? failureOf(removal.error) : undefined}
        onConfirm={() => deleting && removal.mutate(deleting.id)}
      />
    </>
  )
}

type RecordingRowProps = { recording: Recording; onPlay: () => void; onDelete: () => void }

function RecordingRow({ recording, onPlay, onDelete }: RecordingRowProps) {
  const { title, startedAt, endedAt, bytes } = recording
  const download = useMutation({
    mutationFn: downloadRecording,
    onError: (error) => toast.error(failureOf(error).message),
  })
  return (
    <li className="flex min-h-11 items-center gap-2 py-1">
      <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
      {endedAt === null && <Badge tone="danger">Recording</Badge>}
      <span className="text-xs text-ink-soft tabular-nums">
        <RelativeTime at={startedAt} />
        {endedAt !== null && ` · ${lengthWords(endedAt - startedAt)}`} · {sizeWords(bytes)}
      </span>
      <IconButton label={`Play ${title}`} size="sm" icon={<Play />} onClick={onPlay} />
      <IconButton
        label={`Download ${title}`}
        size="sm"
        icon={<Download />}
        busy={download.isPending}
        onClick={() => download.mutate(recording)}
      />
      <IconButton
        label={`Delete ${title}`}
        size="sm"
        icon={<Trash2 />}
        disabled={endedAt === null}
        onClick={onDelete}
      />
    </li>
  )
}
