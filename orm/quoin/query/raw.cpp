// SPDX-License-Identifier: MIT
#include <quoin/query/raw.h>

#include <quoin/db/connection.h>
#include <quoin/dialect/tokens_p.h>
#include <quoin/query/rowcodec_p.h>
#include <quoin/query/violation_p.h>

#include <QtCore/qset.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// A statement that runs; closed however the reading ends.
class RunningStatement
{
public:
    static Result<RunningStatement> start(const Database &database, const QString &sql, const QList<Value> &values)
    {
        auto connection = database.connection();
        if (!connection)
            return connection.error();
        auto statement = (*connection)->prepare(sql);
        if (!statement)
            return statement.error();
        (*statement)->bindAll(values);
        auto cursor = (*statement)->query();
        if (!cursor)
            return cursor.error();
        return RunningStatement(**connection, *std::move(statement), **cursor);
    }
    RunningStatement(RunningStatement &&) = default;
    ~RunningStatement()
    {
        if (m_statement)
            m_statement->close();
    }

    [[nodiscard]] Connection &connection() const { return m_connection; }
    [[nodiscard]] Cursor &cursor() const { return m_cursor; }

private:
    RunningStatement(Connection &connection, std::shared_ptr<Statement> statement, Cursor &cursor)
        : m_connection(connection), m_statement(std::move(statement)), m_cursor(cursor)
    { }

    Connection &m_connection;
    std::shared_ptr<Statement> m_statement;
    Cursor &m_cursor;
};

Error mismatch(const QString &why, const QString &sql) { return Error(ErrorKind::InvalidQuery, why).setStatement(sql); }

/// Each column of the result as a field of the model.
Result<QList<const FieldInfo *>> fieldsOf(const Cursor &cursor, const ModelInfo &model, const QString &sql)
{
    QStringList known;
    for (const FieldInfo &field : model.fields)
        known << field.column;
    QList<const FieldInfo *> fields;
    for (int i = 0; i < cursor.columnCount(); ++i) {
        const QString name = cursor.columnName(i);
        const FieldInfo *field = model.fieldByColumn(name);
        if (!field)
            return mismatch(u"The result has a column \"%1\", which %2 has not."_s.arg(name, model.className), sql)
                    .setModel(model.className)
                    .setHint(u"Its columns are %1. Name what is computed AS one of them, or read a struct."_s.arg(
                            known.join(u", "_s)));
        if (fields.contains(field))
            return mismatch(u"The result has two columns \"%1\"."_s.arg(name), sql)
                    .setModel(model.className, field->property)
                    .setHint(u"Name the columns that are wanted, instead of * of several tables."_s);
        fields << field;
        known.removeAll(field->column);
    }
    if (!known.isEmpty())
        return mismatch(u"The result has no column \"%1\", which %2 needs."_s.arg(known.join(u"\", \""_s), model.className), sql)
                .setModel(model.className)
                .setHint(u"Select all columns of the model, or read a struct."_s);
    return fields;
}

} // namespace

RawCore::RawCore(Database database, QString sql, const QList<Binding> &bindings)
    : m_database(std::move(database)), m_sql(std::move(sql))
{
    if (!bindings.isEmpty() && bindings.first().name) {
        if (m_database.isValid()) // else the call that runs it says so
            putNamed(bindings);
        return;
    }
    for (const Binding &binding : bindings)
        m_values << binding.value;
}

