// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/decimal.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qdatetime.h>
#include <QtCore/qmetatype.h>
#include <QtCore/quuid.h>

#include <memory>
#include <variant>
#include <vector>

class QDebug;
class QVariant;

namespace quoin {

class Value;
/// The elements of an array value; all of one type, or null.
using ValueList = std::vector<Value>;

/// JSON as a value of its own, so that JSON null, SQL NULL and the text "null" stay three things. UTF-8, compact.
struct JsonText
{
    QByteArray utf8;
    friend bool operator==(const JsonText &, const JsonText &) = default;
};

/// A value on its way to or from a column: what the engines can tell apart, no more. Null is SQL NULL. Properties of
/// richer types (enums, QUrl, user-defined types) are turned into one of these by the model. A value type.
class QUOIN_EXPORT Value
{
public:
    using Vector = std::vector<float>;
    using Variant = std::variant<std::monostate, bool, qint64, quint64, double, QString, QByteArray, QDate, QTime, QDateTime,
            QUuid, std::shared_ptr<const Decimal>, JsonText, std::shared_ptr<const ValueList>, std::shared_ptr<const Vector>>;
    /// The alternatives of Variant, in its order.
    enum class Type : quint8 {
        Null,
        Bool,
        Int,
        UInt,
        Double,
        Text,
        Binary,
        Date,
        Time,
        DateTime,
        Uuid,
        Decimal,
        Json,
        List,
        Vector
    };

    // Defined elsewhere, those that are more than a few bytes: what they do to the variant would be compiled into every file.
    Value() noexcept { }
    Value(std::nullptr_t) noexcept { }
    Value(bool value) noexcept : m_value(std::in_place_type<bool>, value) { }
    Value(int value) noexcept : m_value(std::in_place_type<qint64>, value) { }
    Value(uint value) noexcept : m_value(std::in_place_type<qint64>, value) { }
    Value(long value) noexcept : m_value(std::in_place_type<qint64>, value) { }
    Value(unsigned long value) noexcept : m_value(std::in_place_type<quint64>, value) { }
    Value(qint64 value) noexcept : m_value(std::in_place_type<qint64>, value) { }
    Value(quint64 value) noexcept; ///< Stays UInt whatever its size; equal to an Int of the same value.
    Value(double value) noexcept : m_value(std::in_place_type<double>, value) { }
    Value(QString value) noexcept;
    Value(QStringView value);
    Value(const char16_t *value) : Value(QStringView(value)) { }
    Value(const char *) = delete;
    Value(QByteArray value) noexcept;
    Value(QDate value) noexcept;
    Value(QTime value) noexcept;
    Value(QDateTime value);
    Value(QUuid value) noexcept;
    Value(const Decimal &value);
    Value(JsonText value) noexcept;
    Value(ValueList value);
    Value(Vector value);
    Value(const Value &other);
    Value(Value &&other) noexcept;
    Value &operator=(const Value &other);
    Value &operator=(Value &&other) noexcept;
    ~Value();

    [[nodiscard]] Type type() const noexcept { return Type(m_value.index()); }
    [[nodiscard]] bool isNull() const noexcept { return m_value.index() == 0; }
    [[nodiscard]] const Variant &variant() const noexcept { return m_value; }

    /// The alternative, or null when it is another one.
    template<class T>
    [[nodiscard]] const T *get() const noexcept
    {
        return std::get_if<T>(&m_value);
    }
    [[nodiscard]] const Decimal *decimal() const noexcept;
    [[nodiscard]] const ValueList *list() const noexcept;
    [[nodiscard]] const Vector *vector() const noexcept;

    /// For people and logs of values that are not sensitive: text in quotes, binary by its size.
    [[nodiscard]] QString toDisplay() const;
    /// The Qt value a program expects: int64 as qlonglong, JSON as QJsonValue, lists as QVariantList, decimals as Decimal.
    [[nodiscard]] QVariant toVariant() const;
    /// An invalid variant is NULL; integers and enums are Int or UInt, QUrl is its encoded text, QChar text, lists are List
    /// (a list of float is Vector), maps and Qt's JSON types Json. Conversion error when the type has no place here,
    /// for an invalid date or time, and for a list of values of several types.
    static Result<Value> fromVariant(const QVariant &variant);

    /// By value: Int, UInt, Double and Decimal compare as numbers, exactly and without rounding either side; all else
    /// only with its own type. NULL equals NULL, and NaN equals NaN: this asks whether both are the same value, as
    /// change tracking and containers need it, not what SQL's = or C++'s == would answer.
    QUOIN_EXPORT friend bool operator==(const Value &a, const Value &b);
    QUOIN_EXPORT friend size_t qHash(const Value &value, size_t seed);

private:
    Variant m_value;
};

/// Equal values hash alike, numbers of different types included.
QUOIN_EXPORT size_t qHash(const Value &value, size_t seed = 0);

/// The name of a value's type for messages: "text", "date and time".
QUOIN_EXPORT QString valueTypeName(Value::Type type);
QUOIN_EXPORT QDebug operator<<(QDebug debug, const Value &value);

} // namespace quoin

Q_DECLARE_METATYPE(quoin::Value)
