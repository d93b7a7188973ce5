// SPDX-License-Identifier: MIT
// Queries by name from JSON: what namedjsonwrite.cpp writes, and what people write by hand.
#include <quoin/expr/named_p.h>
#include <quoin/expr/namednode_p.h>
#include <quoin/expr/namedquery.h>
#include <quoin/meta/conversion_p.h>

#include <QtCore/qjsonarray.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

using expr::makeNamed;
using expr::NamedNode;
using expr::NamedPtr;
using Kind = NamedNode::Kind;

/// A type that JSON has not, and the property type whose text form it has.
struct ValueType
{
    QLatin1StringView name;
    FieldType field;
};

const QList<ValueType> &valueTypes()
{
    static const QList<ValueType> types {
        { "date"_L1, FieldType::Date },
        { "time"_L1, FieldType::Time },
        { "dateTime"_L1, FieldType::DateTime },
        { "uuid"_L1, FieldType::Uuid },
        { "decimal"_L1, FieldType::Decimal },
        { "double"_L1, FieldType::Double },
        { "integer"_L1, FieldType::ULongLong },
        { "binary"_L1, FieldType::ByteArray },
    };
    return types;
}

/// Where in the JSON something is: "filter.$or[1]".
class Place
{
public:
    explicit Place(const QString &name) : m_text(name) { }
    [[nodiscard]] Place key(const QString &key) const { return Place(m_text.isEmpty() ? key : m_text + u'.' + key); }
    [[nodiscard]] Place at(qsizetype index) const { return Place(m_text + u"[%1]"_s.arg(index)); }
    [[nodiscard]] Error wrong(const QString &what) const
    {
        return Error(ErrorKind::InvalidQuery, (m_text.isEmpty() ? u"The query"_s : expr::shown(m_text)) + u": "_s + what);
    }

private:
    QString m_text;
};

/// Reads trees; nested too deep they are an error before they could hurt.
class Reader
{
public:
    explicit Reader(int depth = 0) : m_depth(depth) { }
    Result<NamedPtr> expression(const QJsonValue &json, const Place &place);
    Result<NamedPtr> condition(const QJsonValue &json, const Place &place);
    Result<NamedOrder> order(const QJsonValue &json, const Place &place);

private:
    Result<NamedPtr> object(const QJsonObject &json, const Place &place);
    Result<NamedPtr> value(const QJsonObject &json, const Place &place);
    Result<NamedPtr> map(const QJsonValue &json, const Place &place);
    Result<QVariant> plain(const QJsonValue &json, const Place &place);
    Result<NamedPtr> call(const QJsonObject &json, const Place &place);
    Result<NamedPtr> over(const NamedPtr &called, const QJsonValue &given, const Place &place);
    Result<NamedPtr> choice(const QJsonObject &json, const Place &place);
    Result<NamedPtr> arithmetic(const QString &sign, const QJsonValue &json, const Place &place);
    Result<NamedPtr> compare(const QJsonValue &json, const Place &place);
    Result<NamedPtr> lookup(const QJsonValue &json, const Place &place);
    Result<NamedPtr> several(Kind kind, const QJsonValue &json, const Place &place);
    Result<NamedPtr> outer(const QJsonObject &json, const Place &place);
    Result<NamedPtr> query(Kind kind, const QJsonValue &json, const Place &place);

    int m_depth = 0;
};

/// Counts how deep a reader is.
class Deeper
{
public:
    explicit Deeper(int &depth) : m_depth(depth) { ++m_depth; }
    ~Deeper() { --m_depth; }
    Q_DISABLE_COPY_MOVE(Deeper)

private:
    int &m_depth;
};

Error unknownKey(const Place &place, const QString &key, const QStringList &known)
{
    return place.wrong(u"\"%1\" has no meaning here."_s.arg(expr::shown(key))).setHint(expr::whatThereIs(key, known));
}

/// Success when each key is one of these.
Result<void> checkKeys(const QJsonObject &json, const QStringList &known, const Place &place)
{
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!known.contains(it.key()))
            return unknownKey(place, it.key(), known);
    }
    return {};
}

