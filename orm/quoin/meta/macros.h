// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/meta/registry.h>

#include <QtCore/qobjectdefs.h>

/// Makes a Q_GADGET a model: its table, and its options ("ordering=-publishedAt, softDelete"; docs/guides/models.md lists them).
/// Shorthand for two Q_CLASSINFO, "quoin.table" and "quoin.options", plus the registration, so that a program knows its
/// models without naming them.
#define QUOIN_MODEL(table, options) \
    Q_CLASSINFO("quoin.table", table) \
    Q_CLASSINFO("quoin.options", options) \
private: \
    static inline const ::quoin::ModelRegistration quoinRegistration { &staticMetaObject };

/// Declares a column: shorthand for Q_PROPERTY(type name MEMBER name), Q_CLASSINFO("quoin." name, options) and the public member.
/// A type with a comma needs an alias. (The "@" after the options says that the property is nothing but the member, which is then
/// read and written directly.)
#define QUOIN_FIELD(type, name, options) \
    Q_PROPERTY(type name MEMBER name) \
    Q_CLASSINFO("quoin." #name, options "@") \
public: \
    type name {};
