// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/model.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>

/// A shop: what most tests of queries, relations and writing work on.
namespace shop {
Q_NAMESPACE

/// A tree: categories in categories.
class Category
{
    Q_GADGET
    QUOIN_MODEL("categories", "ordering=name, unique=(parent, name), verboseNamePlural=categories")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=80")
    QUOIN_FIELD(quoin::ForeignKey<Category>, parent, "null, onDelete=cascade, reverse=children")
    QUOIN_FIELD(quoin::HasMany<Category>, children, "")
};

class Product;

class Tag
{
    Q_GADGET
    QUOIN_MODEL("tags", "ordering=name")
    QUOIN_FIELD(int, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=40, unique")
    QUOIN_FIELD(quoin::ManyToMany<Product>, products, "")
};

class Review;

class Product
{
    Q_GADGET
    QUOIN_MODEL("products", "ordering=(name, -id), index=(category, -price), softDelete")
public:
    enum class Status : quint8 { Draft, OnSale, Discontinued };
    Q_ENUM(Status)
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, sku, "maxLength=20, unique, format=regex:'^[A-Z]{2}-[0-9]+$', help='Stock keeping unit, AB-123'")
    QUOIN_FIELD(QString, name, "maxLength=200, minLength=1, index")
    QUOIN_FIELD(QString, description, "")
    QUOIN_FIELD(quoin::Decimal, price, "precision=12, scale=2, min=0")
    QUOIN_FIELD(int, stock, "default=0, min=0")
    QUOIN_FIELD(std::optional<double>, weight, "min=0, help=Kilograms")
    QUOIN_FIELD(Status, status, "default=Draft, index")
    QUOIN_FIELD(QJsonObject, attributes, "default={}")
    QUOIN_FIELD(QDateTime, createdAt, "autoNowAdd")
    QUOIN_FIELD(std::optional<QDateTime>, deletedAt, "")
    QUOIN_FIELD(quoin::ForeignKey<Category>, category, "onDelete=restrict, reverse=products")
    QUOIN_FIELD(quoin::ManyToMany<shop::Tag>, tags, "reverse=products")
    QUOIN_FIELD(quoin::HasMany<Review>, reviews, "")
};

class Order;

class Customer
{
    Q_GADGET
    QUOIN_MODEL("customers", "ordering=name, index=(name, -joinedOn) name=customers_newest")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=120")
    QUOIN_FIELD(QString, email, "maxLength=254, unique, format=email")
    QUOIN_FIELD(QString, passwordHash, "maxLength=100, sensitive, editable=no")
    QUOIN_FIELD(bool, active, "default=true")
    QUOIN_FIELD(QDate, joinedOn, "default=today()")
    QUOIN_FIELD(std::optional<QDate>, birthday, "")
    QUOIN_FIELD(quoin::ForeignKey<Customer>, referredBy, "null, onDelete=setNull, reverse=referrals")
    QUOIN_FIELD(quoin::HasMany<Order>, orders, "")
    QUOIN_FIELD(quoin::HasMany<Customer>, referrals, "")
};

/// One to one: its key is the customer's.
class Profile
{
    Q_GADGET
    QUOIN_MODEL("profiles", "")
    QUOIN_FIELD(quoin::OneToOne<Customer>, customer, "primaryKey, onDelete=cascade, reverse=profile")
    QUOIN_FIELD(QString, biography, "")
    QUOIN_FIELD(QUrl, homepage, "maxLength=300")
};

enum class Payment { None, Card, Transfer, Cash };
Q_ENUM_NS(Payment)

class OrderLine;

class Order
{
    Q_GADGET
    QUOIN_MODEL("orders",
            "ordering=-placedAt, version=revision, check='shipped_at IS NULL OR shipped_at >= placed_at' "
            "name=orders_shipped_later")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QUuid, number, "unique, generate")
    QUOIN_FIELD(quoin::ForeignKey<Customer>, customer, "onDelete=protect, reverse=orders")
    QUOIN_FIELD(QDateTime, placedAt, "default=now(), index")
    QUOIN_FIELD(std::optional<QDateTime>, shippedAt, "")
    QUOIN_FIELD(Payment, payment, "enum=integer, default=None")
    QUOIN_FIELD(std::optional<shop::Payment>, refund, "")
    QUOIN_FIELD(QString, note, "maxLength=500")
    QUOIN_FIELD(int, revision, "default=1")
    QUOIN_FIELD(quoin::HasMany<OrderLine>, lines, "")
};

/// One product at most once in an order.
class OrderLine
{
    Q_GADGET
    QUOIN_MODEL("order_lines", "unique=(order, product)")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Order>, order, "onDelete=cascade, reverse=lines")
    QUOIN_FIELD(quoin::ForeignKey<Product>, product, "onDelete=restrict, reverse=orderLines")
    QUOIN_FIELD(int, quantity, "min=1, max=10000")
    QUOIN_FIELD(quoin::Decimal, unitPrice, "precision=12, scale=2, min=0")
};

class Review
{
    Q_GADGET
    QUOIN_MODEL("reviews", "ordering=-id")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Product>, product, "onDelete=cascade, reverse=reviews")
    QUOIN_FIELD(quoin::ForeignKey<Customer>, customer, "null, onDelete=setNull, reverse=reviews")
    QUOIN_FIELD(short, stars, "min=1, max=5")
    QUOIN_FIELD(QString, text, "")
    QUOIN_FIELD(std::optional<QString>, answer, "")
};

} // namespace shop
