export { DepartureNotice } from './departure-notice.tsx'
export { expectDeparture } from './departures.ts'
export { useLive } from './use-live.ts'
