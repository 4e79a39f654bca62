// The part of a WebSocket (of the package `ws`, on either end) that the relay needs. Structural, because the contract imports no package.

/** As it came: bytes, or parts of one message. Never looked at. */
export type CarrierMessage = ArrayBuffer | Uint8Array | Uint8Array[]

export type Carrier = {
  readonly bufferedAmount: number
  readonly isPaused: boolean
  readonly readyState: number
  send(message: CarrierMessage, options: { binary: boolean }, taken: () => void): void
  pause(): void
  resume(): void
  ping(): void
  close(code: number, reason: string): void
  terminate(): void
  on(event: 'message', listener: (message: CarrierMessage, isBinary: boolean) => void): void
  on(event: 'close', listener: (code: number, reason: Uint8Array) => void): void
  on(event: 'pong' | 'error', listener: () => void): void
}

/** `readyState` of a socket that may still send. */
const OPEN = 1

export const isOpen = (carrier: Carrier): boolean => carrier.readyState === OPEN
