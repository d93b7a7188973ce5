// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/model.h>

#include <QtCore/qstring.h>

#include <compare>

/// Two user-defined column types: a colour as text, a range of numbers as JSON.
namespace types {

struct Color
{
    quint8 red = 0, green = 0, blue = 0, alpha = 255;
    friend bool operator==(const Color &, const Color &) = default;
};

struct ColorColumn
{
    static constexpr const char *columnType = "string(9)";
    static QString toColumn(const Color &color);
    static quoin::Result<Color> fromColumn(const quoin::Value &stored);
};

/// From lower to upper, upper not included.
struct Range
{
    qint64 lower = 0;
    qint64 upper = 0;
    friend bool operator==(const Range &, const Range &) = default;
};

struct RangeColumn
{
    static constexpr const char *columnType = "json";
    static quoin::JsonText toColumn(const Range &range);
    static quoin::Result<Range> fromColumn(const quoin::Value &stored);
};

} // namespace types

QUOIN_COLUMN_TYPE(types::Color, types::ColorColumn)
QUOIN_COLUMN_TYPE(types::Range, types::RangeColumn)

class Shape
{
    Q_GADGET
    QUOIN_MODEL("shapes", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(types::Color, fill, "type=string(9)")
    QUOIN_FIELD(std::optional<types::Color>, stroke, "type=string(9)")
    QUOIN_FIELD(types::Range, extent, "type=json")
    QUOIN_FIELD(std::optional<types::Range>, visible, "type=json")
};
