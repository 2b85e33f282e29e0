#!/usr/bin/env node
import { run } from '../out/node/terminal.js';

process.exitCode = await run(process.argv.slice(2));
