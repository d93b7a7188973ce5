// SPDX-License-Identifier: MIT
#include <quoin/sql/linking.h>

using namespace Qt::StringLiterals;

namespace quoin::sql {

namespace {

using dialect::SqlWriter;

Compiled finished(SqlWriter &out)
{
    const QList<bool> sensitive = out.sensitive();
    return { out.takeText(), out.takeBindings(), sensitive, {} };
}

} // namespace

Result<Compiled> compileLink(const ThroughTable &through, const Value &key, const QList<Value> &targets, bool symmetrical,
        const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    const QStringList columns { through.key.column, through.targetKey.column };
    out.raw("INSERT INTO "_L1).table(through.nameSpace, through.table).raw(" ("_L1);
    out.identifier(columns.first()).raw(", "_L1).identifier(columns.last()).raw(") VALUES "_L1);
    bool first = true;
    const auto row = [&](const Value &here, const Value &there) {
        out.raw(std::exchange(first, false) ? "("_L1 : ", ("_L1).bind(here, through.key.sensitive).raw(", "_L1);
        out.bind(there, through.targetKey.sensitive).raw(")"_L1);
    };
    for (const Value &target : targets) {
        row(key, target);
        if (symmetrical && !(key == target))
            row(target, key);
    }
    const auto &can = dialect.capabilities();
    if (can.ignoreConflicts)
        out.syntax().onConflictDoNothing(out, columns);
    else if (can.upsertUpdate)
        out.syntax().onConflictUpdate(out, columns, { columns.first() }); // to what it is
    else
        return Error(ErrorKind::Unsupported,
                u"This version of %1 cannot leave rows out of an INSERT that are there already."_s.arg(can.product));
    return finished(out);
}

Result<Compiled> compileUnlink(const ThroughTable &through, const Value &key, const QList<Value> *targets, bool symmetrical,
        const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    out.raw("DELETE FROM "_L1).table(through.nameSpace, through.table).raw(" WHERE "_L1);
    const auto rows = [&](const FieldInfo &here, const FieldInfo &there) -> Result<void> {
        out.raw("("_L1).identifier(here.column).raw(" = "_L1).bind(key, here.sensitive);
        if (targets) {
            out.raw(" AND "_L1);
            auto written = writeKeyList(
                    out, there, [&](SqlWriter &to) { to.identifier(there.column); }, *targets, dialect.capabilities());
            if (!written)
                return written;
        }
        out.raw(")"_L1);
        return {};
    };
    auto written = rows(through.key, through.targetKey);
    if (written && symmetrical) {
        out.raw(" OR "_L1);
        written = rows(through.targetKey, through.key);
    }
    return written ? Result<Compiled>(finished(out)) : Result<Compiled>(written.error());
}

Result<Compiled> compileLinked(const ThroughTable &through, const Value &key, const dialect::Dialect &dialect)
{
    SqlWriter out(dialect.syntax());
    out.raw("SELECT "_L1).identifier(through.targetKey.column).raw(" FROM "_L1).table(through.nameSpace, through.table);
    out.raw(" WHERE "_L1).identifier(through.key.column).raw(" = "_L1).bind(key, through.key.sensitive);
    return finished(out);
}

} // namespace quoin::sql
