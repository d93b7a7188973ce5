// SPDX-License-Identifier: MIT
#include <quoin/core/result.h>

#include <QtCore/qdebug.h>

using namespace Qt::StringLiterals;

static quoin::Result<int> half(int number)
{
    if (number % 2 != 0)
        return quoin::Error(quoin::ErrorKind::Conversion, u"odd"_s);
    return number / 2;
}

int main()
{
    const bool right = half(4).value_or(0) == 2 && half(3).error().kind() == quoin::ErrorKind::Conversion;
    qInfo() << half(3).error();
    return right ? 0 : 1;
}
