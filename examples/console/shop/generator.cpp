// SPDX-License-Identifier: MIT
#include "generator.h"

#include "vocabulary.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qset.h>
#include <QtCore/qtimezone.h>
#include <QtCore/qurl.h>

using namespace Qt::StringLiterals;
using quoin::Decimal;
using quoin::Result;

namespace {

constexpr int progressStep = 500;

QString text(std::u16string_view words) { return QStringView(words).toString(); }

/// "Małgorzata O’Brien" → "malgorzata.obrien": letters without their marks.
QString asciiName(const QString &name)
{
    QString ascii;
    for (const QChar c :
            name.toLower().replace(u'ł', u'l').replace(u'ø', u'o').replace(u'ı', u'i').normalized(QString::NormalizationForm_D)) {
        if (c.unicode() < 128 && (c.isLetterOrNumber() || c == u' '))
            ascii += c == u' ' ? QChar(u'.') : c;
    }
    return ascii;
}

QString slugOf(const QString &name) { return name.toLower().replace(u' ', u'-'); }

/// A moment in the three years before 2026, in UTC, to the millisecond.
QDateTime moment(Random &random)
{
    const QDateTime first(QDate(2023, 1, 1), QTime(0, 0), Qt::UTC);
    return first.addMSecs(qint64(random.next() % (3ULL * 365 * 86'400'000)));
}

Decimal cents(qint64 amount) { return Decimal::fromUnscaled(amount, 2).value(); }

} // namespace

Generator::Generator(quoin::Database database, ShopSize size, Progress progress, quint64 seed)
    : m_database(std::move(database)), m_size(size), m_progress(std::move(progress)), m_random(seed)
{ }

Result<QList<Filled>> Generator::fill()
{
    const std::pair<QString, Result<void> (Generator::*)()> tables[] {
        { u"categories"_s, &Generator::fillCategories },
        { u"tags"_s, &Generator::fillTags },
        { u"customers"_s, &Generator::fillCustomers },
        { u"products"_s, &Generator::fillProducts },
        { u"product tags"_s, &Generator::fillProductTags },
        { u"orders with their lines"_s, &Generator::fillOrders },
        { u"reviews"_s, &Generator::fillReviews },
    };
    for (const auto &[name, function] : tables) {
        m_table = name;
        m_rows[name] = 0;
        QElapsedTimer timer;
        timer.start();
        auto filled = m_database.transaction([&](quoin::Transaction &) { return (this->*function)(); });
        if (!filled)
            return filled.error();
        m_filled << Filled { name, m_rows.value(name), std::chrono::nanoseconds(timer.nsecsElapsed()) };
    }
    return m_filled;
}

template<class T>
Result<void> Generator::store(T &row)
{
    qint64 &rows = m_rows[m_table];
    if (++rows % progressStep == 0)
        m_progress(m_table, rows);
    return m_database.insert(row);
}

Result<void> Generator::fillCategories()
{
    for (const vocabulary::Branch &branch : vocabulary::categories) {
        Category parent { .name = text(branch.name), .slug = slugOf(text(branch.name)) };
        if (auto stored = store(parent); !stored)
            return stored;
        for (const std::u16string_view leaf : branch.leaves) {
            Category child { .name = text(leaf), .slug = parent.slug + u'-' + slugOf(text(leaf)), .parent = parent };
            if (auto stored = store(child); !stored)
                return stored;
            m_leaves << child;
        }
    }
    return {};
}

Result<void> Generator::fillTags()
{
    for (const std::u16string_view name : vocabulary::tags) {
        Tag tag { .name = text(name) };
        if (auto stored = store(tag); !stored)
            return stored;
        m_tags << tag;
    }
    return {};
}

Result<void> Generator::fillCustomers()
{
    for (int number = 1; number <= m_size.customers; ++number) {
        Customer customer;
        customer.name = text(m_random.oneOf(vocabulary::firstNames)) + u' ' + text(m_random.oneOf(vocabulary::lastNames));
        customer.email = asciiName(customer.name) + QString::number(number) + u"@example.org"_s;
        customer.country = text(m_random.oneOf(vocabulary::countries));
        if (!m_random.oneIn(4))
            customer.birthday = QDate(1945, 1, 1).addDays(m_random.between(0, 60 * 365));
        if (m_random.oneIn(2))
            customer.phone = u"+49 30 555 %1"_s.arg(m_random.between(0, 9999), 4, 10, QChar(u'0'));
        customer.bonusPoints = m_random.oneIn(3) ? m_random.between(1, 900) : 0;
        if (auto stored = store(customer); !stored)
            return stored;
        m_customers << customer.id;
    }
    return {};
}

