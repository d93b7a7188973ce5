// SPDX-License-Identifier: MIT
#include "chapters.h"

#include "../tour/step.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonvalue.h>
#include <QtCore/qtimezone.h>
#include <QtCore/qurl.h>

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using quoin::Database;
using quoin::Decimal;
using quoin::ErrorKind;
using quoin::field;

namespace {

Product newProduct(Database &db, const QString &sku)
{
    return { .sku = sku,
        .name = u"Sample "_s + sku,
        .category = db.query<Category>().first().value() };
}

void decimals(Tour &tour, Database &db)
{
    Step step(tour, u"Money is exact"_s,
            u"A quoin::Decimal has up to 65 digits and never rounds unless "
            u"asked; on SQLite, "
            u"which has no decimals, neither."_s);
    Decimal total = 0;
    auto lines = db.query<OrderLine>()
                         .filter(field<&OrderLine::order> == 2)
                         .all()
                         .value();
    for (const OrderLine &line : lines)
        total = (total + (line.unitPrice * Decimal(line.quantity)).value())
                        .value();
    auto order = db.get<Order>(2).value();
    bool asDoubles = 0.1 + 0.2 == 0.3;
    bool asDecimals = ("0.1"_dec + "0.2"_dec).value() == "0.3"_dec;
    step.ran();
    Table table({ u"line"_s, u"quantity"_s, u"unitPrice"_s });
    for (const OrderLine &line : lines)
        table.add({ QString::number(line.line), QString::number(line.quantity),
                line.unitPrice.toString() });
    step.show(table.add({ u"total"_s, QString(), total.toString() }));
    step.equal(total, order.total,
            u"the lines' sum is the order's total, to the cent"_s);
    step.check(!asDoubles && asDecimals, u"0.1 + 0.2 is 0.3"_s);

    Product dear = newProduct(db, u"Q-DEAR"_s);
    dear.price = "99999999.99"_dec;
    db.insert(dear).value();
    step.equal(db.get<Product>(dear.id).value().price, dear.price,
            u"99999999.99 comes back"_s);
    dear.price = "1.005"_dec;
    const auto refused = db.update(dear, { field<&Product::price> });
    step.check(!refused, u"1.005 is refused, not rounded"_s);
}

void moments(Tour &tour, Database &db)
{
    Step step(tour, u"Moments, not clock faces"_s,
            u"Stored in UTC to the millisecond, whatever zone the value came in."_s);
    auto order = db.get<Order>(1).value();
    // 2:30 in the night that clocks are set back comes twice in Berlin
    QDateTime before(QDate(2025, 10, 26), QTime(0, 30, 0, 125), Qt::UTC);
    QDateTime after = before.addSecs(3600);
    order.placedAt = before.toTimeZone(QTimeZone("Europe/Berlin"));
    order.shippedAt = after.toTimeZone(QTimeZone("Asia/Tokyo"));
    db.update(order, { field<&Order::placedAt>, field<&Order::shippedAt> })
            .value();
    auto stored = db.get<Order>(1).value();
    step.ran();
    step.show(Table({ u"property"_s, u"as given"_s, u"as stored"_s })
                    .add({ u"placedAt"_s,
                            order.placedAt.toString(Qt::ISODateWithMs),
                            stored.placedAt.toString(Qt::ISODateWithMs) })
                    .add({ u"shippedAt"_s,
                            order.shippedAt->toString(Qt::ISODateWithMs),
                            stored.shippedAt->toString(Qt::ISODateWithMs) }));
    step.equal(stored.placedAt, before, u"the same moment"_s);
    step.equal(*stored.shippedAt, after, u"an hour later"_s);
    step.check(stored.placedAt.timeSpec() == Qt::UTC, u"in UTC"_s);
    const auto inHour = db.query<Order>().filter(
            field<&Order::placedAt>.between(before, after)
            && field<&Order::id> == order.id);
    step.check(inHour.exists().value(), u"and is found by it"_s);
}

void json(Tour &tour, Database &db)
{
    Product product = newProduct(db, u"Q-JSON"_s);
    Step step(tour, u"JSON, enums, lists, UUIDs, URLs: Qt's types"_s,
            u"Each with the best column of the engine: jsonb, uuid and arrays on "
            u"PostgreSQL, "
            u"and a CHECK for the enum."_s);
    product.attributes = { { u"colour"_s, u"green"_s },
        { u"sizes"_s, QJsonArray { 1, 2.5, u"XL"_s } },
        { u"discount"_s, QJsonValue::Null } };
    product.keywords = { u"gift"_s, u"it's, \"quoted\""_s };
    product.status = Product::Status::ComingSoon;
    product.homepage = QUrl(u"https://example.org/?q=a%20b"_s);
    db.insert(product).value();
    auto stored = db.get<Product>(product.id).value();
    step.ran();
    step.equal(stored.attributes, product.attributes, u"JSON"_s);
    step.equal(stored.keywords, product.keywords, u"list"_s);
    step.check(stored.status == product.status, u"enum"_s);
    step.equal(stored.homepage, product.homepage, u"URL"_s);
    const QString sql = u"SELECT count(*) FROM shop_products WHERE status = "
                        "'ComingSoon' AND sku = "_s
            + db.dialect().syntax().placeholder(1);
    const auto raw = db.rows(sql, { quoin::Value(product.sku) }).value();
    step.equal(raw.value(0).value(0), quoin::Value(1),
            u"the enum is readable in the table"_s);
    const auto lost =
            db.execute(u"UPDATE shop_products SET status = 'Lost' WHERE sku = "_s
                            + db.dialect().syntax().placeholder(1),
                    { quoin::Value(product.sku) });
    step.failedWith(lost, ErrorKind::CheckViolation);
    if (!lost)
        step.note(u"Even raw SQL cannot store another word: "_s
                + lost.error().message());
}

void unicode(Tour &tour, Database &db)
{
    Step step(tour, u"Every letter there is"_s,
            u"Also on a server whose own character set is Latin-1: the "
            u"connection and the "
            u"tables ask for what they need."_s);
    QString text =
            u"🦊 naïve Ελλάδα שלום 漢字 e\u0301 👩‍🚀"_s;
    Customer fox {
        .name = text, .email = u"fox@example.org"_s, .country = u"JP"_s
    };
    db.insert(fox).value();
    auto found = db.query<Customer>()
                         .filter(field<&Customer::name>.contains(u"שלום 漢字"_s))
                         .get()
                         .value();
    step.ran();
    step.equal(found.name, text, u"comes back letter by letter"_s);
    step.show(Table({ u"id"_s, u"name"_s })
                    .add({ QString::number(found.id), found.name }));
}

} // namespace

void typesChapter(Tour &tour)
{
    tour.chapter(u"Types"_s,
            u"A value comes back as it was given, or is refused with an error: nothing is rounded, cut or shifted silently."_s);
    tour.run({ decimals, moments, json, unicode });
}
