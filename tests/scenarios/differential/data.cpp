// SPDX-License-Identifier: MIT
#include "data.h"

#include "code.h"
#include "models.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace differential {

namespace {

using Type = Value::Type;

Value decimal(const QString &text) { return Value(Decimal::fromString(text).value()); }

Value integer(Random &random)
{
    if (!random.oneIn(12))
        return random.between(-3, 12);
    return random.of(QList<Value> { 100, -100, 32767, -32768, 2147483647, -2147483647 - 1 });
}

Value bigInteger(Random &random)
{
    if (!random.oneIn(8))
        return integer(random);
    return random.of(QList<Value> { std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min(),
            qint64(9007199254740993), qint64(-9007199254740993), qint64(4294967296) });
}

Value real(Random &random)
{
    if (!random.oneIn(10))
        return random.between(-12, 40) / 4.0;
    return random.of(QList<Value> { 0.1, -0.1, 1e15, 1e300, -1e300, 1e-300, 9007199254740992.0, 0.5, -0.5, 2.5, -2.5 });
}

QString text(Random &random)
{
    static const QList<QString> words { QString(), u" "_s, u"a"_s, u"A"_s, u"b"_s, u"ab"_s, u"aB"_s, u"a "_s, u" a"_s, u"z"_s,
        u"e"_s, u"é"_s, u"É"_s, u"ä"_s, u"Ä"_s, u"ж"_s, u"Ж"_s, u"ω"_s, u"日本"_s, u"\U0001F642"_s, u"a%b"_s, u"a_b"_s, u"%"_s,
        u"it's"_s, u"\"q\""_s, u"\\"_s, u"a\\b"_s, u"[a]"_s, u"a*b?"_s, u"null"_s, u"10"_s, u"9"_s, u"a-b-c"_s, u"a\tb"_s,
        u"\uFF21"_s, u"e\u0301"_s };
    QString chosen = random.of(words);
    if (random.oneIn(4))
        chosen += random.of(words);
    return chosen;
}

QDate date(Random &random)
{
    if (random.oneIn(4))
        return QDate(2024, 1, 1).addDays(random.below(60));
    return random.of(QList<QDate> { { 2024, 2, 29 }, { 2024, 1, 31 }, { 2023, 12, 31 }, { 2020, 12, 31 }, { 2021, 1, 3 },
            { 2000, 1, 1 }, { 1970, 1, 1 }, { 1969, 12, 31 }, { 1900, 3, 1 }, { 2100, 7, 15 } });
}

QTime time(Random &random)
{
    return random.of(
            QList<QTime> { { 0, 0 }, { 23, 59, 59, 999 }, { 12, 0 }, { 12, 30, 15, 250 }, { 0, 0, 0, 1 }, { 9, 5, 7, 30 } });
}

Value decimalOf(Random &random, int scale)
{
    if (random.oneIn(10))
        return random.of(QList<Value> { decimal(u"9999999999.9"_s), decimal(u"-9999999999.9"_s), decimal(u"0.1"_s) });
    return Value(Decimal::fromUnscaled(random.between(-20, 200) * 5, scale).value());
}

template<class T>
Result<void> insert(Database &database, const Table &table)
{
    QList<T> objects(table.rows.size());
    for (qsizetype row = 0; row < objects.size(); ++row) {
        for (const FieldInfo &field : table.model->fields) {
            if (auto set = field.setValue(&objects[row], table.rows.at(row).at(field.index)); !set)
                return set;
        }
    }
    auto stored = database.bulkInsert(objects);
    return stored ? Result<void>() : Result<void>(stored.error());
}

Table randomTable(Random &random, const ModelInfo &model, int size, const QList<Table> &before)
{
    Table table { &model };
    for (int i = 0; i < size; ++i) {
        QList<Value> row;
        for (const FieldInfo &field : model.fields) {
            if (field.primaryKey) {
                row << Value(i + 1);
            } else if (field.nullable && random.oneIn(3)) {
                row << Value();
            } else if (field.relation) {
                const bool isOwn = field.relation->target == &model;
                const auto found = std::ranges::find(before, field.relation->target, &Table::model);
                const qsizetype others = isOwn ? i : found->rows.size();
                row << (others > 0 ? Value(random.between(1, int(others))) : Value());
            } else {
                row << randomValue(random, field);
            }
        }
        table.rows << row;
    }
    return table;
}

} // namespace

const Table &Data::table(const ModelInfo &model) const { return *std::ranges::find(tables, &model, &Table::model); }

Data Data::without(qsizetype at, qsizetype row) const
{
    Data copy = *this;
    const ModelInfo *const model = tables.at(at).model;
    const Value key = tables.at(at).rows.at(row).first();
    copy.tables[at].rows.removeAt(row);
    for (qsizetype i = 0; i < copy.tables.size(); ++i) {
        for (const FieldInfo &field : copy.tables.at(i).model->fields) {
            if (!field.relation || field.relation->target != model)
                continue;
            for (qsizetype other = copy.tables.at(i).rows.size() - 1; other >= 0; --other) {
                if (!(copy.tables.at(i).rows.at(other).at(field.index) == key))
                    continue;
                if (field.nullable)
                    copy.tables[i].rows[other][field.index] = Value();
                else
                    copy = copy.without(i, other);
            }
        }
    }
    const bool isItem = model == modelOf<Item>().value();
    const bool isTag = model == modelOf<Tag>().value();
    copy.tagging.removeIf([&](const std::pair<qint64, qint64> &pair) {
        return (isItem && Value(pair.first) == key) || (isTag && Value(pair.second) == key);
    });
    return copy;
}

