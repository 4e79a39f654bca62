// Changes that must not cross: each begins when the one before has ended, however that went.
export type InTurn = <T>(change: () => Promise<T>) => Promise<T>

export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (change) => {
    const mine = last.then(change, change)
    last = mine
    return mine
  }
}