Result<NamedPtr> Reader::value(const QJsonObject &json, const Place &place)
{
    if (auto known = checkKeys(json, { u"$value"_s, u"type"_s }, place); !known)
        return known.error();
    const QJsonValue given = json.value(u"$value"_s);
    if (!json.contains(u"type"_s))
        return makeNamed({ .value = given.toVariant() });
    QStringList names;
    for (const ValueType &type : valueTypes()) {
        names << type.name;
        if (json.value(u"type"_s).toString() != type.name)
            continue;
        const QString text = given.isString() ? given.toString() : given.toVariant().toString();
        if (type.field == FieldType::ByteArray) {
            const auto decoded = QByteArray::fromBase64Encoding(
                    text.toLatin1(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
            return decoded ? Result<NamedPtr>(makeNamed({ .value = *decoded })) : place.wrong(u"the text is not Base64."_s);
        }
        if (type.field == FieldType::Double && text == "NaN"_L1)
            return makeNamed({ .value = std::numeric_limits<double>::quiet_NaN() });
        const auto read = normalized(Value(text), type.field, FieldType::Int);
        if (!read)
            return place.wrong(read.error().message());
        return makeNamed({ .value = read->toVariant() });
    }
    return unknownKey(place.key(u"type"_s), json.value(u"type"_s).toString(), names);
}

/// A value that is part of another one.
Result<QVariant> Reader::plain(const QJsonValue &json, const Place &place)
{
    const auto read = expression(json, place);
    if (!read)
        return read.error();
    if ((*read)->kind != Kind::Value)
        return place.wrong(u"an expression cannot stand in a list or map."_s);
    return (*read)->value;
}

/// A map whose members have types of their own.
Result<NamedPtr> Reader::map(const QJsonValue &json, const Place &place)
{
    if (!json.isObject())
        return place.wrong(u"an object is needed."_s);
    const QJsonObject object = json.toObject();
    QVariantMap members;
    for (auto it = object.begin(); it != object.end(); ++it) {
        auto member = plain(it.value(), place.key(it.key()));
        if (!member)
            return member.error();
        members.insert(it.key(), *std::move(member));
    }
    return makeNamed({ .value = members });
}

Result<NamedPtr> Reader::call(const QJsonObject &json, const Place &place)
{
    if (auto known = checkKeys(json, { u"$fn"_s, u"args"_s, u"distinct"_s, u"filter"_s, u"over"_s }, place); !known)
        return known.error();
    if (!json.value(u"$fn"_s).isString())
        return place.key(u"$fn"_s).wrong(u"the name of a function is needed."_s);
    if (json.contains(u"args"_s) && !json.value(u"args"_s).isArray())
        return place.key(u"args"_s).wrong(u"a list is needed."_s);
    if (json.contains(u"distinct"_s) && !json.value(u"distinct"_s).isBool())
        return place.key(u"distinct"_s).wrong(u"true or false is needed."_s);
    NamedNode node {
        .kind = Kind::Call, .distinct = json.value(u"distinct"_s).toBool(), .text = json.value(u"$fn"_s).toString()
    };
    const QJsonArray arguments = json.value(u"args"_s).toArray();
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        auto argument = expression(arguments.at(i), place.key(u"args"_s).at(i));
        if (!argument)
            return argument;
        node.operands.push_back(*std::move(argument));
    }
    if (json.contains(u"filter"_s)) {
        auto filter = condition(json.value(u"filter"_s), place.key(u"filter"_s));
        if (!filter)
            return filter;
        node.filter = *std::move(filter);
    }
    NamedPtr called = makeNamed(std::move(node));
    return json.contains(u"over"_s) ? over(called, json.value(u"over"_s), place.key(u"over"_s)) : Result<NamedPtr>(called);
}

Result<NamedPtr> Reader::over(const NamedPtr &called, const QJsonValue &given, const Place &place)
{
    if (!given.isObject())
        return place.wrong(u"an object is needed: { \"partitionBy\": […], \"order\": […] }."_s);
    const QJsonObject json = given.toObject();
    if (auto known = checkKeys(json, { u"partitionBy"_s, u"order"_s, u"rows"_s, u"range"_s, u"groups"_s }, place); !known)
        return known.error();
    NamedWindow window;
    std::vector<NamedPtr> partitions;
    const auto list = [&](const QString &key, const auto &read) -> Result<void> {
        if (json.contains(key) && !json.value(key).isArray())
            return place.key(key).wrong(u"a list is needed."_s);
        const QJsonArray values = json.value(key).toArray();
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (auto done = read(values.at(i), place.key(key).at(i)); !done)
                return done;
        }
        return {};
    };
    auto done = list(u"partitionBy"_s, [&](const QJsonValue &value, const Place &at) -> Result<void> {
        auto partition = expression(value, at);
        if (!partition)
            return partition.error();
        partitions.push_back(*std::move(partition));
        return {};
    });
    std::vector<NamedOrder> orders;
    if (done) {
        done = list(u"order"_s, [&](const QJsonValue &value, const Place &at) -> Result<void> {
            auto order = this->order(value, at);
            if (!order)
                return order.error();
            orders.push_back(*std::move(order));
            return {};
        });
    }
    if (!done)
        return done.error();
    window = window.divided(std::move(partitions)).ordered(orders);
    using Unit = NamedWindow::Unit;
    for (const auto &[key, unit] :
            { std::pair(u"rows"_s, Unit::Rows), std::pair(u"range"_s, Unit::Range), std::pair(u"groups"_s, Unit::Groups) }) {
        if (!json.contains(key))
            continue;
        const QJsonArray bounds = json.value(key).toArray();
        const auto isBound = [](const QJsonValue &bound) {
            return bound.isNull() || (bound.isDouble() && double(bound.toInteger()) == bound.toDouble());
        };
        if (window.unit() != Unit::Default || bounds.size() != 2 || !isBound(bounds.at(0)) || !isBound(bounds.at(1)))
            return place.key(key).wrong(u"one frame is a list of two whole numbers, or null for no bound."_s);
        const auto bound = [](const QJsonValue &value) {
            return value.isNull() ? std::nullopt : std::optional<qint64>(value.toInteger());
        };
        window = window.framed(unit, bound(bounds.at(0)), bound(bounds.at(1)));
    }
    return NamedExpression(called).over(window).node();
}