QList<const ModelInfo *> models()
{
    return { modelOf<Team>().value(), modelOf<Tag>().value(), modelOf<Item>().value(), modelOf<Remark>().value() };
}

Value randomValue(Random &random, Type type)
{
    switch (type) {
    case Type::Bool: return random.oneIn(2);
    case Type::Int: return bigInteger(random);
    case Type::UInt:
        return random.oneIn(5) ? Value(std::numeric_limits<quint64>::max() - quint64(random.below(3)))
                               : Value(quint64(random.below(12)));
    case Type::Double: return real(random);
    case Type::Text: return text(random);
    case Type::Date: return date(random);
    case Type::Time: return time(random);
    case Type::DateTime: return QDateTime(date(random), time(random), Qt::UTC);
    case Type::Uuid: return QUuid::createUuidV5(QUuid(), QByteArray::number(random.below(5)));
    case Type::Decimal: return decimalOf(random, random.below(4));
    default: return {};
    }
}

Value randomValue(Random &random, const FieldInfo &field)
{
    using schema::TypeKind;
    if (field.type == FieldType::Enum)
        return random.of(field.enumValues);
    switch (field.columnType.kind) {
    case TypeKind::Int16: return random.oneIn(15) ? random.of(QList<Value> { 32767, -32768 }) : Value(random.between(-3, 12));
    case TypeKind::Int32: return integer(random);
    case TypeKind::Int64: return bigInteger(random);
    case TypeKind::UInt64: return randomValue(random, Type::UInt);
    case TypeKind::Decimal: return decimalOf(random, std::min(field.columnType.scale, random.below(5)));
    case TypeKind::Bool: return randomValue(random, Type::Bool);
    case TypeKind::Double: return real(random);
    case TypeKind::Date: return date(random);
    case TypeKind::Time: return time(random);
    case TypeKind::DateTime: return randomValue(random, Type::DateTime);
    case TypeKind::Uuid: return randomValue(random, Type::Uuid);
    default: return text(random);
    }
}

Data randomData(Random &random)
{
    Data data;
    const QList<int> sizes { 6, 7, 30, 40 };
    for (const ModelInfo *model : models()) {
        // Now and then there is nothing at all.
        const int size = random.oneIn(15) ? 0 : sizes.at(data.tables.size());
        const bool isRemark = model == modelOf<Remark>().value();
        const bool hasItems = data.tables.isEmpty() || !data.tables.last().rows.isEmpty();
        data.tables << randomTable(random, *model, isRemark && !hasItems ? 0 : size, data.tables);
    }
    const auto tags = int(data.tables.at(1).rows.size());
    for (qint64 item = 1; item <= data.tables.at(2).rows.size(); ++item) {
        for (qint64 tag = 1; tag <= tags; ++tag) {
            if (random.oneIn(5))
                data.tagging << std::pair(item, tag);
        }
    }
    return data;
}

Result<void> store(Database &database, const Data &data)
{
    return database.transaction([&](Transaction &) -> Result<void> {
        const QStringList statements { u"DELETE FROM differential_items_tags"_s, u"DELETE FROM differential_remarks"_s,
            u"UPDATE differential_items SET parent_id = NULL"_s, u"DELETE FROM differential_items"_s,
            u"DELETE FROM differential_tags"_s, u"DELETE FROM differential_teams"_s };
        for (const QString &statement : statements) {
            if (auto done = database.execute(statement); !done)
                return done.error();
        }
        auto done = insert<Team>(database, data.tables.at(0));
        if (done)
            done = insert<Tag>(database, data.tables.at(1));
        if (done)
            done = insert<Item>(database, data.tables.at(2));
        if (done)
            done = insert<Remark>(database, data.tables.at(3));
        if (!done || data.tagging.isEmpty())
            return done;
        QStringList pairs;
        for (const auto &[item, tag] : data.tagging)
            pairs << u"(%1, %2)"_s.arg(item).arg(tag);
        auto tagged = database.execute(u"INSERT INTO differential_items_tags (item_id, tag_id) VALUES "_s + pairs.join(u", "_s));
        return tagged ? Result<void>() : Result<void>(tagged.error());
    });
}

QString toCode(const Data &data)
{
    QString code;
    for (const Table &table : data.tables) {
        const QString name = table.model->className.section(u"::"_s, -1);
        for (const QList<Value> &row : table.rows) {
            QStringList members;
            for (const FieldInfo &field : table.model->fields) {
                const Value &value = row.at(field.index);
                if (value.isNull())
                    continue;
                const qsizetype key = field.enumValues.indexOf(value.get<qint64>() ? *value.get<qint64>() : -1);
                members << u".%1 = %2"_s.arg(field.property,
                        field.type == FieldType::Enum ? u"Item::Mood::"_s + field.enumKeys.value(key) : toCode(value));
            }
            code += u"%1 { %2 }\n"_s.arg(name, members.join(u", "_s));
        }
    }
    for (const auto &[item, tag] : data.tagging)
        code += u"item %1 has tag %2\n"_s.arg(item).arg(tag);
    return code;
}

} // namespace differential
