// Several who look at one terminal, what each may do there, and recordings: signed while they go on, then played and deleted.
import { readFileSync } from 'node:fs'
import { expect, PROMPT, terminalIn, test } from '../app/index.ts'

test.beforeEach(async ({ window }) => {
  await window.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(window).rows).toContainText(PROMPT)
})

test('[U11] says who looks; one gives control up, is refused visibly, and takes it with one click', async ({
  window,
  context,
}) => {
  await expect(window.getByRole('button', { name: /viewers$/ })).toHaveCount(0)
  const other = await context.newPage()
  await other.goto(window.url())
  await expect(terminalIn(other).rows).toContainText(PROMPT)
  await expect(window.getByRole('button', { name: '2 viewers' })).toBeVisible()

  await other.getByRole('button', { name: '2 viewers' }).click()
  const menu = other.getByRole('dialog', { name: '2 viewers' })
  await expect(menu.getByRole('listitem')).toContainText(['A window on its machine', 'You'])
  await menu.getByRole('button', { name: 'Only watch' }).click()
  const sign = other.getByRole('region', { name: 'You only watch' })
  await expect(sign).toContainText('Watching')

  await terminalIn(other).type('echo never-$((1+1))\n')
  await expect(sign).toContainText('Not sent: you only watch')
  await terminalIn(window).run('echo from-the-first')
  await expect(terminalIn(other).rows).toContainText('from-the-first')
  await expect(terminalIn(window).rows).not.toContainText('never')

  await sign.getByRole('button', { name: 'Take control' }).click()
  await expect(sign).toBeHidden()
  await other.keyboard.type('echo taken-$((1+1))\r')
  await expect(terminalIn(window).rows).toContainText('taken-2')
  await other.close()
  await expect(window.getByRole('button', { name: /viewers$/ })).toBeHidden()
})

test('[T8] refuses visibly what is typed after the shell has ended', async ({ window }) => {
  const terminal = terminalIn(window)
  await terminal.type('exit\n')
  const bar = terminal.view.getByRole('region', { name: 'Shell ended' })
  await expect(bar).toBeVisible()
  await terminal.type('x')
  await expect(bar).toContainText('Not sent: the shell has ended')
  await terminal.type('\n')
  await expect(bar).toBeHidden()
})

test('[U11] signs a recording for every viewer, and plays, saves and deletes it', async ({ window, context }) => {
  const other = await context.newPage()
  await other.goto(window.url())
  await expect(terminalIn(other).rows).toContainText(PROMPT)
  const act = async (name: string) => {
    await window.getByRole('button', { name: 'What can be done here' }).click()
    await window.getByRole('menuitem', { name }).click()
  }
  await act('Record the output')
  for (const page of [window, other]) await expect(page.getByRole('region', { name: 'Recording' })).toBeVisible()
  await terminalIn(window).run('echo harbour-$((40+2))')
  await other.getByRole('region', { name: 'Recording' }).getByRole('button', { name: 'Stop' }).click()
  for (const page of [window, other]) await expect(page.getByRole('region', { name: 'Recording' })).toBeHidden()

  await act('Recordings…')
  const dialog = window.getByRole('dialog', { name: 'Recordings' })
  const downloading = window.waitForEvent('download')
  await dialog.getByRole('button', { name: /^Download/ }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/\.cast$/)
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ version: 3 })
  expect(lines.join('')).toContain('harbour-42')

  await dialog.getByRole('button', { name: /^Play/ }).click()
  await expect(window.getByRole('region', { name: /^Playback of/ })).toContainText('harbour-42', { timeout: 20_000 })
  await window.getByRole('button', { name: 'All recordings' }).click()
  await dialog.getByRole('button', { name: /^Delete/ }).click()
  await window.getByRole('alertdialog').getByRole('button', { name: 'Delete recording' }).click()
  await expect(dialog).toContainText('There is none yet.')
})
