// SPDX-License-Identifier: MIT
#include <quoin/schema/columntype.h>

#include <quoin/core/quotes.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace quoin::schema {

namespace {

struct KindName
{
    TypeKind kind;
    QLatin1StringView name;
};

constexpr std::array kindNames {
    KindName { TypeKind::Bool, "bool"_L1 },
    KindName { TypeKind::Int16, "int16"_L1 },
    KindName { TypeKind::Int32, "int32"_L1 },
    KindName { TypeKind::Int64, "int64"_L1 },
    KindName { TypeKind::UInt16, "uint16"_L1 },
    KindName { TypeKind::UInt32, "uint32"_L1 },
    KindName { TypeKind::UInt64, "uint64"_L1 },
    KindName { TypeKind::Float, "float"_L1 },
    KindName { TypeKind::Double, "double"_L1 },
    KindName { TypeKind::Decimal, "decimal"_L1 },
    KindName { TypeKind::String, "string"_L1 },
    KindName { TypeKind::Text, "text"_L1 },
    KindName { TypeKind::Binary, "binary"_L1 },
    KindName { TypeKind::Date, "date"_L1 },
    KindName { TypeKind::Time, "time"_L1 },
    KindName { TypeKind::DateTime, "datetime"_L1 },
    KindName { TypeKind::Uuid, "uuid"_L1 },
    KindName { TypeKind::Json, "json"_L1 },
    KindName { TypeKind::Enum, "enum"_L1 },
    KindName { TypeKind::Array, "array"_L1 },
    KindName { TypeKind::Vector, "vector"_L1 },
    KindName { TypeKind::Opaque, "opaque"_L1 },
};

QLatin1StringView nameOf(TypeKind kind) { return std::ranges::find(kindNames, kind, &KindName::kind)->name; }

/// Reads toString()'s form from left to right; blanks between tokens do not matter.
class Reader
{
public:
    explicit Reader(QStringView text) : m_text(text) { }

    Result<ColumnType> all()
    {
        auto type = one();
        if (!type)
            return type;
        skip();
        if (m_at != m_text.size())
            return fail(u"nothing may follow the type"_s);
        return type;
    }

private:
    Result<ColumnType> one()
    {
        skip();
        const qsizetype start = m_at;
        while (m_at < m_text.size() && m_text[m_at].isLetterOrNumber())
            ++m_at;
        const QStringView name = m_text.sliced(start, m_at - start);
        const auto known = std::ranges::find_if(kindNames, [name](const KindName &k) { return name == k.name; });
        if (known == kindNames.end())
            return unknown(name);
        ColumnType type = ColumnType::of(known->kind);
        switch (type.kind) {
        case TypeKind::Decimal: return decimal(std::move(type));
        case TypeKind::String: return length(std::move(type), u"string(80)");
        case TypeKind::Vector: return peek(u'(') ? length(std::move(type), u"vector(3)") : Result<ColumnType>(type);
        case TypeKind::Binary: return peek(u'(') ? length(std::move(type), u"binary(16)") : Result<ColumnType>(type);
        case TypeKind::Enum: return enumeration(std::move(type));
        case TypeKind::Array: return array();
        case TypeKind::Opaque: return opaque(std::move(type));
        default: return type;
        }
    }

    Result<ColumnType> decimal(ColumnType type)
    {
        if (!take(u'(') || !number(type.precision) || !take(u',') || !number(type.scale) || !take(u')'))
            return fail(u"decimal needs its digits and those after the point, as in decimal(12,2)"_s);
        if (type.precision < 1 || type.precision > 65 || type.scale > type.precision)
            return fail(u"decimal takes 1 to 65 digits, of which no more than all after the point"_s);
        return type;
    }

    Result<ColumnType> length(ColumnType type, QStringView example)
    {
        if (!take(u'(') || !number(type.length) || !take(u')') || type.length < 1)
            return fail(u"%1 needs a length of at least 1, as in %2"_s.arg(nameOf(type.kind), example));
        return type;
    }