Result<NamedPtr> Reader::choice(const QJsonObject &json, const Place &place)
{
    if (auto known = checkKeys(json, { u"$case"_s, u"else"_s }, place); !known)
        return known.error();
    if (!json.value(u"$case"_s).isArray())
        return place.key(u"$case"_s).wrong(u"a list of { \"when\": …, \"then\": … } is needed."_s);
    NamedNode node { .kind = Kind::Case };
    const QJsonArray branches = json.value(u"$case"_s).toArray();
    for (qsizetype i = 0; i < branches.size(); ++i) {
        const Place at = place.key(u"$case"_s).at(i);
        const QJsonObject branch = branches.at(i).toObject();
        if (auto known = checkKeys(branch, { u"when"_s, u"then"_s }, at); !known)
            return known.error();
        auto when = condition(branch.value(u"when"_s), at.key(u"when"_s));
        if (!when)
            return when;
        auto then = expression(branch.value(u"then"_s), at.key(u"then"_s));
        if (!then)
            return then;
        node.operands.push_back(*when ? *when : makeNamed({ .kind = Kind::And }));
        node.operands.push_back(*std::move(then));
    }
    auto otherwise = expression(json.value(u"else"_s), place.key(u"else"_s));
    if (!otherwise)
        return otherwise;
    node.operands.push_back(*std::move(otherwise));
    return makeNamed(std::move(node));
}

Result<NamedPtr> Reader::arithmetic(const QString &sign, const QJsonValue &json, const Place &place)
{
    const QJsonArray sides = json.toArray();
    if (sides.size() != 2 && !(sides.size() == 1 && sign == "-"_L1))
        return place.wrong(u"a list of two values is needed."_s);
    NamedNode node { .kind = Kind::Arithmetic, .text = sign };
    for (qsizetype i = 0; i < sides.size(); ++i) {
        auto side = expression(sides.at(i), place.at(i));
        if (!side)
            return side;
        node.operands.push_back(*std::move(side));
    }
    return makeNamed(std::move(node));
}

