// SPDX-License-Identifier: MIT
#pragma once

// What a header that declares a model includes, and nothing more: it is compiled with every model.
