export {
  CHAT_SESSIONS_PATH,
  ChatEvent,
  ChatSession,
  SendMessageRequest,
  SentMessage,
  StartSessionRequest,
  type TurnState,
} from './chat.ts'
