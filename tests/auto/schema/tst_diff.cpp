// SPDX-License-Identifier: MIT
#include <quoin/schema/apply.h>
#include <quoin/schema/diff.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using namespace quoin::schema;

class tst_Diff : public QObject
{
    Q_OBJECT

private slots:
    void changesAreFound_data();
    void changesAreFound();
    void rulesDecide();
    void tablesAreMadeParentsFirst();
    void cyclesAreBroken();
    void renamesComeFromHints();
    void foreignKeysMakeRoom();
};

namespace {

Column column(const QString &name, const QString &type, bool nullable = false)
{
    return Column { .name = name, .type = ColumnType::fromString(type).value(), .nullable = nullable };
}

Table posts()
{
    return Table { .name = u"posts"_s,
        .columns = { column(u"id"_s, u"int64"_s), column(u"title"_s, u"string(80)"_s) },
        .primaryKey = { u"posts_pkey"_s, { u"id"_s } } };
}

Index index(const QString &name, const QStringList &columns, bool unique = false)
{
    Index out { .name = name, .unique = unique };
    for (const QString &c : columns)
        out.parts += IndexPart { .column = c };
    return out;
}

ForeignKey reference(const QString &column, const QString &target)
{
    return ForeignKey {
        .name = target + u"_fk", .columns = { column }, .referencedTable = target, .referencedColumns = { u"id"_s }
    };
}

Table linked(const QString &name, const QString &target)
{
    return Table { .name = name,
        .columns = { column(u"id"_s, u"int64"_s), column(u"to_id"_s, u"int64"_s, true) },
        .primaryKey = { {}, { u"id"_s } },
        .foreignKeys = { reference(u"to_id"_s, target) } };
}

QStringList described(const QList<Change> &changes)
{
    QStringList out;
    for (const Change &change : changes)
        out += describe(change);
    return out;
}

QStringList between(const Table &from, const Table &to, const DiffRules &rules = {})
{
    return described(diff({ .tables = { from } }, { .tables = { to } }, rules));
}

/// An engine without case, comments, namespaces and small integers.
class Poor final : public DiffRules
{
public:
    [[nodiscard]] ColumnType normalizedType(const ColumnType &type) const override
    {
        return type.isInteger() ? ColumnType::of(TypeKind::Int64) : type;
    }
    [[nodiscard]] bool hasComments() const override { return false; }
    [[nodiscard]] bool hasNamespaces() const override { return false; }
    [[nodiscard]] bool namesAreCaseSensitive() const override { return false; }
    [[nodiscard]] bool hasPartialIndexes() const override { return false; }
    [[nodiscard]] bool hasCoveringIndexes() const override { return false; }
    [[nodiscard]] bool indexesForeignKeys() const override { return true; }
    [[nodiscard]] bool hasEnumTypes() const override { return false; }
    [[nodiscard]] bool hasDeferrableForeignKeys() const override { return false; }
};

} // namespace

void tst_Diff::changesAreFound_data()
{
    QTest::addColumn<std::function<void(Table &)>>("edit");
    QTest::addColumn<QStringList>("changes");
    const auto row = [](const char *name, std::function<void(Table &)> edit, const QStringList &changes) {
        QTest::newRow(name) << edit << changes;
    };
    row("nothing", [](Table &) { }, {});
    row("order of columns", [](Table &t) { t.columns.swapItemsAt(0, 1); }, {});
    row("name of the key", [](Table &t) { t.primaryKey.name = u"other"_s; }, {});
    row("column", [](Table &t) { t.columns += column(u"views"_s, u"int32"_s); }, { u"add column posts.views int32"_s });
    row("no column", [](Table &t) { t.columns.removeLast(); }, { u"drop column posts.title"_s });
    row("type", [](Table &t) { t.columns[1].type = ColumnType::string(90); },
            { u"alter column posts.title: string(80) to string(90)"_s });
    row("null", [](Table &t) { t.columns[1].nullable = true; }, { u"alter column posts.title: not null to null"_s });
    row("null in a key means nothing", [](Table &t) { t.columns[0].nullable = true; }, {});
    row("default", [](Table &t) { t.columns[1].defaultValue = Value(u"x"_s); },
            { u"alter column posts.title: default none to 'x'"_s });
    row("comment", [](Table &t) { t.columns[1].comment = u"x"_s; }, { u"alter column posts.title: comment"_s });
    row("table's comment", [](Table &t) { t.comment = u"x"_s; }, { u"change comment of table posts"_s });
    row("key", [](Table &t) { t.primaryKey.columns += u"title"_s; }, { u"alter primary key of posts: (id) to (id, title)"_s });
    row("index", [](Table &t) { t.indexes += index(u"by_title"_s, { u"title"_s }); },
            { u"create index by_title on posts (title)"_s });
    row("unique", [](Table &t) { t.uniques += Unique { {}, { u"title"_s } }; }, { u"add unique posts (title)"_s });
    row("check", [](Table &t) { t.checks += Check { u"c"_s, u"id > 0"_s }; }, { u"add check c on posts"_s });
}

void tst_Diff::changesAreFound()
{
    QFETCH(std::function<void(Table &)>, edit);
    QFETCH(QStringList, changes);
    Table edited = posts();
    edit(edited);
    QCOMPARE(between(posts(), edited), changes);
    QCOMPARE(between(edited, edited), QStringList());
    QCOMPARE(between(edited, posts()).size(), changes.size());
}

