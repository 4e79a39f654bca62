// OpenAI's embeddings API. Its SDK asks for base64 unless it is told otherwise.
import { z } from 'zod'

const Wanted = z.object({
  input: z.union([z.string().transform((text) => [text]), z.array(z.unknown())]).catch([]),
  encoding_format: z.enum(['float', 'base64']).catch('float'),
})

/** The same for every text; these can be told exactly in 32 bits. */
const VECTOR = [0.5, -0.25, 0.125]

export function openaiEmbeddings(request: unknown, model: string, inputTokens: number) {
  const { input, encoding_format } = Wanted.parse(request ?? {})
  const embedding =
    encoding_format === 'float' ? VECTOR : Buffer.from(Float32Array.from(VECTOR).buffer).toString('base64')
  return {
    object: 'list',
    data: input.map((_, index) => ({ object: 'embedding', index, embedding })),
    model,
    usage: { prompt_tokens: inputTokens, total_tokens: inputTokens },
  }
}
