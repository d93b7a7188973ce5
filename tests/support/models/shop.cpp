// SPDX-License-Identifier: MIT
#include <models/shop.h>
