// SPDX-License-Identifier: MIT
#include <models/keys.h>
