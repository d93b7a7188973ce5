// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/model.h>

#include <QtCore/qdatetime.h>
#include <QtCore/quuid.h>

/// Keys of every form.
namespace keys {

/// A key that the program makes.
class Device
{
    Q_GADGET
    QUOIN_MODEL("devices", "")
    QUOIN_FIELD(QUuid, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=80")
};

/// A natural key.
class Country
{
    Q_GADGET
    QUOIN_MODEL("countries", "verboseNamePlural=countries")
    QUOIN_FIELD(QString, code, "primaryKey, maxLength=2, minLength=2")
    QUOIN_FIELD(QString, name, "maxLength=80, unique")
};

/// A composite key of which one part is a relation.
class Reading
{
    Q_GADGET
    QUOIN_MODEL("readings", "primaryKey=(device, takenAt), ordering=(device, takenAt)")
    QUOIN_FIELD(QDateTime, takenAt, "")
    QUOIN_FIELD(quoin::ForeignKey<Device>, device, "onDelete=cascade, reverse=readings")
    QUOIN_FIELD(double, value, "")
};

/// A relation to another unique column than the key, and a composite key declared at the properties.
class Translation
{
    Q_GADGET
    QUOIN_MODEL("translations", "")
    QUOIN_FIELD(quoin::ForeignKey<Country>, country, "primaryKey, to=name, column=country_name, onDelete=cascade")
    QUOIN_FIELD(QString, language, "primaryKey, maxLength=8")
    QUOIN_FIELD(QString, text, "")
};

class Person;
class Group;

/// Many to many through a model with attributes of its own.
class Membership
{
    Q_GADGET
    QUOIN_MODEL("memberships", "unique=(person, group)")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(quoin::ForeignKey<Person>, person, "onDelete=cascade")
    QUOIN_FIELD(quoin::ForeignKey<Group>, group, "onDelete=cascade")
    QUOIN_FIELD(QDate, since, "default=2024-01-01")
};

class Group
{
    Q_GADGET
    QUOIN_MODEL("user_groups", "")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=80, unique")
    QUOIN_FIELD(quoin::ManyToMany<Person>, members, "through=Membership, reverse=groups")
};

class Person
{
    Q_GADGET
    QUOIN_MODEL("people", "verboseNamePlural=people")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, name, "maxLength=80")
    QUOIN_FIELD(quoin::ManyToMany<Person>, friends, "symmetrical")
    QUOIN_FIELD(quoin::ManyToMany<Person>, follows, "reverse=followers")
    QUOIN_FIELD(quoin::ManyToMany<Group>, groups, "through=Membership")
};

} // namespace keys
