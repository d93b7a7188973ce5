// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: the grammar of options, the same for classes and properties (docs/guides/models.md).
//
//   options  = [ option { "," option } ]
//   option   = name [ "=" value { modifier } ]
//   modifier = name [ "=" value ]                 after a list or a quoted value: index=(email) unique where='deleted_at IS NULL'
//   value    = quoted | list | bare
//   quoted   = "'" text "'"                       '' inside is one quote
//   list     = "(" [ item { "," item } ] ")"      item = quoted | bare
//   bare     = text up to the next comma          parentheses inside stay together: type=decimal(12,2)

#include <quoin/core/result.h>

namespace quoin {

/// One item of a list, or a value that is not one.
struct OptionItem
{
    QString text;
    bool quoted = false; ///< 'now()' is the text, now() the function.
};

struct Option
{
    enum class Form { Flag, Single, List };

    QString name;
    Form form = Form::Flag;
    QList<OptionItem> items; ///< Single: exactly one.
    QList<Option> modifiers;

    [[nodiscard]] const OptionItem &item() const { return items.constFirst(); }
    [[nodiscard]] QString text() const { return items.isEmpty() ? QString() : items.constFirst().text; }
    [[nodiscard]] QStringList texts() const;
};

/// In the order given. The error says what is wrong at which place; the caller adds class and property.
Result<QList<Option>> parseOptions(QStringView text);

} // namespace quoin