    Result<ColumnType> enumeration(ColumnType type)
    {
        if (!take(u'('))
            return fail(u"enum needs its values, as in enum('draft','published')"_s);
        do {
            QString value;
            if (!quoted(value))
                return fail(u"enum needs its values in single quotes, as in enum('draft','published')"_s);
            type.values += value;
        } while (take(u','));
        if (!take(u')'))
            return fail(u"the list of enum's values does not end"_s);
        skip();
        if (m_text.sliced(m_at).startsWith("named"_L1)) {
            m_at += 5;
            if (!quoted(type.enumName) || type.enumName.isEmpty())
                return fail(u"the name of an enum stands in single quotes, as in enum('a','b') named 'mood'"_s);
        }
        return type;
    }

    Result<ColumnType> array()
    {
        if (!take(u'('))
            return fail(u"array needs the type of its elements, as in array(string(20))"_s);
        auto element = one();
        if (!element)
            return element;
        if (element->kind == TypeKind::Array)
            return fail(u"an array cannot hold arrays"_s);
        if (!take(u')'))
            return fail(u"the closing parenthesis of array( is missing"_s);
        return ColumnType::array(*std::move(element));
    }

    Result<ColumnType> opaque(ColumnType type)
    {
        if (!take(u'(') || !quoted(type.native) || !take(u')') || type.native.isEmpty())
            return fail(u"opaque needs the engine's own type in single quotes, as in opaque('tsvector')"_s);
        return type;
    }

    void skip()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }

    bool peek(char16_t c)
    {
        skip();
        return m_at < m_text.size() && m_text[m_at] == c;
    }

    bool take(char16_t c)
    {
        if (!peek(c))
            return false;
        ++m_at;
        return true;
    }

    bool number(int &out)
    {
        skip();
        const qsizetype start = m_at;
        while (m_at < m_text.size() && m_text[m_at] >= u'0' && m_text[m_at] <= u'9')
            ++m_at;
        bool ok = false;
        out = m_text.sliced(start, m_at - start).toInt(&ok);
        return ok;
    }

    bool quoted(QString &out)
    {
        if (!take(u'\''))
            return false;
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at++];
            if (c == u'\'') {
                if (m_at >= m_text.size() || m_text[m_at] != u'\'')
                    return true;
                ++m_at;
            }
            out += c;
        }
        return false;
    }

    Error unknown(QStringView name) const
    {
        QStringList all;
        for (const KindName &kind : kindNames)
            all += kind.name;
        return fail(name.isEmpty() ? u"it does not begin with the name of a type"_s : u"there is no type %1"_s.arg(name))
                .setHint(u"The types are %1."_s.arg(all.join(u", ")));
    }

    Error fail(const QString &why) const
    {
        return Error(ErrorKind::Configuration, u"The column type \"%1\" cannot be read: %2."_s.arg(m_text, why));
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

ColumnType ColumnType::array(ColumnType element)
{
    ColumnType type = of(TypeKind::Array);
    type.element = std::make_shared<const ColumnType>(std::move(element));
    return type;
}

QString ColumnType::toString() const
{
    const QString name = nameOf(kind);
    switch (kind) {
    case TypeKind::Decimal: return u"%1(%2,%3)"_s.arg(name).arg(precision).arg(scale);
    case TypeKind::String: return u"%1(%2)"_s.arg(name).arg(length);
    case TypeKind::Vector:
    case TypeKind::Binary: return length > 0 ? u"%1(%2)"_s.arg(name).arg(length) : name;
    case TypeKind::Array: return u"array("_s + (element ? element->toString() : QString()) + u')';
    case TypeKind::Opaque: return u"opaque("_s + inQuotes(native, u'\'') + u')';
    case TypeKind::Enum: {
        QStringList quoted;
        for (const QString &value : values)
            quoted += inQuotes(value, u'\'');
        const QString list = u"enum("_s + quoted.join(u',') + u')';
        return enumName.isEmpty() ? list : QString(list + u" named " + inQuotes(enumName, u'\''));
    }
    default: return name;
    }
}

Result<ColumnType> ColumnType::fromString(QStringView text) { return Reader(text).all(); }

bool operator==(const ColumnType &a, const ColumnType &b)
{
    if (a.kind != b.kind || a.length != b.length || a.precision != b.precision || a.scale != b.scale || a.values != b.values
            || a.enumName != b.enumName || a.native != b.native)
        return false;
    if (!a.element || !b.element)
        return !a.element && !b.element;
    return *a.element == *b.element;
}

} // namespace quoin::schema
