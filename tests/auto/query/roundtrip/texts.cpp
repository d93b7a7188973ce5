// SPDX-License-Identifier: MIT
#include "typecase.h"

#include <QUrl>

using namespace Qt::StringLiterals;

ROUND_TRIP_MODEL(TextRow, "rt_text", QString, "")
ROUND_TRIP_MODEL(StringRow, "rt_string", QString, "maxLength=20")
ROUND_TRIP_MODEL(EmailRow, "rt_email", QString, "maxLength=80, format=email")
ROUND_TRIP_MODEL(BinaryRow, "rt_binary", QByteArray, "")
ROUND_TRIP_MODEL(UrlRow, "rt_url", QUrl, "")
ROUND_TRIP_MODEL(UuidRow, "rt_uuid", QUuid, "")

class Signal
{
    Q_GADGET

public:
    enum class Colour { Red, Amber, Green };
    Q_ENUM(Colour)
    enum Priority { Lowest = -2147483647 - 1, Low = -1, Normal = 0, High = 1, Highest = 2147483647 };
    Q_ENUM(Priority)
    enum class Wide : qint64 { Least = -2147483647 - 1, Nothing = 0, Most = 2147483647 }; // moc knows enumerators as int
    Q_ENUM(Wide)
};

ROUND_TRIP_MODEL(ColourRow, "rt_colour", Signal::Colour, "")
ROUND_TRIP_MODEL(PriorityRow, "rt_priority", Signal::Priority, "enum=integer, values=(-2147483648, -1, 0, 1, 2147483647)")
ROUND_TRIP_MODEL(WideRow, "rt_wide", Signal::Wide, "enum=integer, values=(-2147483648, 0, 2147483647)")

namespace roundtrip {

namespace {

/// By code point, which is how UTF-8 sorts byte by byte. QString's own order puts emoji before U+FB00.
QStringList byCodePoint(QStringList texts)
{
    std::ranges::sort(texts, {}, [](const QString &text) { return text.toUtf8(); });
    return texts;
}

/// What some engine somewhere would call equal, cut, or take for syntax.
QStringList awkwardTexts()
{
    return byCodePoint({
            u""_s,
            u" "_s,
            u"  "_s,
            u"a"_s,
            u"a "_s,
            u" a"_s,
            u"A"_s,
            u"a\n"_s,
            u"a\t"_s,
            u"a\r\nb"_s,
            u"\x01\x1f\x7f"_s,
            u"b"_s,
            u"Z"_s,
            u"z"_s,
            u"0"_s,
            u"00"_s,
            u"1e3"_s,
            u"1000"_s,
            u"null"_s,
            u"NULL"_s,
            u"true"_s,
            u"'"_s,
            u"''"_s,
            u"\""_s,
            u"`"_s,
            u"\\"_s,
            u"\\\\"_s,
            u"\\'"_s,
            u"\\0"_s,
            u"\\x41"_s,
            u"%"_s,
            u"_"_s,
            u"$1"_s,
            u"?"_s,
            u":a"_s,
            u"{}"_s,
            u"'); DROP TABLE x"_s,
            u"--"_s,
            u"/*"_s,
            u"é"_s,       // composed
            u"e\u0301"_s, // combining
            u"ß"_s,
            u"ss"_s,
            u"SS"_s,
            u"ı"_s,
            u"İ"_s,
            u"שלום"_s, // right to left
            u"مرحبا"_s,
            u"\u202Eabc"_s, // an override
            u"\u200B"_s,    // of no width
            u"a\uFEFF"_s,   // a byte order mark
            u"日本語"_s,
            u"\uFB00"_s,
            u"\uFFFD"_s,
            u"😀"_s,
            u"👩‍👩‍👧‍👦"_s, // joined
            u"🇩🇪"_s,
            u"\U0010FFFF"_s,
    });
}

QByteArray everyByte()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes.append(char(i));
    return bytes;
}

template<class Enum>
rc::Gen<Enum> oneOf(std::initializer_list<Enum> values)
{
    return rc::gen::elementOf(std::vector<Enum>(values));
}

QList<QUuid> uuids()
{
    QList<QUuid> values { QUuid(), QUuid(u"ffffffff-ffff-ffff-ffff-ffffffffffff"_s),
        QUuid(u"00000000-0000-0000-0000-000000000001"_s), QUuid(u"7fffffff-ffff-4fff-bfff-ffffffffffff"_s),
        QUuid(u"80000000-0000-4000-8000-000000000000"_s), QUuid(u"018f3c4a-7b5c-7def-8123-456789abcdef"_s),
        QUuid(u"1e100000-0000-1000-8000-000000000000"_s) };
    std::ranges::sort(values, {}, [](const QUuid &uuid) { return uuid.toRfc4122(); }); // QUuid's own order is by variant
    return values;
}

} // namespace

