export type { RecordedRequest, Script } from './script.ts'
export { type ScriptedUpstream, type ScriptedUpstreamOptions, startScriptedUpstream } from './scripted-upstream.ts'
