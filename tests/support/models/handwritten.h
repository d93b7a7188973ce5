// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/error.h>
#include <quoin/model.h>

#include <QtCore/qdatetime.h>

/// Models written out without the macros: setters, a base class, rules of their own.
namespace handwritten {

/// What several tables have; not a model.
class Timestamped
{
    Q_GADGET
    Q_PROPERTY(QDateTime createdAt MEMBER createdAt)
    Q_CLASSINFO("quoin.createdAt", "autoNowAdd")
    Q_PROPERTY(QDateTime changedAt MEMBER changedAt)
    Q_CLASSINFO("quoin.changedAt", "autoNow")
public:
    QDateTime createdAt;
    QDateTime changedAt;
};

class Account : public Timestamped
{
    Q_GADGET
    Q_CLASSINFO("quoin.table", "accounts")
    Q_CLASSINFO("quoin.options", "schema=bank, comment='Accounts of customers'")
    Q_PROPERTY(long long id READ id WRITE setId)
    Q_CLASSINFO("quoin.id", "primaryKey, autoIncrement=no")
    Q_PROPERTY(QString owner READ owner WRITE setOwner)
    Q_CLASSINFO("quoin.owner", "maxLength=50, collation=NOCASE")
    Q_PROPERTY(unsigned int balance MEMBER m_balance)
    Q_CLASSINFO("quoin.balance", "max=1000000, check='balance % 5 = 0'")
    Q_PROPERTY(unsigned int doubled MEMBER m_doubled)
    Q_CLASSINFO("quoin.doubled", "generated='balance * 2' stored")
    Q_PROPERTY(QString label READ label)
    Q_PROPERTY(int cached MEMBER m_cached STORED false)

public:
    qint64 id() const { return m_id; }
    void setId(qint64 id) { m_id = id; }
    const QString &owner() const { return m_owner; }
    void setOwner(const QString &owner) { m_owner = owner.trimmed(); }
    QString label() const { return m_owner + u':' + QString::number(m_balance); }
    /// An owner called "nobody" cannot have money.
    Q_INVOKABLE QList<quoin::FieldError> clean() const;

    uint m_balance = 0;
    uint m_doubled = 0;
    int m_cached = 0;

private:
    qint64 m_id = 0;
    QString m_owner;
    static inline const quoin::ModelRegistration quoinRegistration { &staticMetaObject };
};

/// A database view.
class Balance
{
    Q_GADGET
    QUOIN_MODEL("balances", "readOnly, managed=no")
    QUOIN_FIELD(QString, owner, "column=Owner")
    QUOIN_FIELD(quoin::Decimal, total, "")

public:
    Q_INVOKABLE quoin::Result<void> clean() const;
};

} // namespace handwritten
