// The menu. Away from a Mac there is none: its keys (Ctrl+W, Ctrl+R, …) belong to the shell in the terminal.
import { Menu } from 'electron'

export function installMenu(): void {
  const isMac = process.platform === 'darwin'
  Menu.setApplicationMenu(
    isMac ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]) : null,
  )
}
