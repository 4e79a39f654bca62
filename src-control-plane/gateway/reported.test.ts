// What is read of an answer on the side, by tables.
import { describe, expect, it } from 'vitest'
import { readReported } from './reported.ts'

describe('tokens', () => {
  it('adds cache writes where OpenAI tells them', () => {
    const usage = {
      input_tokens: 9,
      output_tokens: 2,
      input_tokens_details: { cached_tokens: 4, cache_write_tokens: 3 },
    }
    expect(readReported({ usage }).counts).toMatchObject({ cacheReadTokens: 4, cacheWriteTokens: 3 })
  })

  it.each([
    ['nothing', { id: 1 }, {}],
    ['not an object', 'text', {}],
    ['nonsense', { usage: { input_tokens: 'many', output_tokens: -1 } }, {}],
    ['null', { usage: null }, {}],
    [
      'a message',
      { usage: { input_tokens: 3, output_tokens: 4, cache_read_input_tokens: 5, cache_creation_input_tokens: 6 } },
      { inputTokens: 3, outputTokens: 4, cacheReadTokens: 5, cacheWriteTokens: 6 },
    ],
    [
      'message_start',
      { message: { usage: { input_tokens: 3, output_tokens: 1 } } },
      { inputTokens: 3, outputTokens: 1 },
    ],
    [
      'a chat completion',
      { usage: { prompt_tokens: 9, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } } },
      { inputTokens: 9, outputTokens: 2, cacheReadTokens: 4 },
    ],
    [
      'response.completed',
      { response: { usage: { input_tokens: 9, output_tokens: 2, input_tokens_details: { cached_tokens: 4 } } } },
      { inputTokens: 9, outputTokens: 2, cacheReadTokens: 4 },
    ],
  ])('of %s', (_title, answer, counts) => expect(readReported(answer).counts).toEqual(counts))
})

describe('tools and stops', () => {
  const call = (name: string) => ({ id: 'c', type: 'function', function: { name, arguments: '{}' } })
  it.each([
    ['nothing', {}, [], null],
    ['nonsense', { content: 7, choices: 'x', output: {}, stop_reason: 3, delta: null }, [], null],
    ['a null in a list', { content: [null, { type: 'tool_use', name: 'read' }] }, ['read'], null],
    [
      'a message',
      {
        content: [
          { type: 'text', text: '' },
          { type: 'tool_use', name: 'read' },
          { type: 'server_tool_use', name: 'web_search' },
          { type: 'tool_use', name: 'read' },
        ],
        stop_reason: 'tool_use',
      },
      ['read', 'web_search'],
      'tool_use',
    ],
    ['content_block_start', { content_block: { type: 'tool_use', name: 'read', input: {} } }, ['read'], null],
    ['message_delta', { delta: { stop_reason: 'max_tokens' } }, [], 'max_tokens'],
    [
      'a chat completion',
      { choices: [{ message: { tool_calls: [call('read'), call('write')] }, finish_reason: 'tool_calls' }] },
      ['read', 'write'],
      'tool_calls',
    ],
    ['a chunk', { choices: [{ delta: { tool_calls: [call('read')] }, finish_reason: null }] }, ['read'], null],
    ['its later part', { choices: [{ delta: { tool_calls: [{ function: { arguments: '{' } }] } }] }, [], null],
    ['its end', { choices: [{ delta: {}, finish_reason: 'length' }] }, [], 'length'],
    [
      'a response',
      { status: 'completed', output: [{ type: 'function_call', name: 'read' }, { type: 'web_search_call' }] },
      ['read', 'web_search'],
      'completed',
    ],
    ['response.created', { response: { status: 'in_progress', output: [] } }, [], null],
    [
      'response.incomplete',
      { response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, output: [] } },
      [],
      'max_output_tokens',
    ],
    ['response.output_item.done', { item: { type: 'custom_tool_call', name: 'patch' } }, ['patch'], null],
  ])('of %s', (_title, answer, tools, stopReason) => {
    expect(readReported(answer)).toMatchObject({ tools, stopReason })
  })

  it('name at most fifty, each once, however often they are called', () => {
    const content = Array.from({ length: 200 }, (_, i) => ({ type: 'tool_use', name: `tool-${i % 80}` }))
    expect(readReported({ content }).tools).toHaveLength(50)
  })
})