QList<TypeCase> textCases()
{
    const auto shortText = rc::gen::map(generate::text(), [](const QString &text) {
        const auto characters = text.toUcs4();
        return QString::fromUcs4(
                reinterpret_cast<const char32_t *>(characters.constData()), std::min<qsizetype>(20, characters.size()));
    });
    const auto url = rc::gen::map(generate::text(), [](const QString &text) {
        QUrl url(u"https://example.org/"_s);
        url.setQuery(QString::fromLatin1(QUrl::toPercentEncoding(text)));
        return url;
    });
    return {
        typeCase<TextRow>("QString", awkwardTexts(), generate::text()),
        // Twenty characters, not bytes and not halves of surrogate pairs.
        typeCase<StringRow>("QString of 20",
                byCodePoint({ QString(), u" "_s, u"x "_s, u"12345678901234567890"_s, u"äöüßäöüßäöüßäöüßäöüß"_s,
                        u"日本語日本語日本語日本語日本語日本語日本"_s, u"😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"_s,
                        u"                    "_s }),
                shortText),
        typeCase<EmailRow>("e-mail", byCodePoint({ u"ann@example.org"_s, u"Ann@example.org"_s, u"o'neil+shop@example.co.uk"_s }),
                rc::gen::map(rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('a', char('z' + 1)))),
                        [](const std::string &name) {
                            return QString(QString::fromStdString(name).left(40) + u"@example.org"_s);
                        })),
        typeCase<BinaryRow>("QByteArray",
                { QByteArray(), QByteArray("\0", 1), QByteArray("\0\0", 2), everyByte(), QByteArray("\0a", 2),
                        QByteArray("'\\", 2), QByteArray("A"), QByteArray("A "), QByteArray("a"), QByteArray("\x80"),
                        QByteArray("\xff\xfe") },
                generate::bytes()),
        typeCase<UrlRow, Compared::ForEquality>("QUrl",
                { QUrl(), QUrl(u"https://example.org"_s), QUrl(u"https://example.org/"_s),
                        QUrl(u"https://example.org/ä?q=a%26b#ü"_s), QUrl(u"https://bücher.example/x y"_s),
                        QUrl(u"mailto:ann@example.org"_s), QUrl(u"file:///tmp/a%2Fb"_s), QUrl(u"relative/path"_s) },
                url),
        typeCase<UuidRow>("QUuid", uuids(), generate::uuid()),
        typeCase<ColourRow>("enum as text",
                { Signal::Colour::Red, Signal::Colour::Amber, Signal::Colour::Green }, // by value, not by name
                oneOf({ Signal::Colour::Red, Signal::Colour::Amber, Signal::Colour::Green })),
        typeCase<PriorityRow>("enum as integer", { Signal::Lowest, Signal::Low, Signal::Normal, Signal::High, Signal::Highest },
                oneOf({ Signal::Lowest, Signal::Low, Signal::Normal, Signal::High, Signal::Highest })),
        typeCase<WideRow>("enum of 64 bits", { Signal::Wide::Least, Signal::Wide::Nothing, Signal::Wide::Most },
                oneOf({ Signal::Wide::Least, Signal::Wide::Nothing, Signal::Wide::Most })),
    };
}

} // namespace roundtrip

#include "texts.moc"
