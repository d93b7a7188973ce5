// SPDX-License-Identifier: MIT
#include <quoin/meta/relations.h>
#include <quoin/query/peers_p.h>
#include <quoin/query/rowcodec_p.h>
#include <quoin/sql/columnvalue.h>

#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// What a getter of the cursor gave.
enum class Got { Value, Null, Error };

Got got(bool hasValue, const Cursor &cursor) { return hasValue ? Got::Value : cursor.error() ? Got::Error : Got::Null; }

Error outOfRange(const FieldInfo &field)
{
    return Error(ErrorKind::Conversion,
            u"The column \"%1\" holds a number that does not fit the property's type %2."_s.arg(field.column, field.typeName));
}

// --- one pair of functions per C++ type: from the cursor, and to the statement

template<class T>
struct Column;

template<class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, quint64>)
struct Column<T>
{
    static Got read(Cursor &cursor, int column, const FieldInfo &field, T &value, std::optional<Error> &error)
    {
        qint64 number;
        if (!cursor.int64(column, number))
            return got(false, cursor);
        if constexpr (sizeof(T) < sizeof(qint64)) {
            if (number < qint64(std::numeric_limits<T>::min()) || number > qint64(std::numeric_limits<T>::max())) [[unlikely]] {
                error = outOfRange(field);
                return Got::Error;
            }
        }
        value = T(number);
        return Got::Value;
    }
    static Result<void> bind(Statement &statement, int index, const FieldInfo &, T value)
    {
        statement.bindInt64(index, value);
        return {};
    }
};

template<>
struct Column<quint64>
{
    static Got read(Cursor &cursor, int column, const FieldInfo &, quint64 &value, std::optional<Error> &)
    {
        return got(cursor.uint64(column, value), cursor);
    }
    static Result<void> bind(Statement &statement, int index, const FieldInfo &, quint64 value)
    {
        statement.bindUInt64(index, value);
        return {};
    }
};

template<>
struct Column<float>
{
    static Got read(Cursor &cursor, int column, const FieldInfo &, float &value, std::optional<Error> &)
    {
        double number;
        const bool hasValue = cursor.real(column, number);
        if (hasValue)
            value = float(number);
        return got(hasValue, cursor);
    }
    static Result<void> bind(Statement &statement, int index, const FieldInfo &, float value)
    {
        statement.bindDouble(index, double(value));
        return {};
    }
};

template<>
struct Column<Decimal>
{
    static Got read(Cursor &cursor, int column, const FieldInfo &, Decimal &value, std::optional<Error> &)
    {
        return got(cursor.decimal(column, value), cursor);
    }
    static Result<void> bind(Statement &statement, int index, const FieldInfo &field, const Decimal &value)
    {
        if (value.scale() == field.columnType.scale && value.precision() <= field.columnType.precision) {
            statement.bindDecimal(index, value);
            return {};
        }
        auto exact = sql::columnValue(field, Value(value));
        if (!exact)
            return exact.error();
        statement.bindDecimal(index, *exact->decimal());
        return {};
    }
};

/// Types that cursor and statement know as they are.
template<class T, bool (Cursor::*Getter)(int, T &), auto Setter>
struct Direct
{
    static Got read(Cursor &cursor, int column, const FieldInfo &, T &value, std::optional<Error> &)
    {
        return got((cursor.*Getter)(column, value), cursor);
    }
    static Result<void> bind(Statement &statement, int index, const FieldInfo &, const T &value)
    {
        (statement.*Setter)(index, value);
        return {};
    }
};

template<>
struct Column<bool> : Direct<bool, &Cursor::boolean, &Statement::bindBool>
{
};
template<>
struct Column<double> : Direct<double, &Cursor::real, &Statement::bindDouble>
{
};
template<>
struct Column<QDate> : Direct<QDate, &Cursor::date, &Statement::bindDate>
{
};
template<>
struct Column<QTime> : Direct<QTime, &Cursor::time, &Statement::bindTime>
{
};
template<>
struct Column<QDateTime> : Direct<QDateTime, &Cursor::dateTime, &Statement::bindDateTime>
{
};
template<>
struct Column<QUuid> : Direct<QUuid, &Cursor::uuid, &Statement::bindUuid>
{
};
template<>
struct Column<QString> : Direct<QString, &Cursor::text, &Statement::bindText>
{
};
template<>
struct Column<QByteArray> : Direct<QByteArray, &Cursor::binary, &Statement::bindBinary>
{
};

