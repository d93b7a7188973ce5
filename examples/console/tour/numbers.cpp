// SPDX-License-Identifier: MIT
#include "numbers.h"

using namespace Qt::StringLiterals;

QString grouped(qint64 number)
{
    QString digits = QString::number(number);
    for (qsizetype i = digits.size() - 3; i > (number < 0 ? 1 : 0); i -= 3)
        digits.insert(i, u',');
    return digits;
}

QString duration(std::chrono::nanoseconds time)
{
    const double microseconds = double(time.count()) / 1000;
    if (microseconds >= 999'500)
        return QString::number(microseconds / 1'000'000, 'f', 2) + u" s"_s;
    if (microseconds >= 9'995)
        return QString::number(microseconds / 1000, 'f', 0) + u" ms"_s;
    if (microseconds >= 999.5)
        return QString::number(microseconds / 1000, 'f', 1) + u" ms"_s;
    return QString::number(microseconds, 'f', 0) + u" µs"_s;
}

QString perSecond(qint64 count, std::chrono::nanoseconds time)
{
    return time.count() > 0 ? grouped(qint64(double(count) * 1e9 / double(time.count()))) + u"/s"_s : u"–"_s;
}
