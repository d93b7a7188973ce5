// SPDX-License-Identifier: MIT
#include <quoin/meta/validation.h>

#include <models/alltypes.h>
#include <models/handwritten.h>
#include <models/shop.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace quoin;

class Ticket
{
    Q_GADGET
    QUOIN_MODEL("tickets", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, code, "maxLength=6, minLength=3, validators=(notReserved)")
    QUOIN_FIELD(QString, size, "maxLength=10, choices=(small, large), default=small")
    QUOIN_FIELD(QString, link, "format=url")
    QUOIN_FIELD(QDate, day, "min=2024-01-01, max=2024-12-31")
    QUOIN_FIELD(quoin::Decimal, price, "precision=5, scale=2, min=0.5")
    QUOIN_FIELD(quint64, large, "max=18446744073709551614")
    QUOIN_FIELD(QString, secret, "maxLength=4, sensitive")
    QUOIN_FIELD(QByteArray, raw, "maxLength=2")
};

class tst_Validation : public QObject
{
    Q_OBJECT

private slots:
    void valid();
    void codes_data();
    void codes();
    void emails_data();
    void emails();
    void urls_data();
    void urls();
    void everyProblemAtOnce();
    void onlySomeFields();
    void requiredOrFilled();
    void namedValidators();
    void modelsOwnClean();
    void notPortable_data();
    void notPortable();
    void sensitiveValuesStaySecret();

private:
    static Ticket ticket();
    static QStringList codesOf(const Result<void> &result);
};

Ticket tst_Validation::ticket()
{
    Ticket ticket;
    ticket.code = u"AB-1"_s;
    ticket.size = u"small"_s;
    ticket.link = u"https://example.org/"_s;
    ticket.day = QDate(2024, 6, 1);
    ticket.price = *Decimal::fromString(u"10.50");
    return ticket;
}

QStringList tst_Validation::codesOf(const Result<void> &result)
{
    QStringList codes;
    if (!result) {
        for (const FieldError &error : result.error().fieldErrors())
            codes.append(error.field + u':' + error.code);
    }
    return codes;
}

void tst_Validation::valid()
{
    registerValidator(u"notReserved"_s, [](const Value &value) { return value == Value(u"ADMIN") ? u"Reserved."_s : QString(); });
    QVERIFY_RESULT(fullClean(ticket()));
}

void tst_Validation::codes_data()
{
    QTest::addColumn<QString>("property");
    QTest::addColumn<Value>("value");
    QTest::addColumn<QString>("code"); // empty: valid
    QTest::newRow("too long") << u"code"_s << Value(u"ABCDEFG") << u"maxLength"_s;
    QTest::newRow("longest") << u"code"_s << Value(u"ABCDEF") << u""_s;
    QTest::newRow("six crabs are six characters") << u"code"_s << Value(u"🦀🦀🦀🦀🦀🦀") << u""_s;
    QTest::newRow("seven crabs") << u"code"_s << Value(u"🦀🦀🦀🦀🦀🦀🦀") << u"maxLength"_s;
    QTest::newRow("too short") << u"code"_s << Value(u"AB") << u"minLength"_s;
    QTest::newRow("no choice") << u"size"_s << Value(u"medium") << u"choices"_s;
    QTest::newRow("before the first day") << u"day"_s << Value(QDate(2023, 12, 31)) << u"min"_s;
    QTest::newRow("after the last day") << u"day"_s << Value(QDate(2025, 1, 1)) << u"max"_s;
    QTest::newRow("no day") << u"day"_s << Value() << u"required"_s;
    QTest::newRow("too cheap") << u"price"_s << Value(*Decimal::fromString(u"0.49")) << u"min"_s;
    QTest::newRow("half a cent") << u"price"_s << Value(*Decimal::fromString(u"1.005")) << u"precision"_s;
    QTest::newRow("zeros after the point do not count") << u"price"_s << Value(*Decimal::fromString(u"1.5000")) << u""_s;
    QTest::newRow("too many digits") << u"price"_s << Value(*Decimal::fromString(u"1000")) << u"precision"_s;
    QTest::newRow("the largest but one") << u"large"_s << Value(std::numeric_limits<quint64>::max() - 1) << u""_s;
    QTest::newRow("the largest") << u"large"_s << Value(std::numeric_limits<quint64>::max()) << u"max"_s;
    QTest::newRow("no URL") << u"link"_s << Value(u"example") << u"url"_s;
    QTest::newRow("empty text has no form") << u"link"_s << Value(u"") << u""_s;
    QTest::newRow("too many bytes") << u"raw"_s << Value(QByteArray("abc")) << u"maxLength"_s;
    QTest::newRow("reserved") << u"code"_s << Value(u"ADMIN") << u"notReserved"_s;
    QTest::newRow("NUL") << u"code"_s << Value(QString(u"AB"_s + QChar(0))) << u"nul"_s;
    QTest::newRow("half a pair") << u"code"_s << Value(QString(u"AB"_s + QChar(0xd83e))) << u"surrogate"_s;
}

