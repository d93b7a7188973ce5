// SPDX-License-Identifier: MIT
#include <quoin/meta/naming_p.h>

#include <QtCore/qcryptographichash.h>

namespace quoin {

using namespace Qt::StringLiterals;

QString snakeCase(QStringView name)
{
    QString result;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        // A capital begins a word after a small letter or digit, and as the last of several before a small letter: HTTPServer.
        const bool begins = c.isUpper() && i > 0
                && (name[i - 1].isLower() || name[i - 1].isDigit()
                        || (name[i - 1].isUpper() && i + 1 < name.size() && name[i + 1].isLower()));
        if (begins && !result.endsWith(u'_'))
            result += u'_';
        result += c.toLower();
    }
    return result;
}

QString lastPart(const QString &className) { return className.sliced(className.lastIndexOf(u':') + 1); }

QString fittingName(const QString &name)
{
    const QByteArray bytes = name.toUtf8();
    if (bytes.size() <= maxNameBytes)
        return name;
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(8);
    QString cut = name;
    while (cut.toUtf8().size() > maxNameBytes - hash.size() - 1)
        cut.chop(cut.back().isLowSurrogate() ? 2 : 1);
    return cut + u'_' + QLatin1StringView(hash);
}

QString constraintName(const QString &table, const QStringList &columns, QStringView suffix)
{
    return fittingName((QStringList(table) + columns).join(u'_') + u'_' + suffix);
}

} // namespace quoin