// --- the same for a property of that type, or of a std::optional of it

Error nullForValue(const FieldInfo &field)
{
    return Error(ErrorKind::Conversion,
            u"The column \"%1\" is NULL, but the property's type %2 has no place for that."_s.arg(field.column, field.typeName))
            .setHint(u"Make it std::optional<%1>, or the column NOT NULL."_s.arg(field.typeName));
}

template<class T>
struct Property
{
    static bool read(Cursor &cursor, int column, const FieldInfo &field, void *object, ReadContext &context)
    {
        if (T *const member = field.member<T>(object))
            return readInto(*member, cursor, column, field, context.error);
        T value {};
        if (!readInto(value, cursor, column, field, context.error))
            return false;
        field.write(object, value);
        return true;
    }
    static Result<void> bind(Statement &statement, int index, const FieldInfo &field, const void *object)
    {
        if (const T *const member = field.member<T>(object))
            return Column<T>::bind(statement, index, field, *member);
        T value {};
        field.read(object, value);
        return Column<T>::bind(statement, index, field, value);
    }

private:
    static bool readInto(T &value, Cursor &cursor, int column, const FieldInfo &field, std::optional<Error> &error)
    {
        switch (Column<T>::read(cursor, column, field, value, error)) {
        case Got::Value: return true;
        case Got::Null: error = nullForValue(field); return false;
        case Got::Error: return false;
        }
        Q_UNREACHABLE();
    }
};

template<class T>
struct Property<std::optional<T>>
{
    static bool read(Cursor &cursor, int column, const FieldInfo &field, void *object, ReadContext &context)
    {
        std::optional<T> value(std::in_place);
        switch (Column<T>::read(cursor, column, field, *value, context.error)) {
        case Got::Value: break;
        case Got::Null: value.reset(); break;
        case Got::Error: return false;
        }
        field.write(object, value);
        return true;
    }
    static Result<void> bind(Statement &statement, int index, const FieldInfo &field, const void *object)
    {
        std::optional<T> value;
        field.read(object, value);
        if (value)
            return Column<T>::bind(statement, index, field, *value);
        statement.bindNull(index);
        return {};
    }
};

/// A foreign key: its property's class adds nothing to ForeignKeyBase, so that this stands in for each of them.
void writeKey(const FieldInfo &field, void *object, Value key, const ReadContext &context)
{
    if (context.peers) {
        ForeignKeyBase &reference = context.peers->reference(field);
        reference.setKey(std::move(key));
        field.write(object, reference);
        return;
    }
    ForeignKeyBase reference;
    reference.setKey(std::move(key));
    field.write(object, reference);
}

struct KeyProperty
{
    static bool read(Cursor &cursor, int column, const FieldInfo &field, void *object, ReadContext &context)
    {
        Value value = cursor.value(column, field.columnType);
        if (cursor.error())
            return false;
        if (context.peers && !value.isNull())
            context.peers->note(field, value);
        writeKey(field, object, std::move(value), context);
        return true;
    }
    static Result<void> bind(Statement &statement, int index, const FieldInfo &field, const void *object)
    {
        ForeignKeyBase key;
        field.read(object, key);
        auto value = sql::columnValue(field, key.keyFor(*field.relation));
        if (!value)
            return value.error();
        statement.bind(index, *value);
        return {};
    }
};

/// The same for a key that is a signed integer, as most are.
struct IntegerKeyProperty
{
    static bool read(Cursor &cursor, int column, const FieldInfo &field, void *object, ReadContext &context)
    {
        qint64 number = 0;
        if (!cursor.int64(column, number)) {
            if (cursor.error())
                return false;
            writeKey(field, object, {}, context);
            return true;
        }
        if (context.peers)
            context.peers->note(field, number);
        writeKey(field, object, number, context);
        return true;
    }
    static Result<void> bind(Statement &statement, int index, const FieldInfo &field, const void *object)
    {
        if (const auto *member = field.member<ForeignKeyBase>(object))
            return bindKey(statement, index, field, object, *member);
        ForeignKeyBase key;
        field.read(object, key);
        return bindKey(statement, index, field, object, key);
    }

private:
    static Result<void> bindKey(
            Statement &statement, int index, const FieldInfo &field, const void *object, const ForeignKeyBase &key)
    {
        const Value value = key.keyFor(*field.relation);
        const auto *number = value.get<qint64>();
        if (!number || field.columnType.kind != schema::TypeKind::Int64)
            return KeyProperty::bind(statement, index, field, object);
        statement.bindInt64(index, *number);
        return {};
    }
};