void tst_Diff::rulesDecide()
{
    Table plain = posts();
    Table same = posts();
    same.nameSpace = u"public"_s;
    same.name = u"Posts"_s;
    same.comment = u"x"_s;
    same.columns[0].type = ColumnType::of(TypeKind::Int32);
    same.columns[1].name = u"TITLE"_s;
    same.columns[1].comment = u"x"_s;
    QCOMPARE(between(plain, same, Poor()), QStringList());
    QVERIFY(!between(plain, same).isEmpty());

    // A unique index is a unique constraint.
    Table constrained = posts();
    constrained.uniques = { Unique { u"a"_s, { u"title"_s } } };
    Table indexed = posts();
    indexed.indexes = { index(u"b"_s, { u"title"_s }, true) };
    QCOMPARE(between(constrained, indexed), QStringList());
    QCOMPARE(between(indexed, constrained), QStringList());
    // But not when it holds for some rows only, unless the engine has no such indexes.
    indexed.indexes[0].condition = u"id > 0"_s;
    QCOMPARE(between(constrained, indexed).size(), 2);
    QCOMPARE(between(constrained, indexed, Poor()), QStringList());

    // Another name for the same index is a new name.
    Table one = posts();
    one.indexes = { index(u"one"_s, { u"title"_s }) };
    Table two = posts();
    two.indexes = { index(u"two"_s, { u"title"_s }) };
    QCOMPARE(between(one, two), QStringList { u"rename index one on posts to two"_s });

    // The index that an engine makes for a foreign key.
    Table child = linked(u"child"_s, u"child"_s);
    Table withIndex = child;
    withIndex.indexes = { index(u"child_fk"_s, { u"to_id"_s }) };
    QCOMPARE(between(withIndex, child, Poor()), QStringList());
    QCOMPARE(between(withIndex, child), QStringList { u"drop index child_fk on child"_s });

    const Schema mood { .enums = { EnumType { u"mood"_s, {}, { u"a"_s } } } };
    QCOMPARE(described(diff({}, mood, DiffRules())), QStringList { u"create enum mood"_s });
    QCOMPARE(described(diff({}, mood, Poor())), QStringList());
}

void tst_Diff::tablesAreMadeParentsFirst()
{
    const Schema schema { .tables = { linked(u"c"_s, u"b"_s), linked(u"b"_s, u"a"_s), linked(u"a"_s, u"a"_s) } };
    QCOMPARE(described(diff({}, schema, DiffRules())),
            QStringList({ u"create table a"_s, u"create table b"_s, u"create table c"_s }));
    QCOMPARE(described(diff(schema, {}, DiffRules())), QStringList({ u"drop table c"_s, u"drop table b"_s, u"drop table a"_s }));
}

void tst_Diff::cyclesAreBroken()
{
    const Schema schema { .tables = { linked(u"a"_s, u"b"_s), linked(u"b"_s, u"c"_s), linked(u"c"_s, u"a"_s) } };
    QCOMPARE(described(diff({}, schema, DiffRules())),
            QStringList(
                    { u"create table a"_s, u"create table c"_s, u"create table b"_s, u"add foreign key a (to_id) to b (id)"_s }));
    QCOMPARE(described(diff(schema, {}, DiffRules())),
            QStringList({ u"drop foreign key c (to_id)"_s, u"drop table a"_s, u"drop table b"_s, u"drop table c"_s }));
}

void tst_Diff::renamesComeFromHints()
{
    Table renamed = posts();
    renamed.name = u"articles"_s;
    renamed.columns[1].name = u"headline"_s;
    const Schema from { .tables = { posts(), linked(u"comments"_s, u"posts"_s) } };
    const Schema to { .tables = { renamed, linked(u"comments"_s, u"articles"_s) } };
    DiffHints hints;
    hints.tables += DiffHints::TableRename { { u"posts"_s, {} }, { u"articles"_s, {} } };
    hints.columns += DiffHints::ColumnRename { { u"articles"_s, {} }, u"title"_s, u"headline"_s };
    const QStringList renames { u"rename table posts to articles"_s, u"rename column articles.title to headline"_s };
    QCOMPARE(described(diff(from, to, DiffRules(), hints)), renames);
    QVERIFY(std::ranges::any_of(diff(from, to, DiffRules()), isDestructive)); // without them the old goes
    QCOMPARE(described(diff(to, to, DiffRules(), hints)), QStringList());     // hints of what has already happened
}

void tst_Diff::foreignKeysMakeRoom()
{
    // The type of a key and of what refers to it change together: the foreign key goes before and comes after.
    Table parent = posts();
    Table child = linked(u"comments"_s, u"posts"_s);
    const Schema from { .tables = { parent, child } };
    parent.columns[0].type = ColumnType::of(TypeKind::Int32);
    child.columns[1].type = ColumnType::of(TypeKind::Int32);
    const Schema to { .tables = { parent, child } };
    QCOMPARE(described(diff(from, to, DiffRules())),
            QStringList({ u"drop foreign key comments (to_id)"_s, u"alter column posts.id: int64 to int32"_s,
                    u"alter column comments.to_id: int64 to int32"_s, u"add foreign key comments (to_id) to posts (id)"_s }));
}

QTEST_APPLESS_MAIN(tst_Diff)
#include "tst_diff.moc"
