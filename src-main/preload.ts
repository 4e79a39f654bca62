// Nothing is bridged into the window: it speaks to the host by the same WebSocket as any browser would.
export {}