Result<NamedPtr> Reader::object(const QJsonObject &json, const Place &place)
{
    if (json.contains(u"$value"_s))
        return value(json, place);
    if (json.contains(u"$fn"_s))
        return call(json, place);
    if (json.contains(u"$case"_s))
        return choice(json, place);
    if (json.contains(u"$outer"_s))
        return outer(json, place);
    if (json.size() == 1) {
        const QString key = json.begin().key();
        const QJsonValue only = json.begin().value();
        if (key == "$f"_L1)
            return only.isString() ? Result<NamedPtr>(F(only.toString()).node()) : place.key(key).wrong(u"a path is needed."_s);
        if (key == "$map"_L1)
            return map(only, place.key(key));
        if (key == "$query"_L1)
            return query(Kind::Subquery, only, place.key(key));
        if (key.size() == 2 && u"+-*/%"_s.contains(key.at(1)) && key.at(0) == u'$')
            return arithmetic(key.sliced(1), only, place.key(key));
    }
    const QString key = json.isEmpty() ? QString() : json.begin().key();
    if (!key.startsWith(u'$')) // a related row by its key, a JSON object: a value
        return makeNamed({ .value = json.toVariantMap() });
    return unknownKey(place, key,
            { u"$f"_s, u"$fn"_s, u"$value"_s, u"$map"_s, u"$case"_s, u"$query"_s, u"$outer"_s, u"$+"_s, u"$-"_s, u"$*"_s, u"$/"_s,
                    u"$%"_s });
}

Result<NamedPtr> Reader::expression(const QJsonValue &json, const Place &place)
{
    const Deeper deeper(m_depth);
    if (m_depth > expr::maximumDepth)
        return place.wrong(u"it is nested more than %1 deep."_s.arg(expr::maximumDepth));
    if (json.isObject())
        return object(json.toObject(), place);
    if (!json.isArray())
        return makeNamed({ .value = json.toVariant() });
    // Elements have types of their own: a list of dates.
    QVariantList list;
    const QJsonArray array = json.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        auto element = plain(array.at(i), place.at(i));
        if (!element)
            return element.error();
        list.append(*std::move(element)); // "<<" would take a list apart
    }
    return makeNamed({ .value = list });
}

Result<NamedPtr> Reader::outer(const QJsonObject &json, const Place &place)
{
    if (auto known = checkKeys(json, { u"$outer"_s, u"levels"_s }, place); !known)
        return known.error();
    if (!json.value(u"$outer"_s).isString())
        return place.key(u"$outer"_s).wrong(u"a path is needed."_s);
    const int levels = json.value(u"levels"_s).toInt(json.contains(u"levels"_s) ? 0 : 1);
    if (levels < 1)
        return place.key(u"levels"_s).wrong(u"a number from 1 is needed."_s);
    return OuterRef(json.value(u"$outer"_s).toString(), levels).node();
}

Result<NamedPtr> Reader::several(Kind kind, const QJsonValue &json, const Place &place)
{
    if (!json.isArray())
        return place.wrong(u"a list of conditions is needed."_s);
    const QJsonArray list = json.toArray();
    NamedPtr all;
    for (qsizetype i = 0; i < list.size(); ++i) {
        auto one = condition(list.at(i), place.at(i));
        if (!one)
            return one;
        all = i == 0 ? *std::move(one) : expr::combineNamed(kind, all, *one);
    }
    return all;
}

Result<NamedPtr> Reader::compare(const QJsonValue &json, const Place &place)
{
    const QJsonArray parts = json.toArray();
    if (parts.size() != 3 || !parts.at(1).isString())
        return place.wrong(u"a list of an expression, a lookup and a value is needed."_s);
    auto left = expression(parts.at(0), place.at(0));
    if (!left)
        return left;
    auto right = expression(parts.at(2), place.at(2));
    if (!right)
        return right;
    return makeNamed(
            { .kind = Kind::Lookup, .text = parts.at(1).toString(), .operands = { *std::move(left), *std::move(right) } });
}

/// A path that could be taken for something else.
Result<NamedPtr> Reader::lookup(const QJsonValue &json, const Place &place)
{
    const QJsonArray parts = json.toArray();
    if (parts.size() != 2 || !parts.at(0).isString())
        return place.wrong(u"a list of a path with its lookup and a value is needed."_s);
    auto value = expression(parts.at(1), place.at(1));
    if (!value)
        return value;
    return makeNamed({ .kind = Kind::Lookup, .text = parts.at(0).toString(), .operands = { *std::move(value) } });
}

