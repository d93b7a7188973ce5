// SPDX-License-Identifier: MIT
#include <quoin/meta/columntype.h>
#include <quoin/meta/modelinfo.h>

#include <models/columntypes.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;

/// User-defined column types are used as built-in ones are.
class tst_ColumnType : public QObject
{
    Q_OBJECT

private slots:
    void registered();
    void columns();
    void roundTrip();
    void optional();
    void refused();
    void typeOptionHasToAgree();

private:
    static const FieldInfo &field(QStringView property) { return *(*modelOf<Shape>())->field(property); }
};

void tst_ColumnType::registered()
{
    QVERIFY(findColumnType(QMetaType::fromType<types::Color>()));
    QVERIFY(findColumnType(QMetaType::fromType<std::optional<types::Range>>())->optional);
    QVERIFY(!findColumnType(QMetaType::fromType<QString>()));
    QVERIFY(!findColumnType(QMetaType()));
}

void tst_ColumnType::columns()
{
    QVERIFY_RESULT(modelOf<Shape>());
    QCOMPARE(field(u"fill").type, FieldType::UserDefined);
    QCOMPARE(field(u"fill").columnType, schema::ColumnType::string(9));
    QCOMPARE(field(u"fill").storedType, FieldType::String);
    QVERIFY(!field(u"fill").nullable);
    QVERIFY(field(u"stroke").nullable);
    QCOMPARE(field(u"extent").columnType.kind, schema::TypeKind::Json);
    QCOMPARE(field(u"stroke").typeName, u"std::optional<types::Color>"_s);
}

void tst_ColumnType::roundTrip()
{
    Shape shape { .fill = { 1, 2, 3, 4 }, .extent = { -5, 7 } };
    QCOMPARE(field(u"fill").value(&shape), Value(u"#04010203"));
    QCOMPARE(field(u"extent").value(&shape), Value(JsonText { "[-5,7]" }));
    Shape copy;
    QVERIFY_RESULT(field(u"fill").setValue(&copy, field(u"fill").value(&shape)));
    QVERIFY_RESULT(field(u"extent").setValue(&copy, field(u"extent").value(&shape)));
    QVERIFY(copy.fill == shape.fill && copy.extent == shape.extent);
}

void tst_ColumnType::optional()
{
    Shape shape;
    QVERIFY(field(u"stroke").value(&shape).isNull());
    QVERIFY_RESULT(field(u"stroke").setValue(&shape, Value(u"#ff102030")));
    QVERIFY(shape.stroke == (types::Color { 0x10, 0x20, 0x30, 0xff }));
    QVERIFY_RESULT(field(u"stroke").setValue(&shape, Value()));
    QVERIFY(!shape.stroke);
}

void tst_ColumnType::refused()
{
    Shape shape { .fill = { 1, 2, 3, 4 } };
    for (const Value &value : { Value(), Value(u"red"), Value(5) }) {
        const auto written = field(u"fill").setValue(&shape, value);
        QVERIFY(!written);
        QCOMPARE(written.error().kind(), ErrorKind::Conversion);
        QCOMPARE(written.error().field(), u"fill"_s);
    }
    QVERIFY(shape.fill == (types::Color { 1, 2, 3, 4 }));
}

class WrongShape
{
    Q_GADGET
    Q_CLASSINFO("quoin.table", "wrong_shapes")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(types::Color, fill, "type=text")
};

void tst_ColumnType::typeOptionHasToAgree()
{
    const auto &model = modelOf<WrongShape>();
    QVERIFY(!model);
    QCOMPARE(model.error().field(), u"fill"_s);
    QVERIFY(model.error().hint().contains(u"string(9)"_s));
}

QTEST_GUILESS_MAIN(tst_ColumnType)
#include "tst_columntype.moc"
