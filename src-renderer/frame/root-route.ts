// The route above all others: the window itself.
import { createRootRoute } from '@tanstack/react-router'
import { Frame } from './frame.tsx'
import { NotFoundPage } from './page-states.tsx'

export const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage })
