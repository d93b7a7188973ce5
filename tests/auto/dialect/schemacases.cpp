// SPDX-License-Identifier: MIT
#include "schemacases.h"

#include <QtCore/qtimezone.h>

#include <limits>

using namespace Qt::StringLiterals;
using namespace quoin::schema;
using quoin::Decimal;
using quoin::JsonText;
using quoin::Value;
using quoin::dialect::Capabilities;

namespace {

ColumnType type(QStringView text) { return ColumnType::fromString(text).value(); }

Column key(const QString &name = u"id"_s, TypeKind kind = TypeKind::Int64)
{
    return Column { .name = name, .type = ColumnType::of(kind), .autoIncrement = true };
}

Column column(const QString &name, QStringView typeText) { return Column { .name = name, .type = type(typeText) }; }

Column nullable(const QString &name, QStringView typeText)
{
    return Column { .name = name, .type = type(typeText), .nullable = true };
}

Column with(Column column, Default value)
{
    column.defaultValue = std::move(value);
    return column;
}

Table table(const QString &name, QList<Column> columns)
{
    Table out { .name = name, .columns = { key() }, .primaryKey = { {}, { u"id"_s } } };
    out.columns += columns;
    return out;
}

Schema schemaOf(QList<Table> tables) { return Schema { .tables = std::move(tables) }; }

Index index(const QString &name, const QStringList &columns)
{
    Index out { .name = name };
    for (const QString &column : columns)
        out.parts += IndexPart { .column = column };
    return out;
}

ForeignKey reference(const QString &name, const QString &column, const QString &target)
{
    return ForeignKey { .name = name, .columns = { column }, .referencedTable = target, .referencedColumns = { u"id"_s } };
}

Table tableOfDefaults()
{
    Table out = table(u"defaults"_s, {});
    int number = 0;
    const auto add = [&](QStringView typeText, Default value) {
        out.columns += with(column(u"c%1"_s.arg(++number), typeText), std::move(value));
    };
    add(u"bool", Value(true));
    add(u"bool", Value(false));
    add(u"int16", Value(-32768));
    add(u"int32", Value(0));
    add(u"int64", Value(std::numeric_limits<qint64>::min()));
    add(u"int64", Value(std::numeric_limits<qint64>::max()));
    add(u"uint16", Value(65535));
    add(u"uint32", Value(qint64(4294967295)));
    add(u"uint64", Value(std::numeric_limits<quint64>::max()));
    add(u"float", Value(0.5));
    add(u"double", Value(-1.5e300));
    add(u"double", Value(1.0));
    add(u"decimal(12,2)", Value(Decimal::fromString(u"19.90").value()));
    add(u"decimal(12,2)", Value(0));
    add(u"decimal(65,30)", Value(Decimal::fromString(u"-0.000000000000000000000000000001").value()));
    add(u"string(40)", Value(u"it's \"quoted\" \\ and ünïcode 🙂"_s));
    add(u"string(10)", Value(u""_s));
    add(u"string(10)", Value(u"NULL"_s));
    add(u"text", Value(u"long"_s));
    add(u"enum('draft','it''s')", Value(u"it's"_s));
    add(u"date", Value(QDate(2024, 2, 29)));
    add(u"time", Value(QTime(23, 59, 59, 999)));
    add(u"datetime", Value(QDateTime(QDate(1969, 12, 31), QTime(23, 59, 59, 1), Qt::UTC)));
    add(u"uuid", Value(QUuid(u"12345678-9abc-def0-1234-56789abcdef0"_s)));
    add(u"binary(8)", Value(QByteArray("a\0\x80\xff", 4)));
    add(u"json", Value(JsonText { "{\"b\":[1,2.5,null],\"a\":\"x y\"}" }));
    add(u"array(string(10))", Value(quoin::ValueList { Value(u"a b"_s), Value(u"c\"d"_s) }));
    add(u"datetime", DefaultFunction::CurrentTimestamp);
    add(u"date", DefaultFunction::CurrentDate);
    add(u"time", DefaultFunction::CurrentTime);
    add(u"uuid", DefaultFunction::GenerateUuid);
    return out;
}

Schema keysAndReferences()
{
    Table parent = table(u"parents"_s, { column(u"code"_s, u"string(20)"), column(u"part"_s, u"int32") });
    parent.uniques += Unique { u"parents_code_part"_s, { u"code"_s, u"part"_s } };
    Table child = table(u"children"_s,
            { nullable(u"parent_id"_s, u"int64"), nullable(u"other_id"_s, u"int64"), nullable(u"self_id"_s, u"int64"),
                    nullable(u"code"_s, u"string(20)"), nullable(u"part"_s, u"int32") });
    ForeignKey cascade = reference(u"children_parent"_s, u"parent_id"_s, u"parents"_s);
    cascade.onDelete = ReferentialAction::Cascade;
    cascade.onUpdate = ReferentialAction::SetNull;
    ForeignKey restricted = reference(u"children_other"_s, u"other_id"_s, u"parents"_s);
    restricted.onDelete = ReferentialAction::Restrict;
    ForeignKey self = reference(u"children_self"_s, u"self_id"_s, u"children"_s);
    self.onDelete = ReferentialAction::SetNull;
    self.deferrable = true;
    ForeignKey composite { .name = u"children_code"_s,
        .columns = { u"code"_s, u"part"_s },
        .referencedTable = u"parents"_s,
        .referencedColumns = { u"code"_s, u"part"_s } };
    child.foreignKeys = { cascade, restricted, self, composite };
    child.indexes = { index(u"children_parent_id"_s, { u"parent_id"_s }) };

    Table link { .name = u"links"_s,
        .columns = { column(u"b"_s, u"int64"), column(u"a"_s, u"int64"), column(u"note"_s, u"text") },
        .primaryKey = { {}, { u"a"_s, u"b"_s } } };
    link.foreignKeys = { reference(u"links_a"_s, u"a"_s, u"parents"_s), reference(u"links_b"_s, u"b"_s, u"children"_s) };
    return schemaOf({ link, child, parent }); // not in the order in which they can be made
}

Schema cycle()
{
    Table one = table(u"one"_s, { nullable(u"two_id"_s, u"int64") });
    one.foreignKeys = { reference(u"one_two"_s, u"two_id"_s, u"two"_s) };
    Table two = table(u"two"_s, { nullable(u"three_id"_s, u"int64") });
    two.foreignKeys = { reference(u"two_three"_s, u"three_id"_s, u"three"_s) };
    Table three = table(u"three"_s, { nullable(u"one_id"_s, u"int64") });
    three.foreignKeys = { reference(u"three_one"_s, u"one_id"_s, u"one"_s) };
    return schemaOf({ one, two, three });
}

Schema plainIndexes()
{
    Table t = table(u"indexed"_s, { column(u"a"_s, u"int32"), column(u"b"_s, u"string(40)"), column(u"c"_s, u"datetime") });
    Index mixed = index(u"indexed_a_c"_s, { u"a"_s, u"c"_s });
    mixed.parts[1].descending = true;
    Index unique = index(u"indexed_unique"_s, { u"b"_s, u"a"_s });
    unique.unique = true;
    t.indexes = { index(u"indexed_b"_s, { u"b"_s }), mixed, unique };
    t.uniques = { Unique { u"indexed_c"_s, { u"c"_s } } };
    return schemaOf({ t });
}

Schema partialIndex()
{
    Table t = table(
            u"partial"_s, { column(u"a"_s, u"int32"), nullable(u"b"_s, u"string(40)"), nullable(u"gone"_s, u"datetime") });
    Index active = index(u"partial_active"_s, { u"b"_s });
    active.unique = true;
    active.condition = u"gone IS NULL AND a > 0"_s;
    t.indexes = { active };
    return schemaOf({ t });
}

Schema expressionIndex()
{
    Table t = table(u"computed"_s, { column(u"b"_s, u"string(40)") });
    Index lower { .name = u"computed_lower"_s, .parts = { IndexPart { .expression = u"lower(b)"_s } } };
    t.indexes = { lower };
    return schemaOf({ t });
}

Schema coveringIndex()
{
    Table t = table(u"covered"_s, { column(u"a"_s, u"int32"), column(u"b"_s, u"string(40)") });
    Index covering = index(u"covered_a"_s, { u"a"_s });
    covering.include = { u"b"_s };
    t.indexes = { covering };
    return schemaOf({ t });
}

Schema checks()
{
    Table t = table(u"checked"_s,
            { column(u"views"_s, u"int32"), column(u"title"_s, u"string(40)"), nullable(u"price"_s, u"decimal(8,2)") });
    t.checks = { Check { u"checked_views"_s, u"views >= 0 AND views <> 7"_s },
        Check { u"checked_title"_s, u"title <> '' OR views = 0"_s },
        Check { u"checked_between"_s, u"views BETWEEN -5 AND 100"_s }, Check { u"checked_in"_s, u"views NOT IN (13, 14)"_s },
        Check { u"checked_null"_s, u"price IS NULL OR NOT (views = 3 AND title = 'x')"_s },
        Check { u"checked_math"_s, u"(views + 1) * 2 > views - 3"_s } };
    return schemaOf({ t });
}

/// What models say of columns with names and texts that an engine has to quote; the first is like an enumeration, yet it is none.
Schema rules()
{
    using Kind = ColumnRule::Kind;
    Table t = table(u"ruled"_s,
            { column(u"size"_s, u"string(40)"), column(u"rank"_s, u"int32"), column(u"limit"_s, u"uint64"),
                    column(u"current_role"_s, u"string(40)"), nullable(u"price"_s, u"decimal(30,10)"),
                    nullable(u"day"_s, u"date"), column(u"weight"_s, u"double"), column(u"odd `na\"me"_s, u"string(9)") });
    const auto rule = [&](const QString &name, Kind kind, const QList<Value> &values) {
        t.checks += Check { .name = u"ruled_%1_check"_s.arg(t.checks.size()),
            .rules = { ColumnRule { name, t.column(name)->type, kind, values } } };
    };
    rule(u"size"_s, Kind::OneOf, { u"small"_s, u"it's"_s, u"C:\\temp"_s, u"🙂"_s });
    rule(u"rank"_s, Kind::AtLeast, { -1 });
    t.checks.last().rules += ColumnRule { u"rank"_s, ColumnType::of(TypeKind::Int32), Kind::AtMost, { 100 } };
    rule(u"limit"_s, Kind::AtMost, { quint64(18446744073709551614u) });
    rule(u"current_role"_s, Kind::OneOf, { u"admin"_s });
    rule(u"price"_s, Kind::AtLeast, { Decimal::fromString(u"0.0000000001"_s).value() });
    rule(u"day"_s, Kind::AtLeast, { QDate(2020, 2, 29) });
    rule(u"weight"_s, Kind::AtMost, { 0.5 });
    rule(u"odd `na\"me"_s, Kind::OneOf, { u"a"_s, u"b"_s });
    return schemaOf({ t });
}

Schema generated(bool stored)
{
    Table t = table(u"generated"_s, { column(u"a"_s, u"int32"), column(u"b"_s, u"int32") });
    Column sum = nullable(u"total"_s, u"int32");
    sum.generated = Generated { u"a + b * 2"_s, stored };
    t.columns += sum;
    return schemaOf({ t });
}

Schema oddNames()
{
    Table t { .name = u"order"_s, .columns = { key(u"select"_s) }, .primaryKey = { {}, { u"select"_s } } };
    t.columns += column(u"with space"_s, u"string(10)");
    t.columns += column(u"Größe"_s, u"uint16");
    t.columns += column(u"dotted.name"_s, u"enum('a','b')");
    t.columns += column(u"quote\"d"_s, u"json");
    t.columns += column(u"back`tick"_s, u"binary(5)");
    t.indexes = { index(u"group"_s, { u"Größe"_s, u"with space"_s }) };
    t.uniques = { Unique { u"odd unique"_s, { u"dotted.name"_s } } };
    Table child = table(u"from"_s, { nullable(u"where"_s, u"int64") });
    ForeignKey self {
        .name = u"from where"_s, .columns = { u"where"_s }, .referencedTable = u"order"_s, .referencedColumns = { u"select"_s }
    };
    child.foreignKeys = { self };
    return schemaOf({ t, child });
}

Schema comments()
{
    Table t = table(u"commented"_s, { column(u"a"_s, u"int32"), column(u"b"_s, u"enum('x','🙂')") });
    t.comment = u"A table's comment: \\ and 🙂"_s;
    t.columns[1].comment = u"it's a"_s;
    t.columns[2].comment = u"an enum"_s;
    return schemaOf({ t });
}

Schema nativeEnum()
{
    Schema out;
    out.enums = { EnumType { u"mood"_s, {}, { u"sad"_s, u"it's ok"_s, u"happy"_s } } };
    Column mood { .name = u"mood"_s, .type = { .kind = TypeKind::Enum, .values = out.enums[0].values, .enumName = u"mood"_s } };
    mood.defaultValue = Value(u"it's ok"_s);
    out.tables = { table(u"people"_s, { mood }) };
    return out;
}

Schema keysOfAllSorts()
{
    const auto keyed = [](const QString &name, Column column) {
        return Table { .name = name,
            .columns = { column, Column { .name = u"x"_s, .type = ColumnType::of(TypeKind::Text), .nullable = true } },
            .primaryKey = { {}, { column.name } } };
    };
    Column uuid = with(column(u"id"_s, u"uuid"), DefaultFunction::GenerateUuid);
    return schemaOf({ keyed(u"auto32"_s, key(u"id"_s, TypeKind::Int32)), keyed(u"auto64"_s, key()),
            keyed(u"plain"_s, column(u"id"_s, u"int64")), keyed(u"textual"_s, column(u"id"_s, u"string(50)")),
            keyed(u"uuids"_s, uuid), Table { .name = u"keyless"_s, .columns = { nullable(u"a"_s, u"int32") } } });
}

} // namespace

Table tableOfAllTypes(bool isNullable)
{
    Table out = table(isNullable ? u"all_nullable"_s : u"all_types"_s, {});
    for (QStringView text : { u"bool", u"int16", u"int32", u"int64", u"uint16", u"uint32", u"uint64", u"float", u"double",
                 u"decimal(1,0)", u"decimal(12,2)", u"decimal(65,30)", u"string(1)", u"string(255)", u"text", u"binary",
                 u"binary(16)", u"binary(9000)", u"date", u"time", u"datetime", u"uuid", u"json",
                 u"enum('draft','published','it''s')", u"array(int64)", u"array(string(20))", u"vector(3)", u"vector" }) {
        Column c = column(u"c_"_s + text.left(text.indexOf(u'(') < 0 ? text.size() : text.indexOf(u'('))
                        + QString::number(out.columns.size()),
                text);
        c.nullable = isNullable;
        out.columns += c;
    }
    return out;
}

QList<SchemaCase> schemaCases()
{
    return {
        { "every type, NOT NULL", schemaOf({ tableOfAllTypes(false) }) },
        { "every type, nullable", schemaOf({ tableOfAllTypes(true) }) },
        { "long strings",
                schemaOf({ table(u"long"_s, { column(u"a"_s, u"string(20000)"), nullable(u"b"_s, u"string(4000)") }) }) },
        { "defaults", schemaOf({ tableOfDefaults() }) },
        { "keys of all sorts", keysOfAllSorts() },
        { "foreign keys", keysAndReferences() },
        { "a cycle of foreign keys", cycle() },
        { "indexes", plainIndexes() },
        { "partial index", partialIndex(), [](const Capabilities &can) { return can.partialIndexes; } },
        { "expression index", expressionIndex(), [](const Capabilities &can) { return can.expressionIndexes; } },
        { "covering index", coveringIndex() },
        { "checks", checks() },
        { "rules of columns", rules() },
        { "stored generated column", generated(true) },
        { "virtual generated column", generated(false), [](const Capabilities &can) { return can.virtualColumns; } },
        { "odd names", oddNames() },
        { "comments", comments() },
        { "native enum", nativeEnum() },
    };
}
