// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: a model half-way between its declaration and its ModelInfo.

#include <quoin/meta/declaration_p.h>
#include <quoin/meta/options_p.h>
#include <quoin/meta/typetext_p.h>

#include <memory>

namespace quoin {

/// A property with its options applied; what needs other models is not resolved yet.
struct PropertyDraft
{
    PropertyDeclaration declaration;
    TypeText type;
    FieldInfo field;       ///< For to-many relations only its name is meant.
    RelationInfo relation; ///< Of relations of any kind.
    QStringList given;     ///< Names of the options that were given.
    std::optional<schema::ColumnType> typeOption;
    int precision = 38;
    int scale = 10;
    std::optional<Option> defaultOption; ///< Kept: a literal needs the column's type, for a ForeignKey that of its target.
    std::optional<Option> minimumOption;
    std::optional<Option> maximumOption;
    std::optional<Option> choicesOption;
    std::optional<Option> valuesOption;

    [[nodiscard]] bool isToMany() const { return type.category == TypeText::Category::ToMany; }
    [[nodiscard]] bool isToOne() const { return type.category == TypeText::Category::ToOne; }
    [[nodiscard]] bool has(QLatin1StringView option) const { return given.contains(option); }
};

/// A class option that names properties: they are looked up when all are known.
struct IndexDraft
{
    Option option;
    QString name;
    bool unique = false;
    QString condition;
    QStringList include;
    QString method;
};

struct ModelDraft
{
    ModelDeclaration declaration;
    std::unique_ptr<ModelInfo> info;
    QList<PropertyDraft> properties; ///< Those that are columns or relations.
    QList<IndexDraft> indexes;
    QList<IndexDraft> uniques; ///< Only option and name are used.
    QStringList primaryKey;    ///< The class option, in its order.
    bool softDelete = false;
    bool failed = false; ///< Its one error was reported: nothing that follows from it is.
};

/// Applies the options of one property: the table of M4's options. The error lacks only class and property.
Result<void> applyFieldOptions(PropertyDraft &draft, const QList<Option> &options);

/// Likewise for quoin.options.
Result<void> applyModelOptions(ModelDraft &draft, const QList<Option> &options);

// Helpers of both tables.

/// "yes" or "no" of a flag: a lone name is yes.
Result<bool> flagOf(const Option &option);
/// The only text of an option.
Result<QString> textOf(const Option &option, QStringView example);
/// The items of a list, or the one text.
Result<QStringList> namesOf(const Option &option, QStringView example);
Result<int> numberOf(const Option &option, int minimum, int maximum, QStringView example);
/// An error about the form of an option's value.
Error wrongForm(const Option &option, QStringView wanted, QStringView example);
Error configurationError(const QString &message, const QString &hint = {});

} // namespace quoin
