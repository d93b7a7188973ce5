// SPDX-License-Identifier: MIT
#pragma once

// Everything a program that reads and writes models needs.
#include <quoin/model.h>
