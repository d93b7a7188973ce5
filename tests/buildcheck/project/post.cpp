// SPDX-License-Identifier: MIT
#include <post.h>
