// A control plane by itself, as a team runs it for its machines to meet at; in a place of its own, gone when it is disposed of.
import { createPlace } from './place.ts'
import { said, startProgram } from './program.ts'

type TeamControlPlane = AsyncDisposable & { readonly url: string }

/** The first person who comes can make an account; whoever comes after needs an invitation. */
export async function startControlPlane(): Promise<TeamControlPlane> {
  await using stack = new AsyncDisposableStack()
  const place = stack.use(createPlace())
  const program = startProgram(
    'mooring',
    ['control-plane', 'start', '--port', '0', '--home', place.home],
    place.environment,
  )
  stack.defer(async () => {
    program.child.kill('SIGINT')
    await program.ended
  })
  const url = await said(program, /ready at (\S+)/)
  const open = stack.move()
  return { url, [Symbol.asyncDispose]: () => open.disposeAsync() }
}
