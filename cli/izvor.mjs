#!/usr/bin/env node
// `npx izvor …`, whatever Node runs it: the bootstrap hands over to the pinned one.
import './bootstrap.mjs'
