// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: queries that differ in their values alone share a statement, whose text is written once.

#include <quoin/sql/compiler.h>

#include <QtCore/qvarlengtharray.h>

#include <array>
#include <cstring>

namespace quoin::sql {

/// A value of a query's tree, where it stands in it.
struct GivenValue
{
    const Value *value = nullptr;
    const ForeignKeyBase *reference = nullptr; ///< Instead of a value: a row, whose key depends on what it is compared with.

    const qint64 *number = nullptr; ///< Where \a value was taken from, when it is none of the tree.

    [[nodiscard]] const void *place() const
    {
        return number ? static_cast<const void *>(number) : value ? static_cast<const void *>(value) : reference;
    }
};

/// Everything that a query's text depends on, as bytes, and the values that it does not depend on. Two queries of the same key
/// have the same text on one engine. Refers to the query, which has to live as long.
class QUOIN_EXPORT Shape
{
public:
    Shape(const expr::Select &select, Projection projection);
    Q_DISABLE_COPY_MOVE(Shape)

    /// False for what is not worth to be kept: long lists.
    [[nodiscard]] bool isCacheable() const { return m_cacheable; }
    [[nodiscard]] QByteArrayView key() const { return QByteArrayView(m_key.constData(), m_size); }
    /// In the order of the walk.
    [[nodiscard]] const QVarLengthArray<GivenValue, 16> &values() const { return m_values; }
    /// Values that are part of the key.
    [[nodiscard]] bool isInKey(const void *place) const { return m_inKey.contains(place); }

private:
    void select(const expr::Select &select, Projection projection);
    void table(const expr::CommonTablePtr &table);
    void joins(const std::vector<expr::RowsJoin> &joins);
    void rows(const qint64 &given);
    void node(const expr::NodePtr &node);
    void nodes(const std::vector<expr::NodePtr> &nodes);
    void value(const Value &given);
    void reference(const ForeignKeyBase &given);
    void valueInKey(const Value &given);
    void bytes(QByteArrayView text);
    void append(const void *bytes, qsizetype size)
    {
        // Inline, as this is done for every part of every query; QVarLengthArray::append() is a call.
        const qsizetype before = m_size;
        m_size += size;
        if (m_size > m_key.size())
            m_key.resize(2 * m_size);
        memcpy(m_key.data() + before, bytes, size_t(size));
    }
    template<class Number>
    void number(Number number)
    {
        append(&number, qsizetype(sizeof number));
    }
    /// How many follow: nearly always few.
    void count(size_t number)
    {
        constexpr size_t many = 0xFF;
        this->number(quint8(qMin(number, many)));
        if (number >= many)
            this->number(quint64(number));
    }

    QVarLengthArray<char, 512> m_key = QVarLengthArray<char, 512>(512); // all of it can be written to; m_size bytes are
    qsizetype m_size = 0;
    QVarLengthArray<GivenValue, 16> m_values;
    QVarLengthArray<const void *, 4> m_inKey;
    std::array<Value, 4> m_numbers; ///< Limits and offsets.
    size_t m_numberCount = 0;
    std::vector<const expr::CommonTable *> m_tables;
    bool m_cacheable = true;
    bool m_allInKey = false;
};

/// The statement of all queries of one shape on one engine.
class QUOIN_EXPORT ShapeStatement
{
public:
    /// From one of these queries and what the compiler made of it; none when it cannot be told where each binding comes from.
    static std::optional<ShapeStatement> learn(const Shape &shape, const Compiled &compiled, const dialect::Dialect &dialect);

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] const QList<const FieldInfo *> &columns() const { return m_columns; }

    /// Calls take(int index, const Value &value) for each binding of another query of the shape. False when one of its values is
    /// such that the compiler has to look at it: it does not fit the column.
    template<class F>
    bool each(const Shape &shape, const dialect::Dialect &dialect, F &&take) const
    {
        Value storage;
        for (size_t i = 0; i < m_sources.size(); ++i) {
            const Value *const value = ShapeStatement::take(m_sources[i], shape, dialect, storage);
            if (!value)
                return false;
            take(int(i), *value);
        }
        return true;
    }
    [[nodiscard]] std::optional<QList<Value>> bindings(const Shape &shape, const dialect::Dialect &dialect) const;

private:
    struct Source
    {
        int value = -1; ///< Of Shape::values(); -1: constant.
        dialect::Origin::As as {};
        const FieldInfo *field = nullptr;
        Value constant {};
    };
    static const Value *take(const Source &source, const Shape &shape, const dialect::Dialect &dialect, Value &storage);

    QString m_text;
    QList<const FieldInfo *> m_columns;
    std::vector<Source> m_sources;
};

} // namespace quoin::sql
