// A viewer in a process of its own, for a terminal whose output disturbs the measuring of another.
import { attach } from './viewer.ts'

await attach(process.argv[2] ?? '')