/// Null for an object without members: no condition.
Result<NamedPtr> Reader::condition(const QJsonValue &json, const Place &place)
{
    const Deeper deeper(m_depth);
    if (m_depth > expr::maximumDepth)
        return place.wrong(u"it is nested more than %1 deep."_s.arg(expr::maximumDepth));
    if (!json.isObject())
        return place.wrong(u"a condition is an object: { \"name__startswith\": \"A\" }."_s);
    const QJsonObject object = json.toObject();
    NamedPtr all;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const Place at = place.key(it.key());
        Result<NamedPtr> one = NamedPtr();
        if (it.key() == "$and"_L1 || it.key() == "$or"_L1) {
            one = several(it.key() == "$or"_L1 ? Kind::Or : Kind::And, it.value(), at);
        } else if (it.key() == "$not"_L1) {
            one = condition(it.value(), at);
            if (one)
                one = makeNamed({ .kind = Kind::Not, .operands = { *one ? *one : makeNamed({ .kind = Kind::And }) } });
        } else if (it.key() == "$compare"_L1) {
            one = compare(it.value(), at);
        } else if (it.key() == "$lookup"_L1) {
            one = lookup(it.value(), at);
        } else if (it.key() == "$exists"_L1) {
            one = query(Kind::Exists, it.value(), at);
        } else if (it.key().startsWith(u'$')) {
            return unknownKey(place, it.key(), { u"$and"_s, u"$or"_s, u"$not"_s, u"$compare"_s, u"$exists"_s, u"$lookup"_s });
        } else {
            one = expression(it.value(), at);
            if (one)
                one = makeNamed({ .kind = Kind::Lookup, .text = it.key(), .operands = { *one } });
        }
        if (!one)
            return one;
        all = expr::combineNamed(Kind::And, all, *one);
    }
    return all;
}

Result<NamedOrder> Reader::order(const QJsonValue &json, const Place &place)
{
    if (json.isString())
        return NamedOrder(json.toString());
    if (!json.isObject())
        return place.wrong(u"a text (\"-views\") or an object with \"by\" is needed."_s);
    const QJsonObject object = json.toObject();
    if (auto known = checkKeys(object, { u"by"_s, u"descending"_s, u"nulls"_s }, place); !known)
        return known.error();
    const auto by = expression(object.value(u"by"_s), place.key(u"by"_s));
    if (!by)
        return by.error();
    const NamedOrder order(NamedExpression(*by), object.value(u"descending"_s).toBool());
    const QString nulls = object.value(u"nulls"_s).toString();
    if (object.contains(u"nulls"_s) && nulls != "first"_L1 && nulls != "last"_L1)
        return place.key(u"nulls"_s).wrong(u"it is \"first\" or \"last\"."_s);
    return nulls.isEmpty() ? order : nulls == "first"_L1 ? order.nullsFirst() : order.nullsLast();
}

// --- the whole query

Result<QStringList> readNames(const QJsonValue &json, const Place &place)
{
    QStringList names;
    if (!json.isArray())
        return place.wrong(u"a list of names is needed."_s);
    for (const QJsonValue name : json.toArray()) {
        if (!name.isString())
            return place.wrong(u"a list of names is needed."_s);
        names << name.toString();
    }
    return names;
}

Result<qint64> readRows(const QJsonValue &json, const Place &place)
{
    const auto given = Value::fromVariant(json.toVariant()); // as an integer: not all of these are doubles
    if (json.isDouble() && given) {
        if (auto number = toSigned(*given, 0, std::numeric_limits<qint64>::max()))
            return number;
    }
    return place.wrong(u"a number from 0 is needed."_s);
}

class QueryReader
{
public:
    /// \a depth: so many queries are around this one.
    explicit QueryReader(const QJsonObject &json, const Place &place = Place(QString()), int depth = 0)
        : m_json(json), m_place(place), m_depth(depth), m_reader(depth)
    { }
    Result<NamedQuery> read();

private:
    Result<void> readKey(const QString &key, const QJsonValue &value);
    Result<void> readExpressions(const QJsonValue &json, const Place &place);
    Result<void> readFilters(const QJsonValue &json, const Place &place);
    Result<void> readOrder(const QJsonValue &json, const Place &place);
    Result<void> readSets(const QJsonObject &json, const Place &place);
    Result<void> readJoins(const QJsonValue &json, const Place &place);

    const QJsonObject &m_json;
    const Place m_place;
    const int m_depth;
    Reader m_reader;
    NamedQuery m_query;
};

const QStringList &queryKeys()
{
    static const QStringList keys { u"model"_s, u"from"_s, u"step"_s, u"again"_s, u"join"_s, u"annotate"_s, u"filter"_s,
        u"values"_s, u"groupBy"_s, u"having"_s, u"order"_s, u"distinct"_s, u"limit"_s, u"offset"_s, u"reversed"_s,
        u"distinctOn"_s, u"with"_s };
    return keys;
}

