// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qstring.h>

#include <chrono>

/// "12,345"
QString grouped(qint64 number);
/// "1.23 s", "4.5 ms", "120 µs"
QString duration(std::chrono::nanoseconds time);
/// "12,345/s"
QString perSecond(qint64 count, std::chrono::nanoseconds time);