void tst_Validation::codes()
{
    QFETCH(QString, property);
    QFETCH(Value, value);
    QFETCH(QString, code);
    Ticket object = ticket();
    QVERIFY_RESULT((*modelOf<Ticket>())->field(property)->setValue(&object, value));
    const auto result = fullClean(object);
    QCOMPARE(codesOf(result), code.isEmpty() ? QStringList() : QStringList { QString(property + u':' + code) });
    if (!result) {
        QCOMPARE(result.error().kind(), ErrorKind::Validation);
        QCOMPARE(result.error().model(), u"Ticket"_s);
        QCOMPARE(result.error().field(), property);
    }
}

void tst_Validation::emails_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("valid");
    for (const char *good :
            { "ann@example.org", "a.b+c@sub.example.co", "o'neil@example.org", "x@localhost", "jörg@exämple.de", "a@b-c.de" })
        QTest::newRow(good) << QString::fromUtf8(good) << true;
    for (const char *bad : { "ann", "@example.org", "ann@", "ann@example", "a b@example.org", "a..b@example.org",
                 ".a@example.org", "a.@example.org", "ann@-example.org", "ann@example..org", "ann@example.org.", "ann@1.2.3.4",
                 "a@b@c.de", "ann@exa mple.org", "a\n@b.de" })
        QTest::newRow(bad) << QString::fromUtf8(bad) << false;
}

void tst_Validation::emails()
{
    QFETCH(QString, address);
    QFETCH(bool, valid);
    shop::Customer customer { .name = u"Ann"_s, .email = address, .joinedOn = QDate(2024, 1, 1) };
    QCOMPARE(codesOf(fullClean(customer)), valid ? QStringList() : QStringList { u"email:email"_s });
}

void tst_Validation::urls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("valid");
    for (const char *good : { "https://example.org", "http://example.org:8080/a?b=c#d", "ftp://example.org/x",
                 "mailto:ann@example.org", "https://[::1]/" })
        QTest::newRow(good) << QString::fromUtf8(good) << true;
    for (const char *bad :
            { "example.org", "/path", "http://", "https:///path", "http://exa mple.org", "://x", "https://example.org/%zz" })
        QTest::newRow(bad) << QString::fromUtf8(bad) << false;
}

void tst_Validation::urls()
{
    QFETCH(QString, url);
    QFETCH(bool, valid);
    Ticket object = ticket();
    object.link = url;
    QCOMPARE(codesOf(fullClean(object)), valid ? QStringList() : QStringList { u"link:url"_s });
}

void tst_Validation::everyProblemAtOnce()
{
    Ticket object = ticket();
    object.code = u"A"_s;
    object.size = u"huge"_s;
    object.day = {};
    object.link = u"nowhere"_s;
    const auto result = fullClean(object);
    QCOMPARE(codesOf(result), (QStringList { u"code:minLength"_s, u"size:choices"_s, u"link:url"_s, u"day:required"_s }));
    QCOMPARE(result.error().message(), u"The ticket is not valid: code, size, link, day."_s);
}

void tst_Validation::onlySomeFields()
{
    Ticket object = ticket();
    object.code = u"A"_s;
    object.size = u"huge"_s;
    const ModelInfo &model = **modelOf<Ticket>();
    QCOMPARE(codesOf(fullClean(model, &object, { model.field(u"size") })), QStringList { u"size:choices"_s });
}