/// A list, since one name may use another.
Result<void> QueryReader::readExpressions(const QJsonValue &json, const Place &place)
{
    if (!json.isArray())
        return place.wrong(u"a list of { \"name\": …, \"as\": … } is needed."_s);
    const QJsonArray list = json.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QJsonObject one = list.at(i).toObject();
        if (auto known = checkKeys(one, { u"name"_s, u"as"_s, u"alias"_s }, place.at(i)); !known)
            return known;
        if (!one.value(u"name"_s).isString() || !one.contains(u"as"_s))
            return place.at(i).wrong(u"\"name\" and \"as\", the expression, are needed."_s);
        if (one.contains(u"alias"_s) && !one.value(u"alias"_s).isBool())
            return place.at(i).key(u"alias"_s).wrong(u"true or false is needed."_s);
        auto expression = m_reader.expression(one.value(u"as"_s), place.at(i).key(u"as"_s));
        if (!expression)
            return expression.error();
        m_query.names << NamedQuery::Name { one.value(u"name"_s).toString(), NamedExpression(*expression),
            !one.value(u"alias"_s).toBool() };
    }
    return {};
}

/// One condition, or a list of them: one for each filter().
Result<void> QueryReader::readFilters(const QJsonValue &json, const Place &place)
{
    const bool isList = json.isArray();
    const QJsonArray list = isList ? json.toArray() : QJsonArray { json };
    for (qsizetype i = 0; i < list.size(); ++i) {
        auto condition = m_reader.condition(list.at(i), isList ? place.at(i) : place);
        if (!condition)
            return condition.error();
        m_query.filters << Q(*std::move(condition));
    }
    return {};
}

Result<void> QueryReader::readOrder(const QJsonValue &json, const Place &place)
{
    const bool isList = json.isArray();
    const QJsonArray list = isList ? json.toArray() : QJsonArray { json };
    for (qsizetype i = 0; i < list.size(); ++i) {
        auto order = m_reader.order(list.at(i), isList ? place.at(i) : place);
        if (!order)
            return order.error();
        m_query.order << *std::move(order);
    }
    return {};
}

Result<void> QueryReader::readJoins(const QJsonValue &json, const Place &place)
{
    if (!json.isArray())
        return place.wrong(u"a list of { \"name\", \"rows\", \"on\" } is needed."_s);
    const QJsonArray list = json.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        const Place at = place.at(i);
        const QJsonObject one = list.at(i).toObject();
        if (auto known = checkKeys(one, { u"name"_s, u"rows"_s, u"on"_s, u"optional"_s }, at); !known)
            return known;
        if (!one.value(u"name"_s).isString() || !one.value(u"rows"_s).isObject())
            return at.wrong(u"\"name\" and \"rows\", a query, are needed."_s);
        if (one.contains(u"optional"_s) && !one.value(u"optional"_s).isBool())
            return at.key(u"optional"_s).wrong(u"true or false is needed."_s);
        const QJsonObject inner = one.value(u"rows"_s).toObject();
        auto rows = QueryReader(inner, at.key(u"rows"_s), m_depth + 1).read();
        if (!rows)
            return rows.error();
        auto on = m_reader.condition(one.contains(u"on"_s) ? one.value(u"on"_s) : QJsonObject(), at.key(u"on"_s));
        if (!on)
            return on.error();
        m_query.joins << NamedQuery::Join { one.value(u"name"_s).toString(), std::make_shared<const NamedQuery>(*std::move(rows)),
            Q(*std::move(on)), one.value(u"optional"_s).toBool() };
    }
    return {};
}

Result<void> QueryReader::readSets(const QJsonObject &json, const Place &place)
{
    using Sets = NamedQuery::Sets;
    if (auto known = checkKeys(json, { u"rollup"_s, u"cube"_s, u"sets"_s }, place); !known)
        return known;
    if (json.size() != 1)
        return place.wrong(u"one of \"rollup\", \"cube\" and \"sets\" is needed."_s);
    const QString key = json.begin().key();
    const Place at = place.key(key);
    m_query.sets = key == "rollup"_L1 ? Sets::Rollup : key == "cube"_L1 ? Sets::Cube : Sets::Given;
    if (m_query.sets != Sets::Given) {
        auto names = readNames(json.value(key), at);
        if (!names)
            return names.error();
        m_query.groups = *std::move(names);
        return {};
    }
    const QJsonArray sets = json.value(key).toArray();
    for (qsizetype i = 0; i < sets.size(); ++i) {
        auto names = readNames(sets.at(i), at.at(i));
        if (!names)
            return names.error();
        m_query.groupingSets << *std::move(names);
    }
    return json.value(key).isArray() ? Result<void>() : Result<void>(at.wrong(u"a list of lists of names is needed."_s));
}

