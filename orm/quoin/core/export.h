// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qglobal.h>

#if defined(QUOIN_STATIC)
#  define QUOIN_EXPORT
#elif defined(QUOIN_BUILDING_ORM)
#  define QUOIN_EXPORT Q_DECL_EXPORT
#else
#  define QUOIN_EXPORT Q_DECL_IMPORT
#endif
