// SPDX-License-Identifier: MIT
// docs/capabilities.md says what the Capabilities structs say. After a change, write it anew:
//   QUOIN_WRITE_DOCS=1 tst_capabilities
#include <quoin/dialect/mysql/dialect.h>
#include <quoin/dialect/postgresql/dialect.h>
#include <quoin/dialect/sqlite/dialect.h>

#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>
#include <QtTest/qtest.h>

#include <variant>

using namespace Qt::StringLiterals;
using namespace quoin::dialect;

namespace {

const QString sourceFolder = QStringLiteral(QUOIN_SOURCE_FOLDER);

using Member = std::variant<bool Capabilities::*, int Capabilities::*>;

struct Named
{
    const char *name;
    Member member;
};

#define MEMBER(name) \
    Named { #name, &Capabilities::name }

// Every member but product and version; documentIsComplete() finds one that is missing.
const QList<Named> &members()
{
    static const QList<Named> all { MEMBER(insertReturning), MEMBER(updateReturning), MEMBER(lastInsertId),
        MEMBER(transactionalDdl), MEMBER(nullsOrdering), MEMBER(namespaces), MEMBER(exactDecimals), MEMBER(nonFiniteDoubles),
        MEMBER(comments), MEMBER(partialIndexes), MEMBER(virtualColumns), MEMBER(expressionIndexes), MEMBER(alterColumn),
        MEMBER(aggregateFilter), MEMBER(lateralJoins), MEMBER(windows), MEMBER(windowGroups), MEMBER(vectorType),
        MEMBER(ownFunctions), MEMBER(ignoreCaseMatch), MEMBER(rowLocks), MEMBER(skipLocked), MEMBER(lockTables),
        MEMBER(limitInSubqueries), MEMBER(rowRanges), MEMBER(setAll), MEMBER(groupingSets), MEMBER(updateFrom),
        MEMBER(failedStatementPoisons), MEMBER(ignoreConflicts), MEMBER(upsertUpdate), MEMBER(upsertTarget),
        MEMBER(decimalAggregates), MEMBER(lastInsertIdIsFirst), MEMBER(maxBinds), MEMBER(maxIdentifierBytes),
        MEMBER(maxDecimalScale), MEMBER(bulkInsertRows), MEMBER(bulkUpdateRows), MEMBER(maxStatementBytes), MEMBER(jsonTable),
        MEMBER(updateReadsNewValues) };
    return all;
}

/// The oldest version that is supported, where it matters the one since which more is known, and the newest known.
QList<Capabilities> servers()
{
    QList<Capabilities> out;
    for (const char16_t *version : { u"3.24.0", u"3.35.0", u"3.40.1" })
        out += sqlite::makeDialect({ .version = QStringView(version).toString() })->capabilities();
    for (const char16_t *version : { u"10.0", u"15.0" })
        out += postgresql::makeDialect({ .version = QStringView(version).toString() })->capabilities();
    for (const char16_t *version : { u"10.4.0-MariaDB", u"10.11.0-MariaDB", u"8.0.36" })
        out += mysql::makeDialect({ .version = QStringView(version).toString() })->capabilities();
    return out;
}

QString readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Each member's question, from the comment behind it in the header.
QHash<QString, QString> questions()
{
    static const QRegularExpression line(
            uR"(^\s*(?:bool|int) (\w+) = [^;]+;(?:\s*///< (.*))?$)"_s, QRegularExpression::MultilineOption);
    QHash<QString, QString> out;
    auto matches = line.globalMatch(readFile(sourceFolder + u"/orm/quoin/dialect/capabilities.h"));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        out.insert(match.captured(1), match.captured(2));
    }
    return out;
}

QString shown(const Capabilities &can, const Member &member)
{
    if (const auto *flag = std::get_if<bool Capabilities::*>(&member))
        return can.*(*flag) ? u"yes"_s : u"–"_s;
    return QString::number(can.*std::get<int Capabilities::*>(member));
}

QString document()
{
    QString out = u"# What each engine can do\n\n"
                  u"Written by `tests/auto/dialect/tst_capabilities` from the structs that Quoin itself asks "
                  u"(`quoin/dialect/capabilities.h`); do not edit.\nWhat an engine lacks is emulated where a guide says so, and "
                  u"else an "
                  u"`Unsupported` error before any SQL is sent.\n\n| Question | Member |"_s;
    QString rule = u"\n|---|---|"_s;
    for (const Capabilities &can : servers()) {
        out += u' ' + can.product + u' ' + can.version.toString() + u" |";
        rule += u"---|";
    }
    out += rule + u'\n';
    const QHash<QString, QString> asked = questions();
    for (const Named &named : members()) {
        const QString name = QString::fromLatin1(named.name);
        out += u"| " + asked.value(name) + u" | `" + name + u"` |";
        for (const Capabilities &can : servers())
            out += u' ' + shown(can, named.member) + u" |";
        out += u'\n';
    }
    return out;
}

} // namespace

class tst_Capabilities : public QObject
{
    Q_OBJECT

private slots:
    void documentIsComplete();
    void documentIsTrue();
};

void tst_Capabilities::documentIsComplete()
{
    const QHash<QString, QString> asked = questions();
    QSet<QString> listed;
    for (const Named &named : members()) {
        listed += QString::fromLatin1(named.name);
        QVERIFY2(!asked.value(QString::fromLatin1(named.name)).isEmpty(), named.name);
    }
    const QStringList declared = asked.keys();
    QCOMPARE(listed, QSet<QString>(declared.cbegin(), declared.cend()));
}

void tst_Capabilities::documentIsTrue()
{
    const QString path = sourceFolder + u"/docs/capabilities.md";
    if (qEnvironmentVariableIsSet("QUOIN_WRITE_DOCS")) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(document().toUtf8()), document().toUtf8().size());
    }
    QVERIFY2(readFile(path) == document(), "docs/capabilities.md is out of date: run QUOIN_WRITE_DOCS=1 tst_capabilities");
}

QTEST_APPLESS_MAIN(tst_Capabilities)
#include "tst_capabilities.moc"
