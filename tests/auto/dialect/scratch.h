// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/db/catalog.h>
#include <quoin/db/database.h>
#include <quoin/migrate/planrunner.h>
#include <quoin/schema/diff.h>

#include <testsupport.h>

/// The engine's target by its native way.
inline quoin::test::Target engineNamed(QStringView name)
{
    for (const quoin::test::Target &target : quoin::test::engines()) {
        if (target.engine == name)
            return target;
    }
    qFatal("there is no such engine in the tests");
}

/// A database of its own for a test of schemas: changes go in as values, what is there comes back as values.
class Scratch
{
public:
    explicit Scratch(const quoin::test::Target &target) : m_db(quoin::Database::open(quoin::test::freshDatabase(target)).value())
    { }

    [[nodiscard]] quoin::Database &db() { return m_db; }
    [[nodiscard]] quoin::Connection &connection() { return *m_db.connection().value(); }
    [[nodiscard]] const quoin::dialect::Dialect &dialect() { return m_db.dialect(); }
    [[nodiscard]] const quoin::dialect::Capabilities &can() { return dialect().capabilities(); }

    quoin::Result<quoin::schema::Schema> inspect(const quoin::dialect::InspectOptions &options = {})
    {
        quoin::ConnectionCatalog catalog(connection());
        return dialect().inspector().inspect(catalog, options);
    }

    quoin::Result<quoin::dialect::Plan> plan(const QList<quoin::schema::Change> &changes)
    {
        const auto stored = inspect();
        if (!stored)
            return stored.error();
        return dialect().ddl().plan(changes, *stored);
    }

    quoin::Result<void> apply(const QList<quoin::schema::Change> &changes)
    {
        const auto planned = plan(changes);
        if (!planned)
            return planned.error();
        return quoin::runPlan(connection(), *planned);
    }

    /// What would have to be done to come from the database to the schema, one line each.
    quoin::Result<QString> difference(const quoin::schema::Schema &wanted)
    {
        const auto stored = inspect();
        if (!stored)
            return stored.error();
        return described(quoin::schema::diff(*stored, wanted, dialect().diffRules()));
    }

    /// Makes the database like the schema.
    quoin::Result<void> become(const quoin::schema::Schema &wanted, const quoin::schema::DiffHints &hints = {})
    {
        const auto stored = inspect();
        if (!stored)
            return stored.error();
        const auto planned = dialect().ddl().plan(quoin::schema::diff(*stored, wanted, dialect().diffRules(), hints), *stored);
        if (!planned)
            return planned.error();
        return quoin::runPlan(connection(), *planned);
    }

    quoin::Result<void> run(const QString &sql) { return connection().run(sql); }

    /// The rows of a query, as "1|Ann" each, NULL as "null". (Without a model to tell, Qt's driver for MySQL gives text of a
    /// binary collation as bytes.)
    QStringList rows(const QString &sql)
    {
        const QList<QList<quoin::Value>> rows = m_db.rows(sql).value();
        QStringList out;
        for (const auto &row : rows) {
            QStringList cells;
            for (const quoin::Value &cell : row)
                cells += shown(cell);
            out += cells.join(u'|');
        }
        return out;
    }

    static QString shown(const quoin::Value &cell)
    {
        if (cell.isNull())
            return QStringLiteral("null");
        if (const auto *bytes = cell.get<QByteArray>())
            return QString::fromUtf8(*bytes);
        return cell.get<QString>() ? *cell.get<QString>() : cell.toDisplay();
    }

    static QString described(const QList<quoin::schema::Change> &changes)
    {
        QStringList out;
        for (const quoin::schema::Change &change : changes)
            out += describe(change);
        return out.join(u'\n');
    }

private:
    quoin::Database m_db;
};
