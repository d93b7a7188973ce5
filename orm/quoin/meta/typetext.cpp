// SPDX-License-Identifier: MIT
#include <quoin/meta/typetext_p.h>

#include <array>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

struct Spelling
{
    QStringView text;
    FieldType type;
};

constexpr FieldType ofLong = sizeof(long) == 8 ? FieldType::LongLong : FieldType::Int;
constexpr FieldType ofULong = sizeof(long) == 8 ? FieldType::ULongLong : FieldType::UInt;

// The first spelling of a type is the canonical one.
constexpr std::array spellings {
    Spelling { u"bool", FieldType::Bool },
    Spelling { u"short", FieldType::Short },
    Spelling { u"qint16", FieldType::Short },
    Spelling { u"int16_t", FieldType::Short },
    Spelling { u"short int", FieldType::Short },
    Spelling { u"ushort", FieldType::UShort },
    Spelling { u"quint16", FieldType::UShort },
    Spelling { u"uint16_t", FieldType::UShort },
    Spelling { u"unsigned short", FieldType::UShort },
    Spelling { u"int", FieldType::Int },
    Spelling { u"qint32", FieldType::Int },
    Spelling { u"int32_t", FieldType::Int },
    Spelling { u"signed", FieldType::Int },
    Spelling { u"signed int", FieldType::Int },
    Spelling { u"uint", FieldType::UInt },
    Spelling { u"quint32", FieldType::UInt },
    Spelling { u"uint32_t", FieldType::UInt },
    Spelling { u"unsigned", FieldType::UInt },
    Spelling { u"unsigned int", FieldType::UInt },
    Spelling { u"qint64", FieldType::LongLong },
    Spelling { u"qlonglong", FieldType::LongLong },
    Spelling { u"int64_t", FieldType::LongLong },
    Spelling { u"long long", FieldType::LongLong },
    Spelling { u"long long int", FieldType::LongLong },
    Spelling { u"quint64", FieldType::ULongLong },
    Spelling { u"qulonglong", FieldType::ULongLong },
    Spelling { u"uint64_t", FieldType::ULongLong },
    Spelling { u"unsigned long long", FieldType::ULongLong },
    Spelling { u"long", ofLong }, // what std::int64_t is on 64-bit Unix
    Spelling { u"ulong", ofULong },
    Spelling { u"unsigned long", ofULong },
    Spelling { u"float", FieldType::Float },
    Spelling { u"double", FieldType::Double },
    Spelling { u"qreal", FieldType::Double },
    Spelling { u"quoin::Decimal", FieldType::Decimal },
    Spelling { u"Decimal", FieldType::Decimal },
    Spelling { u"QString", FieldType::String },
    Spelling { u"QByteArray", FieldType::ByteArray },
    Spelling { u"QDate", FieldType::Date },
    Spelling { u"QTime", FieldType::Time },
    Spelling { u"QDateTime", FieldType::DateTime },
    Spelling { u"QUuid", FieldType::Uuid },
    Spelling { u"QJsonValue", FieldType::JsonValue },
    Spelling { u"QJsonObject", FieldType::JsonObject },
    Spelling { u"QJsonArray", FieldType::JsonArray },
    Spelling { u"QJsonDocument", FieldType::JsonDocument },
    Spelling { u"QUrl", FieldType::Url },
    Spelling { u"QStringList", FieldType::StringList },
};

struct Advice
{
    QStringView type;
    QStringView text;
};

constexpr std::array advices {
    Advice { u"char", u"Use short for small numbers, QString for text." },
    Advice { u"uchar", u"Use ushort." },
    Advice { u"schar", u"Use short." },
    Advice { u"qint8", u"Use short: engines agree on integers of 16 bits and more." },
    Advice { u"quint8", u"Use ushort: engines agree on integers of 16 bits and more." },
    Advice { u"QChar", u"Use QString with maxLength=1." },
    Advice { u"QVariant", u"Use QJsonValue, or the type that the column really has." },
    Advice { u"QVariantMap", u"Use QJsonObject." },
    Advice { u"QVariantList", u"Use QJsonArray." },
    Advice { u"string", u"Use QString." },
    Advice { u"std::string", u"Use QString." },
    Advice { u"long double", u"Use double, or quoin::Decimal for exact numbers." },
    Advice { u"QByteArrayList", u"Use a model of its own and quoin::HasMany, or QJsonArray." },
};

// One blank between words, none beside punctuation; without const, class, struct, enum and typename.
QString tidied(QStringView text)
{
    QString result;
    for (qsizetype i = 0; i < text.size();) {
        if (text[i].isSpace()) {
            ++i;
            continue;
        }
        const bool word = text[i].isLetterOrNumber() || text[i] == u'_';
        qsizetype end = i + 1;
        while (word && end < text.size() && (text[end].isLetterOrNumber() || text[end] == u'_'))
            ++end;
        const QStringView token = text.sliced(i, end - i);
        i = end;
        if (token == u"const" || token == u"class" || token == u"struct" || token == u"enum" || token == u"typename"
                || token == u"&")
            continue;
        if (word && !result.isEmpty() && (result.back().isLetterOrNumber() || result.back() == u'_'))
            result += u' ';
        result += token;
    }
    return result;
}

