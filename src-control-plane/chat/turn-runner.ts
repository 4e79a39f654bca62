// Runs the turns of this process: each is one call of a model, written to its session's log as it is spoken, and ended exactly
// once, whether it was answered, failed, was stopped, or lost the process that ran it.
import type { SendMessageRequest } from '#contract/chat'
import type { Failure } from '#contract/failure'
import { findAgent, provisionDefaultAgent } from '../agent/index.ts'
import type { Bus } from '../bus/index.ts'
import type { Database } from '../database/index.ts'
import type { GatewayDependencies } from '../gateway/index.ts'
import type { Caller, LiveAccess, OrgScope } from '../identity/index.ts'
import { listUsableProviders, usableOwnCredentials } from '../provider/index.ts'
import { newId } from '../secret/index.ts'
import { type Choice, chooseModel, noModelConfigured, usableFor } from './choose-model.ts'
import { conversationOf } from './conversation.ts'
import { createDeltaWriter, type DeltaWriter } from './delta-writer.ts'
import { announce, readEvents, type SessionRef, type TurnRef } from './event-log.ts'
import { streamModel } from './model-stream.ts'
import { findSession } from './sessions.ts'
import { turnFailureOf } from './turn-failure.ts'
import { abandonedTurns, addText, type BeginResult, beginTurn, endTurn, renewLeases, type TurnEnd } from './turns.ts'

export type RunnerDependencies = GatewayDependencies & Pick<Database, 'dialect'> & { bus: Bus; live: LiveAccess }

export type TurnRunner = AsyncDisposable & {
  /** Begins a turn and answers at once; what happens then is in the log. */
  send: (caller: Caller, sessionId: string, request: SendMessageRequest) => Promise<BeginResult>
  /** Stops the session's running turn, on whichever replica it runs. What was said is kept. */
  stop: (ref: SessionRef) => void
}

/** A process that has not renewed for this long is gone. */
const LEASE_MS = 30_000
/** Several chances within a lease, so that one slow write ends no turn. */
const RENEW_MS = 10_000

const stopTopic = ({ organizationId, sessionId }: SessionRef) => `chat/${organizationId}/${sessionId}/stop`

/** What the last event of a turn says that is aborted from outside. */
type Abort = Extract<TurnEnd, { type: 'turn-cancelled' | 'turn-interrupted' }>
type Run = { abort: (end: Abort, reason?: Failure) => void; done: Promise<void> }

/** Ends turns that a former process left running. Disposing interrupts those that run here, and waits until that is written. */
export async function startTurnRunner(deps: RunnerDependencies): Promise<TurnRunner> {
  const runnerId = newId('runner')
  const runs = new Map<string, Run>()
  const lease = () => ({ runnerId, leaseUntil: deps.now() + LEASE_MS })
  const keepUp = async () => {
    await renewLeases(deps, [...runs.keys()], lease())
    for (const turn of await abandonedTurns(deps, runnerId)) await finish(deps, turn, { type: 'turn-interrupted' })
  }
  await keepUp()
  const timer = setInterval(() => void keepUp().catch(deps.report), RENEW_MS).unref()
  return {
    async send(caller, sessionId, request) {
      const { scope } = caller
      const choice = await choiceFor(deps, scope, sessionId)
      if (choice === 'no-session') return { outcome: 'no-session' }
      const begun = await beginTurn(deps, scope, sessionId, request, choice?.model ?? null, lease())
      if (begun.outcome !== 'begun') return begun
      const { turn } = begun
      announce(deps.bus, turn)
      const run = launch(deps, caller, turn, choice, request.text)
      runs.set(turn.turnId, run)
      run.done.catch(deps.report).finally(() => runs.delete(turn.turnId))
      return begun
    },
    stop: (ref) => deps.bus.publish(stopTopic(ref), ''),
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      for (const run of runs.values()) run.abort({ type: 'turn-interrupted' })
      await Promise.allSettled([...runs.values()].map((run) => run.done))
    },
  }
}

/** What answers in this session now; null when nothing can. */
async function choiceFor(deps: RunnerDependencies, scope: OrgScope, sessionId: string) {
  const session = await findSession(deps, scope, sessionId)
  if (session === null) return 'no-session'
  const agent =
    (await findAgent(deps, scope, session.agentId)) ?? (await provisionDefaultAgent(deps, scope.organizationId))
  const usable = usableFor(await listUsableProviders(deps, scope), await usableOwnCredentials(deps, scope))
  const choice = chooseModel(agent, usable)
  return choice === null ? null : { ...choice, instructions: agent.instructions ?? '' }
}

type Answering = Choice & { instructions: string }

function launch(deps: RunnerDependencies, caller: Caller, turn: TurnRef, choice: Answering | null, text: string): Run {
  const aborting = new AbortController()
  let aborted: Abort | undefined
  const abort: Run['abort'] = (end, reason) => {
    aborted ??= end
    aborting.abort(reason)
  }
  const run = async () => {
    using _stop = await deps.bus.subscribe(stopTopic(turn), () => abort({ type: 'turn-cancelled' }))
    using _held = deps.live.hold({
      ...caller,
      end: (failure) => abort({ type: 'turn-cancelled', failure: failure.toBody() }, failure),
    })
    const writer = createDeltaWriter(async (piece) => {
      const added = await addText(deps, turn, piece).catch((error) => {
        aborting.abort()
        throw error
      })
      if (added) announce(deps.bus, turn)
      else aborting.abort()
    })
    const end = await answer(deps, caller.scope, turn, choice, text, writer, aborting.signal)
    await writer.flush()
    // What was said to the end is complete, whoever wanted to stop it then.
    await finish(deps, turn, aborted === undefined || end.type === 'turn-completed' ? end : aborted)
  }
  return { abort, done: run() }
}

/** Speaks into the writer and says how it ended. A turn that nothing can answer fails with the way to mend that. */
async function answer(
  deps: RunnerDependencies,
  scope: OrgScope,
  turn: TurnRef,
  choice: Answering | null,
  text: string,
  writer: DeltaWriter,
  signal: AbortSignal,
): Promise<TurnEnd> {
  const { organizationId } = scope
  if (choice === null) return { type: 'turn-failed', failure: noModelConfigured(organizationId) }
  try {
    const earlier = (await readEvents(deps, turn, 0)).filter(({ turnId }) => turnId !== turn.turnId)
    const messages = conversationOf(earlier, text)
    for await (const spoken of streamModel(deps, scope, { ...choice, messages, session: turn.sessionId }, signal)) {
      if (spoken.type === 'text') await writer.add(spoken.text)
      else return { ...spoken, type: 'turn-completed' }
    }
    return signal.aborted ? { type: 'turn-cancelled' } : brokenOff(choice, organizationId)
  } catch (error) {
    return { type: 'turn-failed', failure: turnFailureOf(error, choice, organizationId) }
  }
}

const brokenOff = (choice: Choice, organizationId: string): TurnEnd => ({
  type: 'turn-failed',
  failure: turnFailureOf(null, choice, organizationId),
})

async function finish(deps: RunnerDependencies, turn: TurnRef, end: TurnEnd): Promise<void> {
  if (await endTurn(deps, turn, end)) announce(deps.bus, turn)
}
