export { type Agent, type AgentDependencies, findAgent, provisionDefaultAgent } from './default-agent.ts'
