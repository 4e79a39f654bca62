#!/usr/bin/env node
// `mooring`: for scripts and servers. Every command takes --json; exit codes: 0 ok, 1 failed, 2 usage, 3 not signed in, 4 forbidden.
import { Command } from 'commander'
import { VERSION } from '#contract/version'
import { authCommand } from './auth-command.ts'
import { controlPlaneCommand } from './control-plane-command.ts'
import { hostCommand } from './host-command.ts'
import { keysCommand } from './keys-command.ts'
import { runProgram } from './outcome.ts'
import { terminalCommand } from './terminal-command.ts'
import { usageCommand } from './usage-command.ts'

const program = new Command('mooring')
  .description('Moors this machine to your organization.')
  .version(VERSION)
  .exitOverride()
  .addCommand(authCommand())
  .addCommand(hostCommand())
  .addCommand(keysCommand())
  .addCommand(usageCommand())
  .addCommand(terminalCommand())
  .addCommand(controlPlaneCommand())

await runProgram(() => program.parseAsync())