/// Everything else by way of a Value: enumerations, JSON, lists, URLs, user-defined types.
struct AnyProperty
{
    static bool read(Cursor &cursor, int column, const FieldInfo &field, void *object, ReadContext &context)
    {
        const Value value = cursor.value(column, field.columnType);
        if (cursor.error())
            return false;
        if (value.isNull() && !field.nullable) {
            context.error = nullForValue(field);
            return false;
        }
        if (auto set = field.setValue(object, value); !set) {
            context.error = set.error();
            return false;
        }
        return true;
    }
    static Result<void> bind(Statement &statement, int index, const FieldInfo &field, const void *object)
    {
        auto value = sql::columnValue(field, field.value(object));
        if (!value)
            return value.error();
        statement.bind(index, *value);
        return {};
    }
};

template<class P>
constexpr FieldCodec codec()
{
    return { &P::read, &P::bind };
}

bool isSignedInteger(schema::TypeKind kind)
{
    return kind == schema::TypeKind::Int16 || kind == schema::TypeKind::Int32 || kind == schema::TypeKind::Int64;
}

template<class T>
const FieldCodec &optionalOr(bool optional)
{
    static constexpr std::array codecs { codec<Property<T>>(), codec<Property<std::optional<T>>>() };
    return codecs[optional];
}

} // namespace

const FieldCodec &codecFor(const FieldInfo &field)
{
    static constexpr FieldCodec any = codec<AnyProperty>();
    static constexpr FieldCodec key = codec<KeyProperty>();
    static constexpr FieldCodec integerKey = codec<IntegerKeyProperty>();
    // A field with a storage of its own choice (type=) goes the general way.
    const bool usual = field.columnType.kind != schema::TypeKind::Opaque;
    switch (usual ? field.type : FieldType::UserDefined) {
    case FieldType::Bool: return optionalOr<bool>(field.optional);
    case FieldType::Short: return optionalOr<qint16>(field.optional);
    case FieldType::UShort: return optionalOr<quint16>(field.optional);
    case FieldType::Int: return optionalOr<qint32>(field.optional);
    case FieldType::UInt: return optionalOr<quint32>(field.optional);
    case FieldType::LongLong: return optionalOr<qint64>(field.optional);
    case FieldType::ULongLong: return optionalOr<quint64>(field.optional);
    case FieldType::Float: return optionalOr<float>(field.optional);
    case FieldType::Double: return optionalOr<double>(field.optional);
    case FieldType::Decimal: return optionalOr<Decimal>(field.optional);
    case FieldType::String: return optionalOr<QString>(field.optional);
    case FieldType::ByteArray: return optionalOr<QByteArray>(field.optional);
    case FieldType::Date: return optionalOr<QDate>(field.optional);
    case FieldType::Time: return optionalOr<QTime>(field.optional);
    case FieldType::DateTime: return optionalOr<QDateTime>(field.optional);
    case FieldType::Uuid: return optionalOr<QUuid>(field.optional);
    case FieldType::ForeignKey:
    case FieldType::OneToOne: return field.optional ? any : isSignedInteger(field.columnType.kind) ? integerKey : key;
    default: return any;
    }
}

RowReader::RowReader(const QList<const FieldInfo *> &fields)
{
    m_entries.reserve(size_t(fields.size()));
    for (const FieldInfo *field : fields)
        m_entries.push_back({ codecFor(*field).read, field });
}

Error RowReader::explain(const Cursor &cursor, const FieldInfo &field, std::optional<Error> error)
{
    Error shown = error      ? *std::move(error)
            : cursor.error() ? *cursor.error()
                             : Error(ErrorKind::Conversion, u"The row cannot be read."_s);
    shown.setModel(field.model()->className, field.property);
    shown.setTable(field.model()->table);
    return shown;
}

RowBinder::RowBinder(const QList<const FieldInfo *> &fields)
{
    m_entries.reserve(size_t(fields.size()));
    for (const FieldInfo *field : fields)
        m_entries.push_back({ codecFor(*field).bind, field });
}

Result<void> RowBinder::bind(Statement &statement, const void *object, int first) const
{
    int index = first;
    for (const Entry &entry : m_entries) {
        if (auto bound = entry.bind(statement, index++, *entry.field, object); !bound)
            return bound;
    }
    return {};
}

} // namespace quoin
