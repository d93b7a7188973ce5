// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/schema/schema.h>

#include <rapidcheck.h>

/// Random types and schemas, small enough to collide often: two tables of the same name with other columns say more than two
/// that have nothing in common.
namespace generator {

using namespace Qt::StringLiterals;
using namespace quoin::schema;

inline QString oneOf(const QStringList &words) { return words.at(*rc::gen::inRange<qsizetype>(0, words.size())); }

inline bool coin() { return *rc::gen::arbitrary<bool>(); }

/// Text with the characters that quoting has to survive.
inline QString text()
{
    const QStringList pieces { u"a"_s, u"'"_s, u"''"_s, u","_s, u")"_s, u"("_s, u" "_s, u"\\"_s, u"é"_s, u"🙂"_s, u"named"_s };
    QString out = u"x"_s;
    const int length = *rc::gen::inRange(0, 5);
    for (int i = 0; i < length; ++i)
        out += oneOf(pieces);
    return out;
}

inline ColumnType type(bool mayBeArray = true)
{
    ColumnType out = ColumnType::of(TypeKind(*rc::gen::inRange(0, int(TypeKind::Opaque) + 1)));
    switch (out.kind) {
    case TypeKind::Decimal:
        out.precision = *rc::gen::inRange(1, 66);
        out.scale = *rc::gen::inRange(0, out.precision + 1);
        break;
    case TypeKind::String:
    case TypeKind::Vector: out.length = *rc::gen::inRange(1, 100000); break;
    case TypeKind::Binary: out.length = *rc::gen::inRange(0, 3); break;
    case TypeKind::Enum: {
        const int count = *rc::gen::inRange(1, 4);
        for (int i = 0; i < count; ++i)
            out.values += text() + QString::number(i);
        if (coin())
            out.enumName = text();
        break;
    }
    case TypeKind::Opaque: out.native = text(); break;
    case TypeKind::Array:
        if (!mayBeArray)
            return ColumnType::of(TypeKind::Text);
        return ColumnType::array(type(false));
    default: break;
    }
    return out;
}

inline Column column(const QString &name)
{
    Column out { .name = name, .type = type(), .nullable = coin() };
    if (coin())
        out.comment = text();
    return out;
}

inline Table table(const QString &name, const QStringList &tableNames)
{
    Table out { .name = name,
        .columns = { Column { .name = u"id"_s, .type = ColumnType::of(TypeKind::Int64) } },
        .primaryKey = { {}, { u"id"_s } } };
    for (const QString &columnName : { u"a"_s, u"b"_s, u"c"_s }) {
        if (coin())
            out.columns += column(columnName);
    }
    for (const Column &c : std::as_const(out.columns)) {
        if (c.name == u"id"_s)
            continue;
        if (coin())
            out.indexes += Index { .name = name + u'_' + c.name, .parts = { IndexPart { .column = c.name } }, .unique = coin() };
        if (coin())
            out.uniques += Unique { name + u"_u_" + c.name, { c.name, u"id"_s } };
        if (coin())
            out.foreignKeys += ForeignKey { .name = name + u"_f_" + c.name,
                .columns = { c.name },
                .referencedTable = oneOf(tableNames),
                .referencedColumns = { u"id"_s } };
        if (coin())
            out.checks += Check { name + u"_c_" + c.name, c.name + oneOf({ u" > 0"_s, u" <> 1"_s }) };
    }
    return out;
}

inline Schema schema()
{
    QStringList names;
    for (const QString &name : { u"t"_s, u"u"_s, u"v"_s, u"w"_s }) {
        if (coin())
            names += name;
    }
    Schema out;
    for (const QString &name : std::as_const(names))
        out.tables += table(name, names);
    if (coin())
        out.views += View { .name = u"view"_s, .sql = oneOf({ u"SELECT 1"_s, u"SELECT 2"_s }) };
    if (coin())
        out.enums += EnumType { u"mood"_s, {}, coin() ? QStringList { u"a"_s } : QStringList { u"a"_s, u"b"_s } };
    return out;
}

} // namespace generator