/// :name to ?, each with its value; what the name of no value is, is an error, and so is a value that nothing names.
void RawCore::putNamed(const QList<Binding> &bindings)
{
    using dialect::Token;
    QStringList names;
    for (const Binding &binding : bindings)
        names << QString::fromUtf8(binding.name);
    const auto isPart = [](QChar c) { return c.isLetterOrNumber() || c == u'_'; };
    const QList<Token> tokens = dialect::tokenize(m_sql, m_database.dialect().syntax().tokenRules());
    QString text;
    QSet<qsizetype> used;
    qsizetype from = 0;
    for (qsizetype i = 0; i + 1 < tokens.size(); ++i) {
        const Token &colon = tokens.at(i);
        const Token &name = tokens.at(i + 1);
        if (!colon.isSymbol(u":") || name.kind != Token::Kind::Word || name.from != colon.to)
            continue;
        if (colon.from > 0 && isPart(m_sql.at(colon.from - 1))) // a part of an array: numbers[low:high]
            continue;
        const qsizetype which = names.indexOf(name.text);
        if (which < 0) {
            m_error = mismatch(u"The SQL text has a placeholder :%1, for which no value is given."_s.arg(name.text), m_sql)
                              .setHint(u"Values are given for: %1."_s.arg(names.join(u", "_s)));
            return;
        }
        used.insert(which);
        text += QStringView(m_sql).sliced(from, colon.from - from) % u'?';
        m_values << bindings.at(which).value;
        from = name.to;
    }
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (!used.contains(i)) {
            m_error = mismatch(u"A value is given for :%1, which the SQL text has not."_s.arg(names.at(i)), m_sql);
            return;
        }
    }
    m_sql = text + QStringView(m_sql).sliced(from);
}

Result<void> RawCore::readModels(RowSink &sink, const ModelInfo &model) const
{
    if (m_error)
        return *m_error;
    auto running = RunningStatement::start(m_database, m_sql, m_values);
    if (!running)
        return withModel(running.error(), model);
    Cursor &cursor = running->cursor();
    std::optional<RowReader> reader; // some engines describe the columns only with the first row
    while (cursor.next()) {
        if (!reader) {
            auto fields = fieldsOf(cursor, model, m_sql);
            if (!fields)
                return fields.error();
            reader.emplace(*fields);
        }
        const RowSink::Slot slot = sink.next();
        if (auto read = reader->read(cursor, slot.object); !read)
            return read;
        if (slot.state)
            slot.state->markRead(running->connection(), m_database, model.values(slot.object));
    }
    if (cursor.error())
        return withModel(*cursor.error(), model);
    if (!reader) {
        auto fields = fieldsOf(cursor, model, m_sql);
        return fields ? Result<void>() : Result<void>(fields.error());
    }
    return {};
}

Result<void> RawCore::readColumns(ColumnSink &sink, int columns) const
{
    if (m_error)
        return *m_error;
    auto running = RunningStatement::start(m_database, m_sql, m_values);
    if (!running)
        return running.error();
    Cursor &cursor = running->cursor();
    if (cursor.columnCount() != columns)
        return mismatch(
                u"The result has %1 columns, and the row that they are read into %2."_s.arg(cursor.columnCount()).arg(columns),
                m_sql);
    const QList<const FieldInfo *> none(columns, nullptr);
    while (cursor.next()) {
        if (auto read = sink.row(cursor, none); !read)
            return Error(read.error()).setStatement(m_sql);
    }
    return cursor.error() ? Result<void>(*cursor.error()) : Result<void>();
}

Result<QList<QVariantMap>> RawCore::readMaps() const
{
    if (m_error)
        return *m_error;
    auto running = RunningStatement::start(m_database, m_sql, m_values);
    if (!running)
        return running.error();
    Cursor &cursor = running->cursor();
    QStringList names;
    for (int i = 0; i < cursor.columnCount(); ++i) {
        const QString name = cursor.columnName(i);
        if (names.contains(name))
            return mismatch(u"The result has two columns \"%1\": a map has place for one."_s.arg(name), m_sql);
        names << name;
    }
    QList<QVariantMap> maps;
    while (cursor.next()) {
        QVariantMap &map = maps.emplaceBack();
        for (int i = 0; i < cursor.columnCount(); ++i)
            map.insert(names.at(i), cursor.rawValue(i).toVariant());
    }
    return cursor.error() ? Result<QList<QVariantMap>>(*cursor.error()) : Result<QList<QVariantMap>>(std::move(maps));
}

Error RawCore::notOne(bool none)
{
    return none ? Error(ErrorKind::NotFound, u"The SQL text gives no row."_s)
                : Error(ErrorKind::MultipleFound, u"The SQL text gives more than one row."_s);
}

} // namespace quoin
