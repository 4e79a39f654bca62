export {
  CHAT_SESSIONS_PATH,
  ChatEvent,
  ChatSession,
  SendMessageRequest,
  StartSessionRequest,
  type TurnState,
} from './chat.ts'
