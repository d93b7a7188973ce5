// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: values as the text that servers read and write, exactly. Shared by everything in db that meets text.

#include <quoin/core/value.h>
#include <quoin/schema/columntype.h>

#include <QtCore/qbytearrayview.h>
#include <QtCore/qstring.h>

#include <optional>
#include <string>

namespace quoin {

/// Why a text cannot be sent to any engine.
enum class TextFault : quint8 { None, Nul, LoneSurrogate };

/// Appends \a text as UTF-8. On a fault \a utf8 is as before.
[[nodiscard]] TextFault appendUtf8(QStringView text, std::string &utf8);
/// The sentence for failBinding(); empty for None.
[[nodiscard]] QString faultText(TextFault fault);

/// QString::fromUtf8() that keeps a byte order mark, which in the middle of data is a character like any other.
[[nodiscard]] inline QString textFromUtf8(QByteArrayView utf8)
{
    QString text = QString::fromUtf8(utf8);
    if (utf8.startsWith("\xEF\xBB\xBF"))
        text.prepend(QChar(QChar::ByteOrderMark));
    return text;
}

/// "-12"; nothing else may be in the text.
[[nodiscard]] bool parseInt64(QByteArrayView text, qint64 &value);
[[nodiscard]] bool parseUInt64(QByteArrayView text, quint64 &value);
/// Also NaN, Infinity and -Infinity, as PostgreSQL spells them.
[[nodiscard]] bool parseDouble(QByteArrayView text, double &value);
/// 1, t, true, on, yes and their opposites.
[[nodiscard]] bool parseBool(QByteArrayView text, bool &value);
/// PostgreSQL's "\x0aff".
[[nodiscard]] bool parseHexBinary(QByteArrayView text, QByteArray &value);

/// The shortest text that reads back as the same number: "0.1", "1e+300", "NaN", "-Infinity".
void appendDouble(double value, std::string &text);
void appendFloat(float value, std::string &text);

/// A value of a type without parts from its text; nothing when the text is not one.
[[nodiscard]] std::optional<Value> valueFromText(QByteArrayView text, const schema::ColumnType &type);

/// The opposite, without quotes: true, -12, 2024-02-29 13:45:00.250. Nothing for NULL, lists, and what faultText() names.
[[nodiscard]] Result<std::string> valueToText(const Value &value);

} // namespace quoin
