// Every action is reached by the palette and done by keyboard alone.
import type { Page } from '@playwright/test'
import { expect } from '../app/index.ts'
import { runCommand } from './steps.ts'
import { meetIn, openSettings, test } from './team.ts'

test.describe.configure({ timeout: 90_000 })

const dialog = (page: Page, name: string | RegExp) =>
  page.getByRole('dialog', { name }).or(page.getByRole('alertdialog', { name }))

test('a key is made, renamed and deleted without a mouse', async ({ window }) => {
  await expect(window.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await window.keyboard.press('Control+k')
  await expect(dialog(window, 'Command palette').getByRole('combobox')).toBeFocused()
  await window.keyboard.type('create api key')
  await window.keyboard.press('Enter')
  await expect(dialog(window, 'Create API key').getByLabel('Name')).toBeFocused()
  await window.keyboard.type('by-hand')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('button', { name: 'Copy API key' })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('button', { name: 'Done' })).toBeEnabled()
  await window.keyboard.press('Escape')
  await expect(dialog(window, 'Copy your key now')).toBeHidden()
  await runCommand(window, 'rename by-hand')
  await expect(window.getByRole('textbox', { name: 'New name of by-hand' })).toBeFocused()
  await window.keyboard.type('by-keyboard')
  await window.keyboard.press('Enter')
  await runCommand(window, 'delete by-keyboard')
  const question = dialog(window, 'Delete “by-keyboard”?')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await window.keyboard.press('Tab')
  await window.keyboard.press('Enter')
  await expect(window.getByText('No API keys yet')).toBeVisible()
})

test('what asks a question is asked from everywhere', async ({ window }) => {
  const asks: readonly [typed: string, asked: string | RegExp][] = [
    ['create api key', 'Create API key'],
    ['invite somebody', /^Invite somebody to/],
    ['join an organization', 'Join an organization'],
    ['new organization', 'New organization'],
    ['add a control plane', 'Add a control plane'],
    ['organization leave', /^You cannot leave/],
  ]
  for (const [typed, asked] of asks) {
    await runCommand(window, typed)
    await expect(dialog(window, asked)).toBeVisible()
    await window.keyboard.press('Escape')
    await expect(dialog(window, asked)).toBeHidden()
  }
  await runCommand(window, 'rename root')
  await expect(window.getByRole('textbox', { name: /^New name of/ })).toBeFocused()
  await window.keyboard.press('Escape')
  await runCommand(window, 'let a device in')
  await expect(window.getByLabel('Code')).toBeFocused()
})

test('what a list offers for each of its rows is offered by name', async ({ team }) => {
  await meetIn(team, 'Fairway')
  const { page } = team.ada
  await openSettings(page, 'Members')
  await expect(page.getByRole('row', { name: /Grace/ })).toBeVisible()
  await runCommand(page, 'remove grace')
  await expect(dialog(page, 'Remove Grace Hopper from Fairway?')).toBeVisible()
  await page.keyboard.press('Escape')
  await runCommand(page, 'sign out all other')
  await expect(dialog(page, /nowhere else|other session/)).toBeVisible()
  await page.keyboard.press('Escape')
})
