// SPDX-License-Identifier: MIT
#include "chapters.h"

#include "../tour/numbers.h"
#include "../tour/step.h"

#include <QtCore/qmetaobject.h>

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using quoin::Database;
using quoin::ErrorKind;
using quoin::field;

namespace {

QString statusName(Product::Status status)
{
    return QString::fromLatin1(
            QMetaEnum::fromType<Product::Status>().valueToKey(int(status)));
}

void filter(Tour &tour, Database &db)
{
    Step step(tour, u"A typed filter"_s,
            u"Column and type come from the member: a misspelt name or a value "
            u"of another "
            u"type does not compile."_s);
    auto bargains =
            db.query<Product>()
                    .filter(field<&Product::status> == Product::Status::Active)
                    .filter(field<&Product::price>.between("10"_dec, "50"_dec)
                            || field<&Product::name>.startsWith(u"Vintage"_s))
                    .exclude(field<&Product::stock> == 0)
                    .orderBy(field<&Product::price>, field<&Product::name>)
                    .limit(6);
    QList<Product> products = bargains.all().value();
    step.ran();
    Table table({ u"id"_s, u"name"_s, u"price"_s, u"stock"_s, u"status"_s });
    bool right = true;
    for (const Product &product : products) {
        table.add({ QString::number(product.id), product.name,
                product.price.toString(), QString::number(product.stock),
                statusName(product.status) });
        right = right && product.status == Product::Status::Active
                && product.stock > 0
                && ((product.price >= "10"_dec && product.price <= "50"_dec)
                        || product.name.startsWith(u"Vintage"_s));
    }
    step.show(table);
    step.check(!products.isEmpty() && products.size() <= 6, u"at most six"_s);
    step.check(right, u"each fits"_s);
    step.check(
            std::ranges::is_sorted(products, {}, &Product::price), u"by price"_s);
    step.equal(step.statementCount(), 1, u"one statement"_s);
}

void acrossRelations(Tour &tour, Database &db)
{
    Step step(tour, u"Across relations"_s,
            u"A path of members walks foreign keys; the joins are Quoin's business."_s);
    auto lines = db.query<OrderLine>()
                         .filter(field<&OrderLine::order, &Order::customer,
                                         &Customer::country> == u"SE"_s
                                 && field<&OrderLine::product, &Product::category,
                                            &Category::slug>.startsWith(u"music"_s))
                         .orderBy(field<&OrderLine::unitPrice>.desc())
                         .limit(5)
                         .all()
                         .value();
    step.ran();
    Table table({ u"order"_s, u"line"_s, u"product"_s, u"quantity"_s,
            u"unitPrice"_s });
    bool right = true;
    for (const OrderLine &line : lines) {
        const auto order = db.get<Order>(line.order.key()).value();
        const auto customer = db.get<Customer>(order.customer.key()).value();
        const auto product = db.get<Product>(line.product.key()).value();
        const auto category = db.get<Category>(product.category.key()).value();
        right = right && customer.country == u"SE"_s
                && category.slug.startsWith(u"music"_s);
        table.add({ order.number, QString::number(line.line), product.name,
                QString::number(line.quantity), line.unitPrice.toString() });
    }
    step.show(table);
    step.check(!lines.isEmpty(), u"there are some"_s);
    step.check(right, u"each from Sweden, each music"_s);
    step.equal(step.statementCount(), 1, u"one statement"_s);
}

void terminals(Tour &tour, Database &db)
{
    Step step(tour, u"Queries are values"_s,
            u"Share and refine them as you like; nothing runs until you ask for an answer."_s);
    const auto german =
            db.query<Customer>().filter(field<&Customer::country> == u"DE"_s);
    const auto oldest = german.filter(field<&Customer::birthday>.isNotNull())
                                .orderBy(field<&Customer::birthday>);
    auto howMany = german.count().value();
    auto any = german.exists().value();
    auto first = oldest.first().value();
    auto ann =
            db.query<Customer>()
                    .filter(field<&Customer::email> == u"ann.lee@example.org"_s)
                    .get();
    auto none = german.filter(field<&Customer::name> == u"Nobody"_s).getOrNone();
    auto several = german.get(); // asks for exactly one
    step.ran();
    const qint64 counted = qint64(german.all().value().size());
    step.equal(howMany, counted, u"count() is how many all() gives"_s);
    step.check(any == (counted > 0), u"exists()"_s);
    step.check(
            first.country == u"DE"_s && first.birthday.has_value(), u"first()"_s);
    step.succeeded(ann, u"get()"_s);
    step.check(none && !none->has_value(), u"getOrNone() is none"_s);
    step.failedWith(several, ErrorKind::MultipleFound);
    step.show(Table({ u"query"_s, u"answer"_s })
                    .add({ u"german.count()"_s, QString::number(howMany) })
                    .add({ u"german.exists()"_s, any ? u"true"_s : u"false"_s })
                    .add({ u"oldest.first()"_s,
                            first.name + u", born "_s
                                    + first.birthday->toString(Qt::ISODate) })
                    .add({ u"german.get()"_s,
                            several ? QString() : several.error().message() }));
}

void complements(Tour &tour, Database &db)
{
    Step step(tour, u"filter and exclude are complements"_s,
            u"SQL's NULL makes both forget rows. Here each row is in one of the "
            u"two, on "
            u"every engine."_s);
    const auto young = field<&Customer::birthday> > QDate(1990, 1, 1);
    auto in = db.query<Customer>().filter(young).count().value();
    auto out = db.query<Customer>().exclude(young).count().value();
    auto all = db.query<Customer>().count().value();
    auto unknown =
            db.query<Customer>().filter(field<&Customer::birthday>.isNull());
    auto withoutBirthday = unknown.count().value();
    step.ran();
    step.show(Table({ u"born later"_s, u"all others"_s,
                            u"of these without a birthday"_s, u"customers"_s })
                    .add({ grouped(in), grouped(out), grouped(withoutBirthday),
                            grouped(all) }));
    step.equal(in + out, all, u"together they are everyone"_s);
    step.check(withoutBirthday > 0 && out >= withoutBirthday,
            u"the unknown are not lost"_s);
}

void paging(Tour &tour, Database &db)
{
    Step step(tour, u"Pages neither lose nor repeat rows"_s,
            u"Where the order leaves a choice (many products share a status) the "
            u"key "
            u"decides."_s);
    const auto byStatus = db.query<Product>().orderBy(field<&Product::status>);
    QList<qint64> paged;
    for (int page = 0; page < 5; ++page) {
        for (const Product &product :
                byStatus.offset(page * 10).limit(10).all().value())
            paged << product.id;
    }
    step.ran();
    QList<qint64> whole;
    for (const Product &product : byStatus.limit(50).all().value())
        whole << product.id;
    step.equal(paged.size(), 50, u"five pages of ten"_s);
    step.check(paged == whole, u"the same as all at once"_s);
}

void texts(Tour &tour, Database &db)
{
    for (const QString &name :
            { u"100% wool"_s, u"100 wool"_s, u"WOOL_100%"_s, u"wool_100%"_s }) {
        Tag tag { .name = name };
        db.insert(tag).value();
    }
    Step step(tour, u"Text is compared alike everywhere"_s,
            u"Case counts, % and _ are letters like others, and trailing blanks "
            u"are not "
            u"ignored: also where the engine would do otherwise."_s);
    auto percent = db.query<Tag>().filter(field<&Tag::name>.contains(u"100%"_s));
    auto lower = db.query<Tag>().filter(field<&Tag::name>.startsWith(u"wool_"_s));
    auto exact = db.query<Tag>().filter(field<&Tag::name> == u"WOOL_100%"_s);
    auto blank = db.query<Tag>().filter(field<&Tag::name> == u"100 wool "_s);
    QList<qint64> counts { percent.count().value(), lower.count().value(),
        exact.count().value(), blank.count().value() };
    step.ran();
    step.equal(counts, QList<qint64> { 3, 1, 1, 0 }, u"3, 1, 1 and none"_s);
}

void toSql(Tour &tour, Database &db)
{
    Step step(tour, u"See the statement, not the secrets"_s,
            u"toSql() shows text and bindings; what is marked sensitive stays "
            u"hidden, here "
            u"as in logs, errors and debug output."_s);
    auto query =
            db.query<Customer>()
                    .filter(field<&Customer::phone> == u"+49 30 555 0100"_s)
                    .filter(field<&Customer::country>.in({ u"DE"_s, u"FR"_s }));
    quoin::SqlText sql = query.toSql().value();
    step.ran();
    step.show(Table({ u"binding"_s, u"value"_s })
                    .add({ u"1"_s, sql.bindings.value(0) })
                    .add({ u"2"_s, sql.bindings.value(1) })
                    .add({ u"3"_s, sql.bindings.value(2) }));
    step.note(sql.text);
    step.equal(step.statementCount(), 0, u"nothing ran"_s);
    step.check(!sql.bindings.join(u' ').contains(u"555"_s),
            u"the number is masked"_s);
    step.check(sql.bindings.join(u' ').contains(u"FR"_s), u"others are shown"_s);
}

} // namespace

void queryChapter(Tour &tour)
{
    tour.chapter(u"Queries"_s,
            u"Built from members of your classes; text and bindings of the statement are made together, in one walk."_s);
    tour.run({ filter, acrossRelations, terminals, complements, paging, texts,
            toSql });
}
