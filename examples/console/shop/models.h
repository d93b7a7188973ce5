// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/model.h>
#include <quoin/query/record.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

// A shop. Each class is a table, each QUOIN_FIELD a column; there is nothing else to write, generate or register.

class Customer;
class Order;
class Product;

/// A tree: each category may lie in another one.
class Category
{
    Q_GADGET
    QUOIN_MODEL("shop_categories", "ordering=name")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=60")
    QUOIN_FIELD(QString, slug, "maxLength=80, unique, format=regex:'^[a-z0-9-]+$'")
    QUOIN_FIELD(quoin::ForeignKey<Category>, parent, "null, onDelete=restrict, reverse=children")
};

class Tag
{
    Q_GADGET
    QUOIN_MODEL("shop_tags", "ordering=name")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=40, unique")
};

/// A Record knows what changed since it was read, and has the Active Record spelling: customer.save().
class Customer : public quoin::Record<Customer>
{
    Q_GADGET
    QUOIN_MODEL("shop_customers", "ordering=(name, id)")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QUuid, publicId, "unique, generate")
    QUOIN_FIELD(QString, name, "minLength=2, maxLength=100, index")
    QUOIN_FIELD(QString, email, "maxLength=200, unique, format=email")
    QUOIN_FIELD(QString, country, "maxLength=2, format=regex:'^[A-Z]{2}$', help='two letters, ISO 3166'")
    QUOIN_FIELD(std::optional<QDate>, birthday, "min=1900-01-01")
    QUOIN_FIELD(std::optional<QString>, phone, "maxLength=30, sensitive")
    QUOIN_FIELD(int, bonusPoints, "min=0")
    QUOIN_FIELD(QDateTime, createdAt, "autoNowAdd")
};

class Product
{
    Q_GADGET
    QUOIN_MODEL("shop_products", "ordering=name, index=(category, price)")

public:
    enum class Status { Active, ComingSoon, Discontinued };
    Q_ENUM(Status)

    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, sku, "maxLength=20, unique")
    QUOIN_FIELD(QString, name, "maxLength=120, index")
    QUOIN_FIELD(quoin::Decimal, price, "precision=10, scale=2, min=0")
    QUOIN_FIELD(int, stock, "min=0")
    QUOIN_FIELD(Status, status, "")
    QUOIN_FIELD(quoin::ForeignKey<Category>, category, "onDelete=restrict")
    QUOIN_FIELD(QJsonObject, attributes, "")
    QUOIN_FIELD(QStringList, keywords, "")
    QUOIN_FIELD(std::optional<QUrl>, homepage, "maxLength=500")
    QUOIN_FIELD(QDateTime, createdAt, "autoNowAdd")
    QUOIN_FIELD(QDateTime, updatedAt, "autoNow")
    QUOIN_FIELD(quoin::ManyToMany<Tag>, tags, "through=ProductTag, reverse=products")
};

/// Which product has which tag: a composite key, and a column of its own.
class ProductTag
{
    Q_GADGET
    QUOIN_MODEL("shop_product_tags", "primaryKey=(product, tag)")
    QUOIN_FIELD(quoin::ForeignKey<Product>, product, "onDelete=cascade")
    QUOIN_FIELD(quoin::ForeignKey<Tag>, tag, "onDelete=cascade")
    QUOIN_FIELD(int, position, "min=1")
};

class Order
{
    Q_GADGET
    QUOIN_MODEL("shop_orders",
            "ordering=-placedAt, index=(customer, -placedAt), "
            "check='shipped_at IS NULL OR shipped_at >= placed_at' name=shop_orders_shipped_later")

public:
    enum class Status { Pending, Paid, Shipped, Delivered, Cancelled };
    Q_ENUM(Status)

    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, number, "maxLength=20, unique")
    QUOIN_FIELD(quoin::ForeignKey<Customer>, customer, "onDelete=restrict, reverse=orders")
    QUOIN_FIELD(Status, status, "")
    QUOIN_FIELD(quoin::Decimal, total, "precision=12, scale=2, min=0")
    QUOIN_FIELD(QDateTime, placedAt, "index")
    QUOIN_FIELD(std::optional<QDateTime>, shippedAt, "")
    QUOIN_FIELD(std::optional<QString>, note, "")
};

/// Identified by its order and its place in it.
class OrderLine
{
    Q_GADGET
    QUOIN_MODEL("shop_order_lines", "primaryKey=(order, line)")
    QUOIN_FIELD(quoin::ForeignKey<Order>, order, "onDelete=cascade, reverse=lines")
    QUOIN_FIELD(int, line, "min=1")
    QUOIN_FIELD(quoin::ForeignKey<Product>, product, "onDelete=restrict")
    QUOIN_FIELD(int, quantity, "min=1, max=999")
    QUOIN_FIELD(quoin::Decimal, unitPrice, "precision=10, scale=2, min=0")
};

class Review
{
    Q_GADGET
    QUOIN_MODEL("shop_reviews", "ordering=(-rating, id), unique=(product, customer)")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Product>, product, "onDelete=cascade, reverse=reviews")
    QUOIN_FIELD(quoin::ForeignKey<Customer>, customer, "onDelete=cascade, reverse=reviews")
    QUOIN_FIELD(int, rating, "min=1, max=5")
    QUOIN_FIELD(QString, title, "maxLength=100")
    QUOIN_FIELD(std::optional<QString>, body, "")
    QUOIN_FIELD(QDateTime, createdAt, "")
};
