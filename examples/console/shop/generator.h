// SPDX-License-Identifier: MIT
#pragma once

#include "models.h"
#include "random.h"

#include <quoin/quoin.h>

#include <functional>

struct ShopSize
{
    int customers;
    int products;
    int orders;
};
constexpr ShopSize smallShop { 80, 60, 300 };
constexpr ShopSize mediumShop { 2'000, 500, 8'000 };
constexpr ShopSize largeShop { 20'000, 2'000, 100'000 };

/// What was stored in one table.
struct Filled
{
    QString table;
    qint64 rows;
    std::chrono::nanoseconds time;
};

/// Fills the shop's tables with data that looks like a shop's: the same from the same size and seed, times of writing aside.
class Generator
{
public:
    using Progress = std::function<void(const QString &table, qint64 rows)>;
    Generator(quoin::Database database, ShopSize size, Progress progress, quint64 seed = 2026);

    /// One transaction a table.
    quoin::Result<QList<Filled>> fill();

private:
    quoin::Result<void> fillCategories();
    quoin::Result<void> fillTags();
    quoin::Result<void> fillCustomers();
    quoin::Result<void> fillProducts();
    quoin::Result<void> fillProductTags();
    quoin::Result<void> fillOrders();
    quoin::Result<void> fillReviews();
    [[nodiscard]] Product makeProduct(int number);
    [[nodiscard]] Order makeOrder(int number);
    template<class T>
    quoin::Result<void> store(T &row);

    quoin::Database m_database;
    ShopSize m_size;
    Progress m_progress;
    Random m_random;
    QString m_table;
    QList<Filled> m_filled;
    QMap<QString, qint64> m_rows;
    QList<Category> m_leaves;
    QList<Tag> m_tags;
    QList<qint64> m_customers;
    QList<Product> m_products;
};
