// A real shell in the window: what is typed, what is shown, and what a reload finds again.
import { expect, PROMPT, terminalIn, test } from '../app/index.ts'

test.beforeEach(async ({ window }) => {
  await window.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(window).rows).toContainText(PROMPT)
})

test('[T1] carries what is typed to the shell and what it prints to the screen, colours included', async ({
  window,
}) => {
  const terminal = terminalIn(window)
  await terminal.run(String.raw`printf '\e[31mred\e[0m \xe2\x9a\x93\n'; cat <<< 'gr\u00fcße'`)
  await expect(terminal.rows).toContainText('red ⚓')
  const red = terminal.rows.getByText('red', { exact: true })
  await expect(red).toHaveClass(/xterm-fg-1\b/)
  await terminal.run('cat <<< "äöü 漢字"')
  await expect(terminal.rows.getByText('äöü 漢字', { exact: true })).toBeVisible()
})

test('gives the shell the size of the window, and a new one when the window changes', async ({ window }) => {
  const terminal = terminalIn(window)
  const sizes: string[] = []
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 900, height: 600 },
  ]) {
    await window.setViewportSize(viewport)
    await terminal.run('stty size')
    const size = (await terminal.lines()).findLast((line) => /^\d+ \d+$/.test(line)) ?? ''
    expect(size.split(' ')[0]).toBe(String((await terminal.lines()).length))
    sizes.push(size)
  }
  expect(sizes[0]).not.toBe(sizes[1])
})

test('shows the same screen after a reload, and the shell has gone on', async ({ window }) => {
  const before = terminalIn(window)
  await before.run('for i in 1 2 3; do echo line-$i; done; export KEPT=yes')
  const shown = await before.lines()
  await window.reload()
  const after = terminalIn(window)
  await expect.poll(() => after.lines()).toEqual(shown)
  await after.run('echo kept-$KEPT')
  await expect(after.rows).toContainText('kept-yes')
})

test('[T8] shows how the shell ended, with its last bytes, and starts it again with one key', async ({ window }) => {
  const terminal = terminalIn(window)
  await terminal.type("printf 'the last %s' words; exit 7\n")
  await expect(terminal.view.getByText('The shell exited with code 7.')).toBeVisible()
  await expect(terminal.rows).toContainText('the last words')
  await terminal.type('\n')
  await expect(terminal.view.getByRole('region', { name: 'Shell ended' })).toBeHidden()
  await terminal.run('echo again')
})

test('keeps several shells apart, a tab each', async ({ window }) => {
  await terminalIn(window).run('NAME=first')
  await window.getByRole('button', { name: 'New terminal' }).click()
  await expect(window.getByRole('tab')).toHaveCount(2)
  await expect(terminalIn(window).rows).toContainText(PROMPT)
  await terminalIn(window).run('echo "<$NAME>"')
  await expect(terminalIn(window).rows).toContainText('<>')
  await window.getByRole('tab').first().click()
  await terminalIn(window).run('echo "<$NAME>"')
  await expect(terminalIn(window).rows).toContainText('<first>')
})
