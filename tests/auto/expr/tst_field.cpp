// SPDX-License-Identifier: MIT
// Typed fields: their names and types come from the members, and comparisons build plain nodes.
#include <quoin/expr/field.h>
#include <quoin/model.h>

#include <testsupport.h>

#include <QtCore/qurl.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using expr::NodeKind;

namespace fields {

enum class Mood { Calm, Happy };

class Base
{
    Q_GADGET
    Q_PROPERTY(int inherited MEMBER inherited)
public:
    int inherited = 0;
};

class Author
{
    Q_GADGET
    QUOIN_MODEL("field_authors", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, mentor, "null")
};

class Post : public Base
{
    Q_GADGET
    QUOIN_MODEL("field_posts", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quint64, big, "")
    QUOIN_FIELD(std::optional<int>, views, "")
    QUOIN_FIELD(double, weight, "")
    QUOIN_FIELD(QString, title_2, "")
    QUOIN_FIELD(QUrl, link, "")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "")
    Q_PROPERTY(QString computed READ computed)
public:
    QString computed() const { return title_2; }
    Mood mood = Mood::Calm;
};

static_assert(expr::memberName<&Post::title_2>() == "title_2");
static_assert(expr::memberName<&Post::computed>() == "computed");
static_assert(std::is_same_v<decltype(field<&Post::views>)::Type, std::optional<int>>);
static_assert(std::is_same_v<decltype(field<&Post::computed>)::Type, QString>);
static_assert(std::is_same_v<decltype(field<&Post::author, &Author::name>)::Model, Post>);
static_assert(std::is_same_v<decltype(field<&Post::author, &Author::name>)::Type, QString>);

} // namespace fields

using namespace fields;

class tst_Field : public QObject
{
    Q_OBJECT

private slots:
    void paths();
    void literals_data();
    void literals();
    void relatedRows();
    void combinations();
    void order();
    void references();
};

void tst_Field::paths()
{
    QCOMPARE(field<&Post::title_2>.path(), "title_2"_ba);
    QCOMPARE(field<&Post::inherited>.path(), "inherited"_ba);
    QCOMPARE(field<&Post::computed>.path(), "computed"_ba);
    QCOMPARE((field<&Post::author, &Author::name>.path()), "author.name"_ba);
    QCOMPARE((field<&Post::author, &Author::mentor, &Author::mentor, &Author::id>.path()), "author.mentor.mentor.id"_ba);
}

void tst_Field::literals_data()
{
    QTest::addColumn<Condition>("condition");
    QTest::addColumn<Value>("value");
    Author ann;
    ann.id = 7;
    QTest::newRow("int") << (field<&Post::views> == 7) << Value(qint64(7));
    QTest::newRow("optional") << (field<&Post::views> == std::optional(7)) << Value(qint64(7));
    QTest::newRow("empty optional") << (field<&Post::views> == std::optional<int>()) << Value();
    QTest::newRow("nullopt") << (field<&Post::views> == std::nullopt) << Value();
    QTest::newRow("unsigned column") << (field<&Post::big> == 7u) << Value(quint64(7));
    QTest::newRow("largest") << (field<&Post::id> == std::numeric_limits<quint64>::max())
                             << Value(std::numeric_limits<quint64>::max());
    QTest::newRow("float for double") << (field<&Post::weight> == 0.5f) << Value(0.5);
    QTest::newRow("int for double") << (field<&Post::weight> == 2) << Value(qint64(2));
    QTest::newRow("QString") << (field<&Post::title_2> == u"x"_s) << Value(u"x"_s);
    QTest::newRow("literal") << (field<&Post::title_2> == u"x") << Value(u"x"_s);
    QTest::newRow("view") << (field<&Post::title_2> == QStringView(u"x")) << Value(u"x"_s);
    QTest::newRow("Latin-1") << (field<&Post::title_2> == "x"_L1) << Value(u"x"_s);
    QTest::newRow("QUrl") << (field<&Post::link> == QUrl(u"https://example.org/a b"_s)) << Value(u"https://example.org/a%20b"_s);
    QTest::newRow("key") << (field<&Post::author> == 7) << Value(qint64(7));
}

void tst_Field::literals()
{
    QFETCH(Condition, condition);
    QFETCH(Value, value);
    QCOMPARE(condition.node()->kind, NodeKind::Equal);
    QCOMPARE(condition.node()->operands.at(1)->kind, NodeKind::Literal);
    QCOMPARE(condition.node()->operands.at(1)->value.type(), value.type());
    QCOMPARE(condition.node()->operands.at(1)->value, value);
}

/// Related rows stay what they are until the compiler knows which of their properties the relation refers to.
void tst_Field::relatedRows()
{
    Author ann;
    ann.id = 7;
    const auto compared = [](const Condition &condition) { return condition.node()->operands.at(1)->references.at(0).key(); };
    QCOMPARE(compared(field<&Post::author> == ann), Value(7));
    QCOMPARE(compared(field<&Post::author> != std::optional(ann)), Value(7));
    QCOMPARE(compared(field<&Post::author> == ForeignKey<Author>(ann)), Value(7));
    QCOMPARE(compared(field<&Post::author> == std::optional<Author>()), Value());
    QCOMPARE(field<&Post::author>.in(QList { ann, ann }).node()->references.size(), size_t(2));
}

void tst_Field::combinations()
{
    const Condition a = field<&Post::views> == 1;
    const Condition b = field<&Post::views> == 2;
    QCOMPARE((a && b && a && b).node()->operands.size(), size_t(4));
    QCOMPARE(((a && b) || (a && b)).node()->operands.size(), size_t(2));
    QCOMPARE((Condition() && a).node(), a.node());
    QVERIFY(!(Condition() || a).node());
    QVERIFY(!(Condition() && Condition()).node());
    QCOMPARE((!a).node()->kind, NodeKind::Not);
    QCOMPARE((!a).node()->operands.front(), a.node()); // shared, not copied
}

void tst_Field::order()
{
    const auto views = field<&Post::views>;
    QVERIFY(!views.asc().isDescending() && views.asc().hasNullsFirst());
    QVERIFY(views.desc().isDescending() && !views.desc().hasNullsFirst());
    QVERIFY(views.desc().nullsFirst().hasNullsFirst());
    QVERIFY(!views.asc().nullsLast().hasNullsFirst());
}

void tst_Field::references()
{
    const FieldRef reference = field<&Post::inherited>;
    QCOMPARE(reference.property(), "inherited"_ba);
    QCOMPARE(reference.model(), &Base::staticMetaObject);
}

QTEST_GUILESS_MAIN(tst_Field)
#include "tst_field.moc"
