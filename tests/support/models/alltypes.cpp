// SPDX-License-Identifier: MIT
#include <models/alltypes.h>
