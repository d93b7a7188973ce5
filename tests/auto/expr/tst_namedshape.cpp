// SPDX-License-Identifier: MIT
// What the compiler says of typed expressions, expressions by name are told at run time: the two answer alike, for every pair of
// types and every argument of a function.
#include <quoin/expr/field.h>
#include <quoin/expr/functions.h>
#include <quoin/expr/shape_p.h>

#include <models/alltypes.h>
#include <models/shop.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;
using expr::Argument;
using expr::Shape;

namespace {

/// One property: its C++ type, and what is known of it at run time.
template<auto Member>
struct Property
{
    using Type = typename Field<Member>::Type;
    static Shape shape()
    {
        const ModelInfo &model = **modelOf<typename Field<Member>::Model>();
        const FieldInfo &field = *model.field(QString::fromUtf8(Field<Member>::path()));
        return expr::shapeOf(field, field.nullable);
    }
};

template<class... P>
struct Properties
{
    template<class F>
    static void each(F &&function)
    {
        (function(std::type_identity<P>()), ...);
    }
};

using All = Properties<Property<&AllTypes::aBool>, Property<&AllTypes::aShort>, Property<&AllTypes::aLongLong>,
        Property<&AllTypes::aULongLong>, Property<&AllTypes::aFloat>, Property<&AllTypes::aDouble>, Property<&AllTypes::aDecimal>,
        Property<&AllTypes::aText>, Property<&AllTypes::aUrl>, Property<&AllTypes::aDate>, Property<&AllTypes::aTime>,
        Property<&AllTypes::aDateTime>, Property<&AllTypes::aUuid>, Property<&AllTypes::aJsonObject>,
        Property<&AllTypes::anIntList>, Property<&AllTypes::aVector>, Property<&AllTypes::aMood>, Property<&AllTypes::aLevel>,
        Property<&shop::Product::category>, Property<&shop::Product::status>, Property<&shop::Product::weight>,
        Property<&shop::Customer::referredBy>>;

QByteArray names(const Shape &a, const Shape &b) { return (a.field->property + u' ' + b.field->property).toUtf8(); }

} // namespace

class tst_NamedShape : public QObject
{
    Q_OBJECT

private slots:
    void comparable();
    void common();
    void arguments();
};

void tst_NamedShape::comparable()
{
    All::each([]<class A>(std::type_identity<A>) {
        All::each([]<class B>(std::type_identity<B>) {
            using X = typename A::Type;
            using Y = typename B::Type;
            const bool typed = expr::comparable<X, Y>() || expr::comparable<Y, X>();
            // a boolean is an integer to C++, but no key of a row
            if ((std::is_same_v<X, bool> && expr::isToOne<Y>) || (std::is_same_v<Y, bool> && expr::isToOne<X>))
                return;
            QVERIFY2(expr::comparable(A::shape(), B::shape()) == typed, names(A::shape(), B::shape()));
        });
    });
}

/// The type of a result says what it can be combined with; enumerations have none that they could share.
void tst_NamedShape::common()
{
    All::each([]<class A>(std::type_identity<A>) {
        All::each([]<class B>(std::type_identity<B>) {
            using X = typename A::Type;
            using Y = typename B::Type;
            using Both = expr::common<X, Y>;
            const auto named = expr::commonShape(A::shape(), B::shape());
            QVERIFY2(named.has_value() == !std::is_void_v<Both>, names(A::shape(), B::shape()));
            if constexpr (expr::isNumber<Both>) {
                const bool same = named->isNumber() && (named->type == Value::Type::Decimal) == expr::isDecimal<Both>
                        && named->isInteger() == expr::isInteger<Both>;
                QVERIFY2(same, names(A::shape(), B::shape()));
            }
        });
    });
}

void tst_NamedShape::arguments()
{
    const auto check = []<Argument... Which>(std::integer_sequence<Argument, Which...>) {
        All::each([]<class A>(std::type_identity<A>) {
            const auto one = [](Argument argument, bool typed) {
                const Shape shape = A::shape();
                QVERIFY2(expr::accepts(argument, shape) == typed,
                        (shape.field->property + u" as "_s + expr::argumentName(argument)).toUtf8());
            };
            (one(Which, expr::accepts<Which, typename A::Type>()), ...);
        });
    };
    using enum Argument;
    check(std::integer_sequence<Argument, Any, Text, Integer, Double, Number, Moment, Date, Instant, Clock, Json, Common,
            Orderable, Length, Position, Words>());
}

QTEST_GUILESS_MAIN(tst_NamedShape)
#include "tst_namedshape.moc"
