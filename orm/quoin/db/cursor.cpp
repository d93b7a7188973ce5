// SPDX-License-Identifier: MIT
#include <quoin/db/cursor.h>

using namespace Qt::StringLiterals;

namespace quoin {

Cursor::~Cursor() = default;

bool Cursor::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
    return false;
}

bool Cursor::failConversion(int column, QStringView wanted)
{
    Error error(
            ErrorKind::Conversion, u"Column \"%1\" holds a value that cannot be read as %2."_s.arg(columnName(column), wanted));
    error.setHint(u"The column's type in the database and the property's type differ; compare the table with the model."_s);
    return fail(std::move(error));
}

Value Cursor::value(int column, const schema::ColumnType &type)
{
    // Each branch reads with the getter of its type; a getter that gives false leaves NULL (or an error, which the caller sees).
    const auto read = [&]<class T>(T initial, bool (Cursor::*getter)(int, T &)) {
        return (this->*getter)(column, initial) ? Value(std::move(initial)) : Value();
    };
    using schema::TypeKind;
    switch (type.kind) {
    case TypeKind::Bool: return read(bool(), &Cursor::boolean);
    case TypeKind::Int16:
    case TypeKind::Int32:
    case TypeKind::Int64:
    case TypeKind::UInt16:
    case TypeKind::UInt32: return read(qint64(), &Cursor::int64);
    case TypeKind::UInt64: return read(quint64(), &Cursor::uint64);
    case TypeKind::Float: {
        double number = 0;
        return real(column, number) ? Value(double(float(number))) : Value(); // some ways give the text's digits
    }
    case TypeKind::Double: return read(double(), &Cursor::real);
    case TypeKind::Decimal: return read(Decimal(), &Cursor::decimal);
    case TypeKind::String:
    case TypeKind::Text:
    case TypeKind::Enum: return read(QString(), &Cursor::text);
    case TypeKind::Binary: return read(QByteArray(), &Cursor::binary);
    case TypeKind::Date: return read(QDate(), &Cursor::date);
    case TypeKind::Time: return read(QTime(), &Cursor::time);
    case TypeKind::DateTime: return read(QDateTime(), &Cursor::dateTime);
    case TypeKind::Uuid: return read(QUuid(), &Cursor::uuid);
    case TypeKind::Json: {
        JsonText json;
        return this->json(column, json.utf8) ? Value(std::move(json)) : Value();
    }
    case TypeKind::Array: {
        ValueList elements;
        return list(column, *type.element, elements) ? Value(std::move(elements)) : Value();
    }
    case TypeKind::Vector: return read(Value::Vector(), &Cursor::vector);
    case TypeKind::Opaque: return rawValue(column);
    }
    Q_UNREACHABLE();
}

} // namespace quoin
