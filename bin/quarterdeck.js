#!/usr/bin/env node
import '../out/node/terminal.js';
