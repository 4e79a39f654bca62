export { ControlPlanesPage } from './control-planes-page.tsx'
export { WaysIn } from './ways-in.tsx'
