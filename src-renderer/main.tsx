// Mounts the window.
import './ui/tokens.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './frame/index.ts'
import { queryClient } from './host-client/index.ts'
import { Announcer, startTheme, Toaster, TooltipProvider } from './ui/index.ts'

startTheme()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TooltipProvider delay={400}>
        <RouterProvider router={router} />
        <Toaster />
        <Announcer />
      </TooltipProvider>
    </QueryClientProvider>
  </StrictMode>,
)
