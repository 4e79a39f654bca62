// How a stream of server-sent events says why it ends: a last event of this name whose data is a failure's body. One that ends without it
// was lost, and may be opened again from where it broke off.
export const FAILURE_EVENT = 'failure'
