// SPDX-License-Identifier: MIT
// Two user-defined column types: one of Qt's that Quoin does not know, and one of the program's own.
#include "typecase.h"

#include <QVersionNumber>

using namespace Qt::StringLiterals;

/// Stored so that its text sorts like the versions: each of at most four numbers with five digits.
struct VersionColumn
{
    static constexpr const char *columnType = "string(23)";
    static QString toColumn(const QVersionNumber &version)
    {
        QStringList parts;
        for (const int segment : version.segments())
            parts.append(QString::number(segment).rightJustified(5, u'0'));
        return parts.join(u'.');
    }
    static quoin::Result<QVersionNumber> fromColumn(const quoin::Value &stored)
    {
        const auto *text = stored.get<QString>();
        QList<int> segments;
        for (const QString &part : text ? text->split(u'.', Qt::SkipEmptyParts) : QStringList()) {
            bool ok = false;
            segments.append(part.toInt(&ok));
            if (!ok)
                return quoin::Error(quoin::ErrorKind::Conversion, u"The column does not hold a version."_s);
        }
        return QVersionNumber(segments);
    }
};
QUOIN_COLUMN_TYPE(QVersionNumber, VersionColumn)

/// A length of time, in a column of whole microseconds.
struct Span
{
    qint64 microseconds = 0;
    friend auto operator<=>(const Span &, const Span &) = default;
    friend QDebug operator<<(QDebug debug, const Span &span) { return debug << span.microseconds << "µs"; }
};

struct SpanColumn
{
    static constexpr const char *columnType = "int64";
    static qint64 toColumn(const Span &span) { return span.microseconds; }
    static quoin::Result<Span> fromColumn(const quoin::Value &stored)
    {
        const auto *number = stored.get<qint64>();
        return number ? quoin::Result<Span>(Span { *number })
                      : quoin::Error(quoin::ErrorKind::Conversion, u"The column does not hold a number."_s);
    }
};
QUOIN_COLUMN_TYPE(Span, SpanColumn)

ROUND_TRIP_MODEL(VersionRow, "rt_version", QVersionNumber, "type=string(23)")
ROUND_TRIP_MODEL(SpanRow, "rt_span", Span, "type=int64")

namespace roundtrip {

QList<TypeCase> userTypeCases()
{
    const auto version = rc::gen::map(rc::gen::container<std::vector<int>>(3, rc::gen::inRange(0, 100'000)),
            [](const std::vector<int> &segments) { return QVersionNumber(QList<int>(segments.begin(), segments.end())); });
    return {
        typeCase<VersionRow>("QVersionNumber",
                { QVersionNumber(), QVersionNumber(0, 1), QVersionNumber(2, 9), QVersionNumber(2, 10), QVersionNumber(2, 10, 1) },
                version),
        typeCase<SpanRow>("Span",
                { Span { std::numeric_limits<qint64>::min() }, Span { -1 }, Span { 0 },
                        Span { std::numeric_limits<qint64>::max() } },
                rc::gen::map(generate::integer<qint64>(), [](qint64 value) { return Span { value }; })),
    };
}

} // namespace roundtrip

#include "usertypes.moc"
