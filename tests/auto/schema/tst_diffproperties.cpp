// SPDX-License-Identifier: MIT
// diff() and apply() are each other's proof: the changes from one schema to another, applied, give the other.
#include "schemagenerator.h"

#include <quoin/schema/apply.h>
#include <quoin/schema/diff.h>

#include <QtTest/qtest.h>

#include <algorithm>

using namespace quoin;
using namespace quoin::schema;

class tst_DiffProperties : public QObject
{
    Q_OBJECT

private slots:
    void nothingDiffersFromItself();
    void appliedDifferenceIsTheOther();
    void reversedChangesLeadBack();
    void tablesExistWhenTheyAreReferred();
    void keysGoBeforeWhatTheyPointTo();
};

void tst_DiffProperties::nothingDiffersFromItself()
{
    QVERIFY(rc::check([] {
        const Schema schema = generator::schema();
        RC_ASSERT(diff(schema, schema, DiffRules()).isEmpty());
    }));
}

void tst_DiffProperties::appliedDifferenceIsTheOther()
{
    QVERIFY(rc::check([] {
        const Schema from = generator::schema();
        const Schema to = generator::schema();
        const auto result = applied(diff(from, to, DiffRules()), from);
        RC_ASSERT(result.has_value());
        RC_ASSERT(diff(*result, to, DiffRules()).isEmpty());
        RC_ASSERT(diff(to, *result, DiffRules()).isEmpty());
    }));
}

void tst_DiffProperties::reversedChangesLeadBack()
{
    QVERIFY(rc::check([] {
        const Schema from = generator::schema();
        const Schema to = generator::schema();
        const QList<Change> changes = diff(from, to, DiffRules());
        QList<Change> back;
        for (const Change &change : changes)
            back.prepend(reversed(change));
        const auto result = applied(changes, from).and_then([&](const Schema &there) { return applied(back, there); });
        RC_ASSERT(result.has_value());
        RC_ASSERT(diff(*result, from, DiffRules()).isEmpty());
    }));
}

/// Walks over the changes as an engine would that knows which tables there are.
void tst_DiffProperties::tablesExistWhenTheyAreReferred()
{
    QVERIFY(rc::check([] {
        const Schema from = generator::schema();
        const Schema to = generator::schema();
        Schema now = from;
        for (const Change &change : diff(from, to, DiffRules())) {
            if (const auto *create = std::get_if<CreateTable>(&change)) {
                for (const ForeignKey &key : create->table.foreignKeys)
                    RC_ASSERT((key.referencedTable == create->table.name || now.table(key.referencedTable)));
            }
            if (const auto *add = std::get_if<AddForeignKey>(&change))
                RC_ASSERT(now.table(add->foreignKey.referencedTable));
            RC_ASSERT(apply(change, now).has_value());
        }
    }));
}

void tst_DiffProperties::keysGoBeforeWhatTheyPointTo()
{
    QVERIFY(rc::check([] {
        const Schema from = generator::schema();
        const Schema to = generator::schema();
        Schema now = from;
        for (const Change &change : diff(from, to, DiffRules())) {
            RC_ASSERT(apply(change, now).has_value());
            const auto *drop = std::get_if<DropTable>(&change);
            if (!drop)
                continue;
            for (const Table &table : now.tables) {
                for (const ForeignKey &key : table.foreignKeys)
                    RC_ASSERT(key.referencedTable != drop->table.name);
            }
        }
    }));
}

QTEST_APPLESS_MAIN(tst_DiffProperties)
#include "tst_diffproperties.moc"
