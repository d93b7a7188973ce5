// SPDX-License-Identifier: MIT
#pragma once

#include "generators.h"
#include "tables.h"
#include "testsupport.h"

#include <quoin/quoin.h>

#include <QDebug>
#include <QJsonDocument>
#include <QTest>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>

/// A model of one type: a key, a value, and one that can be NULL. moc sees through the macro.
#define ROUND_TRIP_MODEL(Name, table, Type, options) \
    class Name \
    { \
        Q_GADGET \
        QUOIN_MODEL(table, "") \
        QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement") \
        QUOIN_FIELD(Type, value, options) \
        QUOIN_FIELD(std::optional<Type>, maybe, options) \
    };

namespace roundtrip {

/// What is checked of one type, against a database whose table is there and empty.
struct TypeCase
{
    QByteArray name;
    QString table;
    std::function<quoin::Result<void>(quoin::Database &)> createTable;
    std::function<void(quoin::Database &)> values;   ///< Each value comes back, in both columns.
    std::function<void(quoin::Database &)> nulls;    ///< So does NULL, and nothing takes it for a value.
    std::function<void(quoin::Database &)> filters;  ///< Equality finds exactly the equal ones. Empty: the type has none.
    std::function<void(quoin::Database &)> ordering; ///< The order is the one of the list. Empty: the type has none.
    std::function<void(quoin::Database &)> random;   ///< Generated values come back.
};

enum class Compared { WithOrder, ForEquality, Not };

/// The same value, as far as the contract goes.
template<class T>
bool same(const T &stored, const T &read)
{
    return stored == read;
}
inline bool same(const QDateTime &stored, const QDateTime &read) { return stored == read && read.timeSpec() == Qt::UTC; }
inline bool same(const QList<QDateTime> &stored, const QList<QDateTime> &read)
{
    return std::ranges::equal(stored, read, [](const QDateTime &a, const QDateTime &b) { return same(a, b); });
}

/// Objects by their members: QJsonObject compares them in the order they were inserted or read in, which is not always the same.
inline bool same(const QJsonValue &stored, const QJsonValue &read)
{
    if (stored.type() != read.type())
        return false;
    if (stored.isArray()) {
        return std::ranges::equal(
                stored.toArray(), read.toArray(), [](const QJsonValue &a, const QJsonValue &b) { return same(a, b); });
    }
    if (!stored.isObject())
        return stored == read;
    const auto members = [](const QJsonObject &object) {
        QMap<QString, QJsonValue> sorted;
        for (auto it = object.begin(); it != object.end(); ++it)
            sorted.insert(it.key(), it.value());
        return sorted;
    };
    const auto a = members(stored.toObject());
    const auto b = members(read.toObject());
    return a.keys() == b.keys()
            && std::ranges::all_of(a.keys(), [&](const QString &key) { return same(a.value(key), b.value(key)); });
}
inline bool same(const QJsonObject &stored, const QJsonObject &read) { return same(QJsonValue(stored), QJsonValue(read)); }
inline bool same(const QJsonArray &stored, const QJsonArray &read) { return same(QJsonValue(stored), QJsonValue(read)); }
inline bool same(const QJsonDocument &stored, const QJsonDocument &read)
{
    return same(stored.object(), read.object()) && same(stored.array(), read.array());
}

template<class T>
QString described(const T &value)
{
    QString text;
    QDebug(&text) << value;
    return text.size() > 200 ? QString(text.first(200) + QStringLiteral("… (%1 characters)").arg(text.size())) : text;
}

/// \a ascending: the values of interest, in the order that the portability contract promises.
template<class Model>
class Checks
{
public:
    using T = decltype(Model::value);

    Checks(QList<T> ascending, rc::Gen<T> generator) : m_values(std::move(ascending)), m_generator(std::move(generator)) { }

    void values(quoin::Database &database) const
    {
        for (const T &value : m_values) {
            Model stored;
            stored.value = value;
            stored.maybe = value;
            QVERIFY_RESULT(database.insert(stored));
            const auto read = database.get<Model>(stored.id);
            QVERIFY2(read, qPrintable(described(value) + QLatin1Char('\n') + (read ? QString() : read.error().toString())));
            QVERIFY2(same(value, read->value), qPrintable(described(value) + QLatin1String(" became ") + described(read->value)));
            QVERIFY2(read->maybe.has_value(), qPrintable(described(value) + QLatin1String(" became NULL")));
            QVERIFY2(same(value, *read->maybe),
                    qPrintable(described(value) + QLatin1String(" became ") + described(*read->maybe)));
        }
    }

    void nulls(quoin::Database &database) const
    {
        Model empty;
        empty.value = m_values.first();
        QVERIFY_RESULT(database.insert(empty));
        Model full;
        full.value = m_values.first();
        full.maybe = m_values.first();
        QVERIFY_RESULT(database.insert(full));

        const auto read = database.get<Model>(empty.id);
        QVERIFY_RESULT(read);
        QVERIFY2(!read->maybe, qPrintable(QLatin1String("NULL became ") + (read->maybe ? described(*read->maybe) : QString())));

        const auto without = database.query<Model>().filter(quoin::field<&Model::maybe>.isNull()).all();
        QVERIFY_RESULT(without);
        QCOMPARE(ids(*without), QList<qint64> { empty.id });
        const auto with = database.query<Model>().exclude(quoin::field<&Model::maybe>.isNull()).all();
        QVERIFY_RESULT(with);
        QCOMPARE(ids(*with), QList<qint64> { full.id });

        full.maybe.reset(); // and a value can become NULL again
        QVERIFY_RESULT(database.update(full));
        const auto cleared = database.get<Model>(full.id);
        QVERIFY_RESULT(cleared);
        QVERIFY(!cleared->maybe.has_value());
    }

    void filters(quoin::Database &database) const
    {
        QList<qint64> stored;
        QVERIFY_RESULT(insertAll(database, stored));
        for (qsizetype i = 0; i < m_values.size(); ++i) {
            const auto found = database.query<Model>().filter(quoin::field<&Model::value> == m_values.at(i)).all();
            QVERIFY2(found,
                    qPrintable(described(m_values.at(i)) + QLatin1Char('\n') + (found ? QString() : found.error().toString())));
            QVERIFY2(ids(*found) == QList<qint64> { stored.at(i) },
                    qPrintable(QStringLiteral("%1 rows are equal to %2").arg(found->size()).arg(described(m_values.at(i)))));
            const auto others = database.query<Model>().filter(quoin::field<&Model::maybe> != m_values.at(i)).count();
            QVERIFY_RESULT(others);
            QCOMPARE(*others, m_values.size() - 1);
        }
    }

    void ordering(quoin::Database &database) const
    {
        QList<qint64> stored;
        QVERIFY_RESULT(insertAll(database, stored));
        Model empty;
        empty.value = m_values.first();
        const auto up = database.query<Model>().orderBy(quoin::field<&Model::value>.asc()).all();
        QVERIFY_RESULT(up);
        for (qsizetype i = 0; i < stored.size(); ++i)
            QVERIFY2(up->at(i).id == stored.at(i),
                    qPrintable(QStringLiteral("at %1 stands %2 instead of %3")
                                    .arg(i)
                                    .arg(described(up->at(i).value), described(m_values.at(i)))));

        QVERIFY_RESULT(database.insert(empty)); // NULL is smallest, first going up and last going down
        stored.prepend(empty.id);
        const auto down = database.query<Model>().orderBy(quoin::field<&Model::maybe>.desc()).all();
        QVERIFY_RESULT(down);
        std::ranges::reverse(stored);
        QCOMPARE(ids(*down), stored);
        for (const T &value : m_values) {
            const auto smaller = database.query<Model>().filter(quoin::field<&Model::value> < value).count();
            QVERIFY_RESULT(smaller);
            // The row with NULL in the other column has the smallest value once more.
            const qsizetype place = m_values.indexOf(value);
            QVERIFY2(*smaller == (place > 0 ? place + 1 : 0),
                    qPrintable(QStringLiteral("%1 rows are smaller than %2").arg(*smaller).arg(described(value))));
        }
    }

    void random(quoin::Database &database) const
    {
        const bool held = rc::check([&] {
            const auto values = *rc::gen::scale(0.15, rc::gen::container<std::vector<T>>(m_generator));
            auto transaction = database.begin();
            if (!transaction)
                RC_FAIL(transaction.error().toString().toStdString());
            for (const T &value : values) {
                Model stored;
                stored.value = value;
                stored.maybe = value;
                if (const auto done = database.insert(stored); !done)
                    RC_FAIL(described(value).toStdString() + ": " + done.error().toString().toStdString());
                const auto read = database.get<Model>(stored.id);
                if (!read)
                    RC_FAIL(described(value).toStdString() + ": " + read.error().toString().toStdString());
                if (!same(value, read->value) || !read->maybe || !same(value, *read->maybe))
                    RC_FAIL(described(value).toStdString() + " became " + described(read->value).toStdString());
            }
            if (const auto done = transaction->commit(); !done)
                RC_FAIL(done.error().toString().toStdString());
        });
        QVERIFY(held);
    }

private:
    static QList<qint64> ids(const QList<Model> &rows)
    {
        QList<qint64> keys;
        for (const Model &row : rows)
            keys.append(row.id);
        return keys;
    }

    /// In another order than theirs; \a keys is in theirs.
    quoin::Result<void> insertAll(quoin::Database &database, QList<qint64> &keys) const
    {
        const qsizetype count = m_values.size();
        keys.resize(count);
        auto transaction = database.begin();
        if (!transaction)
            return transaction.error();
        for (qsizetype n = 0; n < count; ++n) {
            const qsizetype at = n % 2 ? n / 2 : count - 1 - n / 2;
            Model row;
            row.value = m_values.at(at);
            row.maybe = m_values.at(at);
            if (auto done = database.insert(row); !done)
                return done;
            keys[at] = row.id;
        }
        return transaction->commit();
    }

    QList<T> m_values;
    rc::Gen<T> m_generator;
};

template<class Model, Compared compared = Compared::WithOrder>
TypeCase typeCase(
        const char *name, const QList<decltype(Model::value)> &ascending, const rc::Gen<decltype(Model::value)> &generator)
{
    const auto checks = std::make_shared<const Checks<Model>>(ascending, generator);
    const auto bound = [checks](void (Checks<Model>::*check)(quoin::Database &) const) {
        return [checks, check](quoin::Database &database) { ((*checks).*check)(database); };
    };
    TypeCase result;
    result.name = name;
    result.table = quoin::modelOf<Model>().value()->table;
    result.createTable = [](quoin::Database &database) { return quoin::test::createTables<Model>(database); };
    result.values = bound(&Checks<Model>::values);
    result.nulls = bound(&Checks<Model>::nulls);
    result.random = bound(&Checks<Model>::random);
    if constexpr (compared != Compared::Not)
        result.filters = bound(&Checks<Model>::filters);
    if constexpr (compared == Compared::WithOrder)
        result.ordering = bound(&Checks<Model>::ordering);
    return result;
}

QList<TypeCase> numberCases();
QList<TypeCase> textCases();
QList<TypeCase> timeCases();
QList<TypeCase> documentCases();
QList<TypeCase> listCases();
QList<TypeCase> userTypeCases();

} // namespace roundtrip