Product Generator::makeProduct(int number)
{
    Product product;
    const QString thing = text(m_random.oneOf(vocabulary::things));
    const QString material = text(m_random.oneOf(vocabulary::materials));
    product.sku = u"Q-%1"_s.arg(number, 6, 10, QChar(u'0'));
    product.name = text(m_random.oneOf(vocabulary::qualities)) + u' ' + material + u' ' + thing;
    product.price = cents(m_random.between(2, 300) * 100 - m_random.between(0, 1) * 5);
    product.stock = m_random.oneIn(8) ? 0 : m_random.between(1, 250);
    product.status = m_random.oneIn(10) ? Product::Status::Discontinued
            : m_random.oneIn(12)        ? Product::Status::ComingSoon
                                        : Product::Status::Active;
    product.category = m_random.oneOf(m_leaves);
    product.attributes = { { u"colour"_s, text(m_random.oneOf(vocabulary::colours)) }, { u"material"_s, material.toLower() },
        { u"weight"_s, QJsonObject { { u"value"_s, m_random.between(1, 90) }, { u"unit"_s, u"hg"_s } } } };
    product.keywords = { thing.toLower(), material.toLower() };
    if (m_random.oneIn(3))
        product.homepage = QUrl(u"https://example.org/p/%1"_s.arg(product.sku));
    return product;
}

Result<void> Generator::fillProducts()
{
    for (int number = 1; number <= m_size.products; ++number) {
        Product product = makeProduct(number);
        if (auto stored = store(product); !stored)
            return stored;
        m_products << product;
    }
    return {};
}

Result<void> Generator::fillProductTags()
{
    for (const Product &product : std::as_const(m_products)) {
        int position = 0;
        for (const Tag &tag : std::as_const(m_tags)) {
            if (!m_random.oneIn(5))
                continue;
            ProductTag productTag { .product = product, .tag = tag, .position = ++position };
            if (auto stored = store(productTag); !stored)
                return stored;
        }
    }
    return {};
}

Order Generator::makeOrder(int number)
{
    Order order;
    order.number = u"2026-%1"_s.arg(number, 7, 10, QChar(u'0'));
    order.customer = quoin::Value(m_customers.at(m_random.skewed(int(m_customers.size()))));
    order.placedAt = moment(m_random);
    order.status = Order::Status(std::min(m_random.between(0, 8), 4));
    if (order.status == Order::Status::Shipped || order.status == Order::Status::Delivered)
        order.shippedAt = order.placedAt.addSecs(m_random.between(3600, 5 * 86400));
    if (m_random.oneIn(9))
        order.note = u"Please ring twice."_s;
    return order;
}

Result<void> Generator::fillOrders()
{
    for (int number = 1; number <= m_size.orders; ++number) {
        Order order = makeOrder(number);
        QList<OrderLine> lines;
        const int count = m_random.between(1, 5);
        for (int line = 1; line <= count; ++line) {
            const Product &product = m_products.at(m_random.skewed(int(m_products.size())));
            lines << OrderLine {
                .line = line, .product = product, .quantity = m_random.between(1, 4), .unitPrice = product.price
            };
            order.total = (order.total + (product.price * Decimal(lines.last().quantity)).value()).value();
        }
        if (auto stored = store(order); !stored)
            return stored;
        for (OrderLine &line : lines) {
            line.order = order;
            if (auto stored = store(line); !stored)
                return stored;
        }
    }
    return {};
}

Result<void> Generator::fillReviews()
{
    QSet<std::pair<qint64, qint64>> written; // one review a product and customer
    for (int number = 0; number < m_size.orders / 4; ++number) {
        const qint64 customer = m_random.oneOf(m_customers);
        const Product &product = m_products.at(m_random.skewed(int(m_products.size())));
        if (written.contains({ product.id, customer }))
            continue;
        written.insert({ product.id, customer });
        Review review;
        review.product = product;
        review.customer = quoin::Value(customer);
        review.rating = std::min(5, m_random.between(1, 7));
        review.title
                = review.rating > 2 ? text(m_random.oneOf(vocabulary::praise)) : text(m_random.oneOf(vocabulary::complaints));
        review.createdAt = moment(m_random);
        if (auto stored = store(review); !stored)
            return stored;
    }
    return {};
}
