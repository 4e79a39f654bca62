export type { Answer, Fault, RecordedRequest, Script, ScriptedUsage } from './script.ts'
export { type ScriptedUpstream, type ScriptedUpstreamOptions, startScriptedUpstream } from './scripted-upstream.ts'
