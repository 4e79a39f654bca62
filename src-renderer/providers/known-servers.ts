// Servers that speak OpenAI's API, with where they are found when nothing else was set up.

type KnownServer = { name: string; title: string; baseUrl: string }

export const KNOWN_SERVERS: readonly KnownServer[] = [
  { name: 'ollama', title: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1' },
  { name: 'lm-studio', title: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1' },
  { name: 'llama-cpp', title: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1' },
  { name: 'vllm', title: 'vLLM', baseUrl: 'http://127.0.0.1:8000/v1' },
  { name: 'openrouter', title: 'OpenRouter', baseUrl: 'https://openrouter.ai/api/v1' },
  { name: 'mistral', title: 'Mistral', baseUrl: 'https://api.mistral.ai/v1' },
  { name: 'groq', title: 'Groq', baseUrl: 'https://api.groq.com/openai/v1' },
]