void tst_Validation::requiredOrFilled()
{
    shop::Order order; // the customer is missing; the key, number and time are filled in
    QCOMPARE(codesOf(fullClean(order)), QStringList { u"customer:required"_s });
    shop::Category category { .name = u"Books"_s }; // its parent can be NULL
    QVERIFY_RESULT(fullClean(category));
}

class Unchecked
{
    Q_GADGET
    QUOIN_MODEL("unchecked", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(int, number, "validators=(even, noSuchValidator)")
};

void tst_Validation::namedValidators()
{
    registerValidator(u"even"_s, [](const Value &value) { return *value.get<qint64>() % 2 == 0 ? QString() : u"Odd."_s; });
    const Unchecked object { .number = 3 };
    const auto result = fullClean(object);
    QCOMPARE(codesOf(result), (QStringList { u"number:even"_s, u"number:noSuchValidator"_s }));
    QVERIFY(result.error().fieldErrors().constLast().message.contains(u"registerValidator"_s));
}

void tst_Validation::modelsOwnClean()
{
    handwritten::Account account;
    account.setOwner(u"nobody"_s);
    account.m_balance = 5;
    QCOMPARE(codesOf(fullClean(account)), QStringList { u"owner:nobody"_s });
    account.m_balance = 0;
    QVERIFY_RESULT(fullClean(account));
    handwritten::Balance balance { .owner = u"ann"_s, .total = Decimal(-1) };
    QCOMPARE(codesOf(fullClean(balance)), QStringList { u"total:invalid"_s });
}

void tst_Validation::notPortable_data()
{
    QTest::addColumn<QString>("property");
    QTest::addColumn<Value>("value");
    QTest::addColumn<QString>("code");
    QTest::newRow("NaN") << u"aDouble"_s << Value(std::nan("")) << u"notFinite"_s;
    QTest::newRow("infinity") << u"aFloat"_s << Value(std::numeric_limits<double>::infinity()) << u"notFinite"_s;
    QTest::newRow("NaN in a list") << u"aDoubleList"_s << Value(ValueList { Value(1.0), Value(std::nan("")) }) << u"notFinite"_s;
    QTest::newRow("infinity in a vector") << u"aVector"_s << Value(Value::Vector { 1, 2, std::numeric_limits<float>::infinity() })
                                          << u"notFinite"_s;
    QTest::newRow("short vector") << u"aVector"_s << Value(Value::Vector { 1, 2 }) << u"dimensions"_s;
    QTest::newRow("year 0") << u"aDate"_s << Value(QDate(-1, 1, 1)) << u"range"_s;
    QTest::newRow("year 10000") << u"aDateTime"_s << Value(QDateTime(QDate(10000, 1, 1), QTime(0, 0), Qt::UTC)) << u"range"_s;
    QTest::newRow("NUL in a list") << u"aStringList"_s << Value(ValueList { Value(QString(QChar(0))) }) << u"nul"_s;
    QTest::newRow("decimal of a list") << u"aDecimalList"_s << Value(ValueList { Value(*Decimal::fromString(u"0.00001")) })
                                       << u"precision"_s;
}

void tst_Validation::notPortable()
{
    QFETCH(QString, property);
    QFETCH(Value, value);
    QFETCH(QString, code);
    AllTypes object;
    const ModelInfo &model = **modelOf<AllTypes>();
    const FieldInfo *field = model.field(property);
    QVERIFY_RESULT(field->setValue(&object, value));
    QCOMPARE(codesOf(fullClean(model, &object, { field })), QStringList { QString(property + u':' + code) });
}

void tst_Validation::sensitiveValuesStaySecret()
{
    Ticket object = ticket();
    object.secret = u"hunter2"_s;
    const auto result = fullClean(object);
    QCOMPARE(codesOf(result), QStringList { u"secret:maxLength"_s });
    QVERIFY(!result.error().toString().contains(u"hunter2"_s));
}

QTEST_GUILESS_MAIN(tst_Validation)
#include "tst_validation.moc"