QStringView withoutPrefix(QStringView text, QStringView prefix)
{
    return text.startsWith(prefix) ? text.sliced(prefix.size()) : text;
}

// "Name<argument>" gives argument, for a Name that may be qualified by \a nameSpace.
std::optional<QStringView> argumentOf(QStringView text, QStringView nameSpace, QStringView name)
{
    text = withoutPrefix(withoutPrefix(text, u"::"), nameSpace);
    if (!text.startsWith(name) || !text.endsWith(u'>') || text.size() < name.size() + 3 || text[name.size()] != u'<')
        return std::nullopt;
    return text.sliced(name.size() + 1, text.size() - name.size() - 2);
}

std::optional<FieldType> scalar(QStringView text)
{
    const QStringView bare = withoutPrefix(withoutPrefix(text, u"::"), u"std::");
    for (const Spelling &spelling : spellings) {
        if (spelling.text == bare)
            return spelling.type;
    }
    return std::nullopt;
}

bool canBeListed(FieldType type)
{
    switch (type) {
    case FieldType::JsonValue:
    case FieldType::JsonObject:
    case FieldType::JsonArray:
    case FieldType::JsonDocument:
    case FieldType::StringList:
    case FieldType::ByteArray: return false;
    default: return true;
    }
}

struct RelationSpelling
{
    QStringView name;
    TypeText::Category category;
    RelationInfo::Kind kind;
};

constexpr std::array relationSpellings {
    RelationSpelling { u"ForeignKey", TypeText::Category::ToOne, RelationInfo::Kind::ForeignKey },
    RelationSpelling { u"OneToOne", TypeText::Category::ToOne, RelationInfo::Kind::OneToOne },
    RelationSpelling { u"HasMany", TypeText::Category::ToMany, RelationInfo::Kind::HasMany },
    RelationSpelling { u"ManyToMany", TypeText::Category::ToMany, RelationInfo::Kind::ManyToMany },
};

TypeText parseInner(QStringView text)
{
    TypeText result;
    result.name = text.toString();
    result.canonical = result.name;
    for (const RelationSpelling &spelling : relationSpellings) {
        if (const auto target = argumentOf(text, u"quoin::", spelling.name)) {
            result.category = spelling.category;
            result.kind = spelling.kind;
            result.type = spelling.kind == RelationInfo::Kind::OneToOne ? FieldType::OneToOne : FieldType::ForeignKey;
            result.name = target->toString();
            result.canonical = u"quoin::"_s + spelling.name + u'<' + *target + u'>';
            return result;
        }
    }
    auto element = argumentOf(text, u"", u"QList");
    if (!element)
        element = argumentOf(text, u"", u"QVector");
    if (element) {
        const auto type = scalar(*element);
        if (!type || !canBeListed(*type))
            return result;
        result.category = TypeText::Category::Field;
        result.elementType = *type;
        result.type = *type == FieldType::String ? FieldType::StringList
                : *type == FieldType::Float      ? FieldType::FloatVector
                                                 : FieldType::List;
        result.canonical = *type == FieldType::String ? u"QStringList"_s : QString(u"QList<"_s + typeSpelling(*type) + u'>');
    } else if (const auto type = scalar(text)) {
        result.category = TypeText::Category::Field;
        result.type = *type;
        result.elementType = *type == FieldType::StringList ? FieldType::String : FieldType::Int;
        result.canonical = typeSpelling(*type);
    }
    return result;
}

} // namespace

TypeText parseType(QStringView text)
{
    const QString clean = tidied(text);
    if (const auto inner = argumentOf(clean, u"std::", u"optional")) {
        TypeText result = parseInner(*inner);
        result.optional = true;
        result.canonical = u"std::optional<"_s + result.canonical + u'>';
        return result;
    }
    return parseInner(clean);
}

QString typeSpelling(FieldType type)
{
    if (type == FieldType::FloatVector)
        return u"QList<float>"_s;
    for (const Spelling &spelling : spellings) {
        if (spelling.type == type)
            return spelling.text.toString();
    }
    return {};
}

QString typeAdvice(QStringView name)
{
    for (const Advice &advice : advices) {
        if (advice.type == name)
            return advice.text.toString();
    }
    if (name.startsWith(u"QMap<") || name.startsWith(u"QHash<"))
        return u"Use QJsonObject, or a model of its own and quoin::HasMany."_s;
    if (name.startsWith(u"QList<") || name.startsWith(u"QVector<"))
        return u"Lists hold numbers, dates, QUuid, quoin::Decimal or QString; for other elements use a model of its own and quoin::HasMany, or QJsonArray."_s;
    if (name.startsWith(u"QFlags<"))
        return u"Use int, and convert in the class's getter and setter."_s;
    if (name.endsWith(u'*'))
        return u"A pointer cannot be a column: use quoin::ForeignKey<T> for another row, std::optional<T> for a value that may be missing."_s;
    return {};
}

} // namespace quoin