Result<void> QueryReader::readKey(const QString &key, const QJsonValue &value)
{
    const Place place = m_place.key(key);
    const auto names = [&](QStringList &to) -> Result<void> {
        auto read = readNames(value, place);
        if (!read)
            return read.error();
        to = *std::move(read);
        return {};
    };
    if (key == "model"_L1) {
        if (!value.isString())
            return place.wrong(u"the name of a class or table is needed."_s);
        m_query.model = value.toString();
    } else if (key == "from"_L1 || key == "step"_L1) {
        if (!value.isObject())
            return place.wrong(u"a query is needed."_s);
        const QJsonObject inner = value.toObject();
        auto query = QueryReader(inner, m_place.key(key), m_depth + 1).read();
        if (!query)
            return query.error();
        (key == "from"_L1 ? m_query.from : m_query.step) = std::make_shared<const NamedQuery>(*std::move(query));
    } else if (key == "join"_L1) {
        return readJoins(value, place);
    } else if (key == "again"_L1) {
        if (!value.isBool())
            return place.wrong(u"true or false is needed."_s);
        m_query.again = value.toBool();
    } else if (key == "annotate"_L1) {
        return readExpressions(value, place);
    } else if (key == "filter"_L1) {
        return readFilters(value, place);
    } else if (key == "having"_L1) {
        auto condition = m_reader.condition(value, place);
        if (!condition)
            return condition.error();
        m_query.having = Q(*std::move(condition));
    } else if (key == "values"_L1) {
        return names(m_query.values);
    } else if (key == "groupBy"_L1) {
        return value.isObject() ? readSets(value.toObject(), place) : names(m_query.groups);
    } else if (key == "distinctOn"_L1) {
        return names(m_query.distinctOn);
    } else if (key == "with"_L1) {
        return names(m_query.with);
    } else if (key == "order"_L1) {
        return readOrder(value, place);
    } else if (key == "distinct"_L1 || key == "reversed"_L1) {
        if (!value.isBool())
            return place.wrong(u"true or false is needed."_s);
        (key == "distinct"_L1 ? m_query.distinct : m_query.reversed) = value.toBool();
    } else if (key == "limit"_L1 || key == "offset"_L1) {
        const auto rows = readRows(value, place);
        if (!rows)
            return rows.error();
        if (key == "limit"_L1)
            m_query.limit = *rows;
        else
            m_query.offset = *rows;
    }
    return {};
}

Result<NamedQuery> QueryReader::read()
{
    if (m_depth > expr::maximumDepth)
        return m_place.wrong(u"it is nested more than %1 deep."_s.arg(expr::maximumDepth));
    if (auto known = checkKeys(m_json, queryKeys(), m_place); !known)
        return known.error();
    if (!m_json.contains(u"model"_s) && !m_json.contains(u"from"_s))
        return m_place.wrong(u"\"model\", the class or table, is needed."_s);
    for (auto it = m_json.begin(); it != m_json.end(); ++it) {
        if (auto done = readKey(it.key(), it.value()); !done)
            return done.error();
    }
    return std::move(m_query);
}

/// A query inside of this one.
Result<NamedPtr> Reader::query(Kind kind, const QJsonValue &json, const Place &place)
{
    if (!json.isObject())
        return place.wrong(u"a query is an object: { \"model\": …, \"filter\": … }."_s);
    const QJsonObject object = json.toObject();
    return QueryReader(object, place, m_depth).read().transform([kind](NamedQuery query) {
        return makeNamed({ .kind = kind, .query = std::make_shared<const NamedQuery>(std::move(query)) });
    });
}

} // namespace

Result<Q> conditionFromJson(const QJsonObject &json)
{
    return Reader().condition(json, Place(u"filter"_s)).transform([](NamedPtr node) { return Q(std::move(node)); });
}

Result<NamedQuery> NamedQuery::fromJson(const QJsonObject &json) { return QueryReader(json, Place(QString()), 0).read(); }

} // namespace quoin
