// The real WebGL renderer, drawn by Chromium's software GPU, and what a person sees when its context is lost.
import type { Page } from '@playwright/test'
import { CHROMIUM } from '../app/chromium.ts'
import { expect, PROMPT, terminalIn, test } from '../app/index.ts'

const WITHOUT_3D = ['--disable-gpu', '--disable-3d-apis']
test.use({
  launchOptions: {
    ...CHROMIUM,
    args: [
      ...(CHROMIUM.args ?? []).filter((flag) => !WITHOUT_3D.includes(flag)),
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  },
})

/** A software GPU is not chosen by itself. */
const preferGpu = (page: Page) =>
  page.addInitScript(() => localStorage.setItem('mooring.terminal-preferences', JSON.stringify({ renderer: 'gpu' })))

const canvases = (page: Page) => terminalIn(page).view.locator('.xterm-screen canvas:not(.xterm-link-layer)')

/** Whether the picture of the terminal has ink on it: more than one colour. */
async function hasInk(page: Page): Promise<boolean> {
  const picture = await terminalIn(page).view.locator('.xterm-screen').screenshot()
  return await page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: 'image/png' }))
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
      if (!context) return false
      context.drawImage(bitmap, 0, 0)
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
      const colors = new Set<number>()
      for (let at = 0; at < data.length; at += 4)
        colors.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0))
      return colors.size > 8
    },
    [...picture],
  )
}

test('[U10] draws on the GPU, and by the page at once when the context is lost: no frame is blank', async ({
  app,
  page,
}) => {
  await preferGpu(page)
  await page.goto(app.address)
  await page.getByRole('button', { name: 'New terminal' }).click()
  await expect(canvases(page).first()).toBeVisible()
  await terminalIn(page).type('clear; echo before-the-loss\n')
  await expect.poll(() => hasInk(page)).toBe(true)
  await expect(terminalIn(page).rows).toHaveCount(0)

  const rowsAtOnce = await canvases(page)
    .first()
    .evaluate(async (canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('It is no canvas.')
      const screen = canvas.closest('.xterm-screen')
      const lost = new Promise((resolve) => canvas.addEventListener('webglcontextlost', resolve, { once: true }))
      canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext()
      await lost
      // Two frames: one to draw, one that is then on the screen.
      for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame)
      return screen?.querySelector('.xterm-rows')?.textContent ?? ''
    })
  expect(rowsAtOnce).toContain('before-the-loss')
  expect(await hasInk(page)).toBe(true)
  await terminalIn(page).run('echo after-the-loss')
  await expect(terminalIn(page).rows).toContainText('after-the-loss')
  await expect(terminalIn(page).rows).toContainText(PROMPT)
})

test('[U10] draws without a GPU that is only software, unless that was chosen', async ({ app, page }) => {
  await page.goto(app.address)
  await page.getByRole('button', { name: 'New terminal' }).click()
  await expect(terminalIn(page).rows).toContainText(PROMPT)
})
