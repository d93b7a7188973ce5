// SPDX-License-Identifier: MIT
// Nothing: a target needs a source to have a precompiled header.
