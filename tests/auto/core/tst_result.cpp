// SPDX-License-Identifier: MIT
#include <quoin/core/result.h>

#include <QtTest/qtest.h>

#include <memory>

using namespace Qt::StringLiterals;
using quoin::Error;
using quoin::ErrorKind;
using quoin::Result;

namespace {

Error notFound() { return Error(ErrorKind::NotFound, u"There is no such row."_s); }

Result<int> half(int value)
{
    if (value % 2 != 0)
        return Error(ErrorKind::Conversion, u"%1 is odd."_s.arg(value));
    return value / 2;
}

} // namespace

class tst_Result : public QObject
{
    Q_OBJECT

private slots:
    void holdsAValue();
    void holdsAnError();
    void valueThrowsTheError();
    void convertsImplicitlyOnlyWhereTheValueDoes();
    void movesWhatCannotBeCopied();
    void valueOr();
    void andThen();
    void transform();
    void orElse();
    void transformError();
    void ofVoid();
    void ofVoidThrowsTheError();
    void ofVoidChains();
};

void tst_Result::holdsAValue()
{
    Result<QString> result = u"text"_s;
    QVERIFY(result.has_value());
    QVERIFY(result);
    QCOMPARE(*result, u"text"_s);
    QCOMPARE(result->size(), 4);
    QCOMPARE(result.value(), u"text"_s);
    *result += u'!';
    QCOMPARE(*result, u"text!"_s);
    QCOMPARE(*Result<int>(), 0);
}

void tst_Result::holdsAnError()
{
    const Result<int> result = notFound();
    QVERIFY(!result.has_value());
    QVERIFY(!result);
    QCOMPARE(result.error().kind(), ErrorKind::NotFound);
    QCOMPARE(result.error().message(), u"There is no such row."_s);
}

void tst_Result::valueThrowsTheError()
{
    try {
        Result<int>(notFound()).value();
        QFAIL("nothing was thrown");
    } catch (const quoin::Exception &exception) {
        QCOMPARE(exception.error().kind(), ErrorKind::NotFound);
        QCOMPARE(QByteArray(exception.what()), exception.error().toString().toUtf8());
    }
}

void tst_Result::convertsImplicitlyOnlyWhereTheValueDoes()
{
    static_assert(std::is_convertible_v<int, Result<qint64>>);
    static_assert(std::is_convertible_v<Error, Result<qint64>>);
    static_assert(!std::is_convertible_v<int, Result<std::unique_ptr<int>>>);
    static_assert(std::is_constructible_v<Result<std::unique_ptr<int>>, int *>);
    static_assert(!std::is_convertible_v<int *, Result<std::unique_ptr<int>>>);
}

void tst_Result::movesWhatCannotBeCopied()
{
    Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
    const std::unique_ptr<int> taken = *std::move(result);
    QCOMPARE(*taken, 7);
    const auto length
            = Result<std::unique_ptr<int>>(std::make_unique<int>(3)).transform([](std::unique_ptr<int> p) { return *p; });
    QCOMPARE(*length, 3);
    QCOMPARE(*Result<std::unique_ptr<int>>(std::make_unique<int>(5)).value(), 5);
}

void tst_Result::valueOr()
{
    QCOMPARE(half(4).value_or(-1), 2);
    QCOMPARE(half(3).value_or(-1), -1);
    const Result<QString> none = notFound();
    QCOMPARE(none.value_or(u"other"_s), u"other"_s);
}

void tst_Result::andThen()
{
    QCOMPARE(*half(8).and_then(half), 2);
    QCOMPARE(half(6).and_then(half).error().message(), u"3 is odd."_s);

    int calls = 0;
    const Result<int> failed = half(5).and_then([&](int value) {
        ++calls;
        return half(value);
    });
    QCOMPARE(failed.error().message(), u"5 is odd."_s);
    QCOMPARE(calls, 0);
}

void tst_Result::transform()
{
    const Result<QString> text = half(8).transform([](int value) { return QString::number(value); });
    QCOMPARE(*text, u"4"_s);
    QVERIFY(!half(7).transform([](int value) { return value; }));

    int seen = 0;
    const Result<void> done = half(8).transform([&](int value) { seen = value; });
    QVERIFY(done);
    QCOMPARE(seen, 4);
}

void tst_Result::orElse()
{
    QCOMPARE(*half(3).or_else([](const Error &) { return Result<int>(0); }), 0);
    QCOMPARE(*half(4).or_else([](const Error &) { return Result<int>(0); }), 2);
}

void tst_Result::transformError()
{
    const auto wrap = [](const Error &error) { return Error(ErrorKind::Validation, u"Wrong input."_s).addCause(error); };
    const Result<int> wrapped = half(3).transform_error(wrap);
    QCOMPARE(wrapped.error().kind(), ErrorKind::Validation);
    QCOMPARE(wrapped.error().causes().first().message(), u"3 is odd."_s);
    QCOMPARE(*half(4).transform_error(wrap), 2);
}

void tst_Result::ofVoid()
{
    const Result<void> done;
    QVERIFY(done);
    done.value();
    const Result<void> failed = notFound();
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind(), ErrorKind::NotFound);
}

void tst_Result::ofVoidThrowsTheError() { QVERIFY_EXCEPTION_THROWN(Result<void>(notFound()).value(), quoin::Exception); }

void tst_Result::ofVoidChains()
{
    const Result<void> done;
    const Result<void> failed = notFound();
    QCOMPARE(*done.and_then([] { return half(2); }), 1);
    QCOMPARE(failed.and_then([] { return half(2); }).error().kind(), ErrorKind::NotFound);
    QCOMPARE(*done.transform([] { return u"text"_s; }), u"text"_s);
    QVERIFY(!failed.transform([] { return 1; }));
    QVERIFY(done.transform([] { }));
    QVERIFY(failed.or_else([](const Error &) { return Result<void>(); }));
    QCOMPARE(failed.transform_error([](const Error &) { return Error(ErrorKind::Stale, {}); }).error().kind(), ErrorKind::Stale);
}

QTEST_APPLESS_MAIN(tst_Result)
#include "tst_result.moc"
