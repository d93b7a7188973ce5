// SPDX-License-Identifier: MIT
#include <quoin/meta/builder_p.h>

#include <quoin/meta/memberoffset_p.h>

#include <quoin/meta/access_p.h>
#include <quoin/meta/columntype.h>
#include <quoin/meta/naming_p.h>
#include <quoin/meta/scopes_p.h>

#include <algorithm>
#include <numeric>

namespace quoin {

using namespace Qt::StringLiterals;
using schema::ColumnType;
using schema::TypeKind;

FieldType fieldTypeOf(const ColumnType &type)
{
    switch (type.kind) {
    case TypeKind::Bool: return FieldType::Bool;
    case TypeKind::Int16: return FieldType::Short;
    case TypeKind::Int32: return FieldType::Int;
    case TypeKind::Int64: return FieldType::LongLong;
    case TypeKind::UInt16: return FieldType::UShort;
    case TypeKind::UInt32: return FieldType::UInt;
    case TypeKind::UInt64: return FieldType::ULongLong;
    case TypeKind::Float: return FieldType::Float;
    case TypeKind::Double: return FieldType::Double;
    case TypeKind::Decimal: return FieldType::Decimal;
    case TypeKind::Binary: return FieldType::ByteArray;
    case TypeKind::Date: return FieldType::Date;
    case TypeKind::Time: return FieldType::Time;
    case TypeKind::DateTime: return FieldType::DateTime;
    case TypeKind::Uuid: return FieldType::Uuid;
    case TypeKind::Json: return FieldType::JsonValue;
    case TypeKind::Array: return FieldType::List;
    case TypeKind::Vector: return FieldType::FloatVector;
    case TypeKind::String:
    case TypeKind::Text:
    case TypeKind::Enum:
    case TypeKind::Opaque: break;
    }
    return FieldType::String;
}

namespace {

// Names that mean something else where properties are named at run time.
Result<void> checkPropertyName(const QString &name)
{
    if (name == "pk"_L1)
        return configurationError(
                u"The name pk is reserved: it stands for the primary key in queries."_s, u"Call it id, or what the key is."_s);
    if (name.startsWith("quoin"_L1, Qt::CaseInsensitive))
        return configurationError(
                u"Names that begin with quoin are reserved."_s, u"Choose another name; column= keeps the column's."_s);
    if (name.contains("__"_L1))
        return configurationError(
                u"A name with two underscores in a row is reserved: they separate the parts of a path (author__name)."_s,
                u"Use one underscore; column= keeps the column's name."_s);
    return {};
}

ColumnType scalarColumn(FieldType type, const PropertyDraft &draft)
{
    switch (type) {
    case FieldType::Bool: return ColumnType::of(TypeKind::Bool);
    case FieldType::Short: return ColumnType::of(TypeKind::Int16);
    case FieldType::UShort: return ColumnType::of(TypeKind::UInt16);
    case FieldType::Int: return ColumnType::of(TypeKind::Int32);
    case FieldType::UInt: return ColumnType::of(TypeKind::UInt32);
    case FieldType::LongLong: return ColumnType::of(TypeKind::Int64);
    case FieldType::ULongLong: return ColumnType::of(TypeKind::UInt64);
    case FieldType::Float: return ColumnType::of(TypeKind::Float);
    case FieldType::Double: return ColumnType::of(TypeKind::Double);
    case FieldType::Decimal: return ColumnType::decimal(draft.precision, draft.scale);
    case FieldType::Date: return ColumnType::of(TypeKind::Date);
    case FieldType::Time: return ColumnType::of(TypeKind::Time);
    case FieldType::DateTime: return ColumnType::of(TypeKind::DateTime);
    case FieldType::Uuid: return ColumnType::of(TypeKind::Uuid);
    default: return ColumnType::of(TypeKind::Text);
    }
}

ColumnType naturalColumn(const PropertyDraft &draft)
{
    const FieldInfo &field = draft.field;
    switch (field.type) {
    case FieldType::String:
    case FieldType::Url: return field.maxLength > 0 ? ColumnType::string(field.maxLength) : ColumnType::of(TypeKind::Text);
    case FieldType::ByteArray: return { .kind = TypeKind::Binary, .length = field.maxLength };
    case FieldType::JsonValue:
    case FieldType::JsonObject:
    case FieldType::JsonArray:
    case FieldType::JsonDocument: return ColumnType::of(TypeKind::Json);
    case FieldType::StringList: return ColumnType::array(ColumnType::of(TypeKind::Text));
    case FieldType::List: return ColumnType::array(scalarColumn(field.elementType, draft));
    case FieldType::FloatVector: return ColumnType::vector(field.columnType.length);
    case FieldType::Enum:
        if (field.enumStorage == EnumStorage::Integer)
            return ColumnType::of(TypeKind::Int32);
        return { .kind = TypeKind::Enum, .values = field.enumKeys };
    default: return scalarColumn(field.type, draft);
    }
}

bool isSigned(TypeKind kind) { return kind <= TypeKind::Int64; }

// type= can widen what a column holds, never narrow it below the property.
bool canStore(FieldType property, const ColumnType &natural, const ColumnType &chosen)
{
    switch (property) {
    case FieldType::String: return chosen.isText() || chosen.kind == TypeKind::Opaque;
    case FieldType::Url: return chosen.isText();
    case FieldType::Decimal: return chosen.kind == TypeKind::Decimal;
    case FieldType::ByteArray: return chosen.kind == TypeKind::Binary || chosen.kind == TypeKind::Opaque;
    case FieldType::StringList:
        return chosen.kind == TypeKind::Json || (chosen.kind == TypeKind::Array && chosen.element->isText());
    case FieldType::List: return chosen.kind == TypeKind::Json || chosen == natural;
    case FieldType::Float: return chosen.kind == TypeKind::Float || chosen.kind == TypeKind::Double;
    case FieldType::JsonValue:
    case FieldType::JsonObject:
    case FieldType::JsonArray:
    case FieldType::JsonDocument: return chosen.kind == TypeKind::Json || chosen.kind == TypeKind::Opaque;
    case FieldType::FloatVector: return chosen.kind == TypeKind::Vector;
    default: break;
    }
    if (natural.isInteger() && chosen.isInteger() && isSigned(natural.kind) == isSigned(chosen.kind))
        return chosen.kind >= natural.kind;
    return chosen == natural;
}

Error unsupportedType(const QString &canonical, const QString &bare, bool known)
{
    QString hint = typeAdvice(bare);
    if (hint.isEmpty())
        hint = known ? u"Mark it with Q_ENUM (Q_ENUM_NS in a namespace)."_s
                     : u"Make an enum of the class a Q_ENUM; make another type a column type with QUOIN_COLUMN_TYPE and say here "
                       u"what it is "
                       "stored as: type=string(9). Aliases have to be spelled out."_s;
    return configurationError(u"The type "_s + canonical + u" cannot be a column."_s, hint);
}

// The model's own name for an enum found elsewhere.
void useEnum(PropertyDraft &draft, const EnumDeclaration &found)
{
    draft.field.type = FieldType::Enum;
    draft.field.enumKeys = found.keys;
    draft.field.enumValues = found.values;
    draft.field.typeName = draft.type.optional ? QString(u"std::optional<"_s + found.name + u'>') : found.name;
    draft.type.canonical = draft.field.typeName;
}

} // namespace

// What kind of column the property's C++ type asks for.
Result<void> ModelBuilder::chooseType(PropertyDraft &draft, const ModelDraft &model, const QList<EnumDeclaration> &enums)
{
    FieldInfo &field = draft.field;
    const TypeText &type = draft.type;
    field.type = type.type;
    field.elementType = type.elementType;
    field.typeName = type.canonical;
    field.optional = type.optional;
    field.nullable = type.optional;
    field.m_metaType = draft.declaration.metaType;
    if (draft.isToOne() || draft.isToMany()) {
        if (type.optional)
            return configurationError(u"A relation cannot be a std::optional."_s,
                    draft.isToMany() ? u"Declare it without: no rows is an empty list."_s
                                     : u"Declare it without and add the option null."_s);
        draft.relation.kind = type.kind;
        draft.relation.property = field.property;
        draft.relation.targetClass = type.name;
        draft.relation.metacall = draft.declaration.metacall;
        draft.relation.metaIndex = draft.declaration.metaIndex;
        return {};
    }
    if (type.category == TypeText::Category::Field)
        return {};

    if (const ColumnTypeInfo *user = findColumnType(field.m_metaType)) {
        field.type = FieldType::UserDefined;
        field.m_userType = user;
        return {};
    }
    QStringList names;
    for (const EnumDeclaration &known : enums)
        names.append(known.name);
    QStringList scopes { model.declaration.className };
    for (auto base = model.declaration.bases.crbegin(); base != model.declaration.bases.crend(); ++base)
        scopes.append(*base);
    for (const QString &scope : std::as_const(scopes)) {
        const NameMatch match = resolveName(type.name, scope, names);
        if (match.names.size() > 1)
            return configurationError(
                    u"The enum "_s + type.name + u" is ambiguous: there are "_s + match.names.join(u" and "_s) + u'.',
                    u"Write it with its class or namespace."_s);
        if (match.names.isEmpty())
            continue;
        const auto found = std::ranges::find(enums, match.names.constFirst(), &EnumDeclaration::name);
        if (found->flags)
            return unsupportedType(type.canonical, u"QFlags<>"_s, true);
        useEnum(draft, *found);
        return {};
    }
    if (!field.m_metaType.isValid()) {
        // From JSON a user-defined type is known by its option type= only; chooseColumnType() asks for it.
        field.type = FieldType::UserDefined;
        return {};
    }
    return unsupportedType(type.canonical, type.name, false);
}

// enum=integer: the metatypes JSON has the keys only. Both sources agree because the values are 0, 1, 2 … or declared.
Result<void> ModelBuilder::settleEnum(PropertyDraft &draft)
{
    FieldInfo &field = draft.field;
    if (field.enumKeys.isEmpty())
        return configurationError(u"The enum "_s + field.typeName + u" has no keys."_s);
    QList<qint64> counted(field.enumKeys.size());
    std::iota(counted.begin(), counted.end(), 0);
    if (draft.valuesOption) {
        if (field.enumStorage != EnumStorage::Integer)
            return configurationError(u"values= is for enums stored as integers."_s, u"Add enum=integer, or remove values=."_s);
        counted.clear();
        for (const QString &text : draft.valuesOption->texts()) {
            bool ok = false;
            counted.append(text.toInt(&ok));
            if (!ok)
                return wrongForm(*draft.valuesOption, u"a whole number for each key of the enum", u"values=(1, 2, 4)");
        }
        if (counted.size() != field.enumKeys.size())
            return configurationError(u"values= has "_s + QString::number(counted.size()) + u" numbers, but "_s + field.typeName
                            + u" has "_s + QString::number(field.enumKeys.size()) + u" keys."_s,
                    u"The keys are: "_s + field.enumKeys.join(u", "_s) + u'.');
    }
    if (field.enumValues.isEmpty()) {
        field.enumValues = counted;
    } else if (field.enumStorage == EnumStorage::Integer && field.enumValues != counted) {
        QStringList actual;
        for (const qint64 value : std::as_const(field.enumValues))
            actual.append(QString::number(value));
        return configurationError(u"The values of "_s + field.typeName
                        + (draft.valuesOption ? u" are not those of values=."_s : u" are not 0, 1, 2 …"_s),
                u"Say values=("_s + actual.join(u", "_s)
                        + u"): the build-time description of a class has only an enum's keys."_s);
    }
    return {};
}

Result<void> ModelBuilder::chooseColumnType(PropertyDraft &draft)
{
    FieldInfo &field = draft.field;
    if (field.type == FieldType::Enum) {
        if (auto settled = settleEnum(draft); !settled)
            return settled;
    }
    if (draft.scale > draft.precision) {
        if (draft.has("scale"_L1))
            return configurationError(u"scale="_s + QString::number(draft.scale) + u" is larger than precision="_s
                            + QString::number(draft.precision) + u'.',
                    u"precision counts all digits, scale those after the point."_s);
        draft.scale = std::min(draft.scale, draft.precision);
    }
    if (field.type == FieldType::List && field.elementType != FieldType::Decimal
            && (draft.has("precision"_L1) || draft.has("scale"_L1)))
        return configurationError(u"precision and scale do not belong to a property of type "_s + field.typeName + u'.',
                u"They are for quoin::Decimal and lists of it."_s);

    if (field.type == FieldType::UserDefined) {
        if (!field.m_userType && !draft.typeOption)
            return unsupportedType(field.typeName, draft.type.name, false);
        if (field.m_userType) {
            const auto registered = ColumnType::fromString(QString::fromUtf8(field.m_userType->columnType));
            if (!registered)
                return configurationError(
                        u"The converter of "_s + field.typeName + u" names no column type: "_s + registered.error().message(),
                        u"Its columnType is written as in migrations: \"string(9)\"."_s);
            if (draft.typeOption && !(*draft.typeOption == *registered))
                return configurationError(u"type="_s + draft.typeOption->toString() + u" differs from the converter of "_s
                                + field.typeName + u", which stores "_s + registered->toString() + u'.',
                        u"Say type="_s + registered->toString() + u'.');
            draft.typeOption = *registered;
        }
        field.columnType = *draft.typeOption;
        field.storedType = fieldTypeOf(field.columnType);
        return {};
    }
    field.storedType = field.type;
    const ColumnType natural = naturalColumn(draft);
    field.columnType = natural;
    if (!draft.typeOption)
        return {};
    const ColumnType &chosen = *draft.typeOption;
    if (!canStore(field.type, natural, chosen))
        return configurationError(
                u"A property of type "_s + field.typeName + u" cannot be stored as "_s + chosen.toString() + u'.',
                u"Leave type= away to store it as "_s + natural.toString() + u'.');
    if (chosen.kind == TypeKind::String) {
        if (field.maxLength > chosen.length)
            return configurationError(
                    u"maxLength="_s + QString::number(field.maxLength) + u" does not fit type="_s + chosen.toString() + u'.',
                    u"Keep one of them: maxLength says both."_s);
        if (field.maxLength == 0)
            field.maxLength = chosen.length;
    }
    if (chosen.kind == TypeKind::Decimal) {
        draft.precision = chosen.precision;
        draft.scale = chosen.scale;
    }
    field.columnType = chosen;
    return {};
}

// What the options imply, and which of them exclude each other.
Result<void> ModelBuilder::settleField(PropertyDraft &draft)
{
    FieldInfo &field = draft.field;
    if (field.column.isEmpty()) {
        field.column = snakeCase(field.property);
        if (draft.isToOne() && !field.column.endsWith("_id"_L1))
            field.column += u"_id"_s;
    }
    if (field.column.toUtf8().size() > maxNameBytes)
        return configurationError(
                u"The column's name \""_s + field.column + u"\" is longer than 63 bytes, which not every engine stores."_s,
                u"Give it a shorter one with column=."_s);
    if (field.comment.isEmpty())
        field.comment = field.help.isEmpty() ? field.verboseName : field.help;
    if (field.verboseName.isEmpty())
        field.verboseName = wordsOf(field.property);
    if (field.type == FieldType::OneToOne)
        field.unique = true;
    if (field.type == FieldType::ForeignKey && !draft.has("index"_L1))
        field.indexed = true;

    if (field.primaryKey && field.nullable)
        return configurationError(u"A primary key cannot be NULL."_s,
                draft.isToOne() ? u"Remove the option null."_s : u"Use the type without std::optional."_s);
    if (field.minLength > field.maxLength && field.maxLength > 0)
        return configurationError(u"minLength is larger than maxLength."_s);
    if (field.autoNow && field.autoNowAdd)
        return configurationError(u"autoNow and autoNowAdd exclude each other."_s,
                u"autoNow sets the time at each write, autoNowAdd at the insert only."_s);
    if ((field.autoNow || field.autoNowAdd) && draft.defaultOption)
        return configurationError(
                u"A property that is set automatically needs no default."_s, u"Remove default=, or autoNow and autoNowAdd."_s);
    if (field.generated) {
        if (field.primaryKey || field.generation != KeyGeneration::None)
            return configurationError(u"A generated column cannot be the primary key."_s);
        if (draft.defaultOption)
            return configurationError(u"A generated column has no default."_s, u"Remove default= or generated=."_s);
        if (field.autoNow || field.autoNowAdd)
            return configurationError(
                    u"A generated column is computed by the database, not set automatically."_s, u"Remove one of the two."_s);
    }
    if (field.generation == KeyGeneration::AutoIncrement && !field.primaryKey)
        return configurationError(u"autoIncrement is for the primary key."_s, u"Add primaryKey."_s);
    if (field.generation == KeyGeneration::AutoIncrement && draft.defaultOption)
        return configurationError(
                u"autoIncrement and default= exclude each other."_s, u"Add autoIncrement=no, or remove default=."_s);
    if (draft.relation.onDelete == OnDelete::SetNull && !field.nullable)
        return configurationError(u"onDelete=setNull needs a foreign key that can be NULL."_s,
                u"Add the option null, or choose onDelete=cascade or restrict."_s);
    if (draft.relation.onDelete == OnDelete::SetDefault && !draft.defaultOption)
        return configurationError(u"onDelete=setDefault needs a default."_s, u"Add default= with the key of an existing row."_s);
    return {};
}

Result<PropertyDraft> ModelBuilder::makeProperty(
        const ModelDraft &model, const PropertyDeclaration &declaration, const QList<EnumDeclaration> &enums)
{
    PropertyDraft draft;
    draft.declaration = declaration;
    draft.type = parseType(declaration.type);
    FieldInfo &field = draft.field;
    field.property = declaration.name;
    field.m_metacall = declaration.metacall;
    field.m_metaIndex = declaration.metaIndex;

    if (auto named = checkPropertyName(declaration.name); !named)
        return named.error();
    if (!declaration.writable)
        return configurationError(u"The property cannot be written, so that a row cannot be read into it."_s,
                u"Give it MEMBER or WRITE, or remove its Q_CLASSINFO: then it is no column."_s);
    const auto options = parseOptions(model.declaration.info(declaration.name).value_or(QString()));
    if (!options)
        return options.error();
    if (auto typed = chooseType(draft, model, enums); !typed)
        return typed.error();
    if (auto applied = applyFieldOptions(draft, *options); !applied)
        return applied.error();
    if (draft.isToMany())
        return draft;
    if (!draft.isToOne()) {
        if (auto chosen = chooseColumnType(draft); !chosen)
            return chosen.error();
    }
    if (auto settled = settleField(draft); !settled)
        return settled.error();
    if (auto settled = settleDefaultFactory(draft, model.declaration); !settled)
        return settled.error();
    if (!draft.isToOne()) {
        if (auto literals = settleLiterals(field, draft); !literals)
            return literals.error();
    }
    if (field.m_metacall) {
        field.m_access = accessOf(field.type, field.elementType, field.optional);
        if (!field.m_access)
            return configurationError(
                    u"This compiler's std::optional has a layout that Quoin does not know: optional enums cannot be used."_s,
                    u"Add a key for \"none\" to the enum and use it without std::optional."_s);
        if (model.declaration.metaObject && model.declaration.isMember(field.property))
            field.m_offset = memberOffset(field, model.declaration.metaObject->metaType());
    }
    return draft;
}

void ModelBuilder::draftProperty(ModelDraft &model, const PropertyDeclaration &declaration, const QList<EnumDeclaration> &enums)
{
    const bool mentioned = model.declaration.info(declaration.name).has_value();
    // A computed property (READ only), or one that says STORED false, is no column unless it says that it is one.
    if (!mentioned && (!declaration.writable || !declaration.stored))
        return;
    auto draft = makeProperty(model, declaration, enums);
    if (!draft)
        return fail(model, draft.error(), declaration.name);
    model.properties.append(*std::move(draft));
}

} // namespace quoin
