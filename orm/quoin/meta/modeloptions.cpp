// SPDX-License-Identifier: MIT
#include <quoin/meta/draft_p.h>

#include <quoin/core/nearest.h>

#include <algorithm>
#include <array>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

struct Rule
{
    QStringView name;
    bool repeatable;
    Result<void> (*apply)(ModelDraft &, const Option &);
};

template<bool ModelInfo::*member>
Result<void> setFlag(ModelDraft &draft, const Option &option)
{
    return flagOf(option).transform([&](bool on) { (*draft.info).*member = on; });
}

template<QString ModelInfo::*member>
Result<void> setText(ModelDraft &draft, const Option &option)
{
    return textOf(option, QString(option.name + u"=…"_s)).transform([&](const QString &text) { (*draft.info).*member = text; });
}

Result<void> setOrdering(ModelDraft &draft, const Option &option)
{
    return namesOf(option, u"ordering=(-publishedAt, title)").transform([&](const QStringList &names) {
        for (const QString &name : names) {
            const bool descending = name.startsWith(u'-');
            draft.info->ordering.append({ name.sliced(descending ? 1 : 0).trimmed(), descending });
        }
    });
}

Result<void> setSoftDelete(ModelDraft &draft, const Option &option)
{
    draft.softDelete = true;
    draft.info->softDeleteField = u"deletedAt"_s;
    if (option.form == Option::Form::Flag)
        return {};
    if (const auto off = flagOf(option)) {
        draft.softDelete = *off;
        return {};
    }
    return textOf(option, u"softDelete or softDelete=removedAt").transform([&](const QString &property) {
        draft.info->softDeleteField = property;
    });
}

Result<void> setPrimaryKey(ModelDraft &draft, const Option &option)
{
    return namesOf(option, u"primaryKey=(orderId, line)").transform([&](const QStringList &names) { draft.primaryKey = names; });
}

Error unknownModifier(const Option &option, const Option &modifier, const QStringList &known)
{
    return configurationError(option.name + u" knows no \""_s + modifier.name + u"\"."_s, didYouMean(modifier.name, known));
}

Result<void> addIndex(ModelDraft &draft, const Option &option)
{
    constexpr QStringView example = u"index=(lastName, -firstName) unique where='deleted_at IS NULL' include=(email)";
    if (option.form != Option::Form::List || option.items.isEmpty())
        return wrongForm(option, u"a list of properties", example);
    IndexDraft index { option, {}, false, {}, {}, {} };
    for (const Option &modifier : option.modifiers) {
        Result<void> read;
        if (modifier.name == "unique"_L1)
            read = flagOf(modifier).transform([&](bool on) { index.unique = on; });
        else if (modifier.name == "name"_L1)
            read = textOf(modifier, example).transform([&](const QString &text) { index.name = text; });
        else if (modifier.name == "where"_L1)
            read = textOf(modifier, example).transform([&](const QString &text) { index.condition = text; });
        else if (modifier.name == "method"_L1)
            read = textOf(modifier, example).transform([&](const QString &text) { index.method = text; });
        else if (modifier.name == "include"_L1)
            read = namesOf(modifier, example).transform([&](const QStringList &names) { index.include = names; });
        else
            return unknownModifier(option, modifier, { u"unique"_s, u"name"_s, u"where"_s, u"include"_s, u"method"_s });
        if (!read)
            return read;
    }
    draft.indexes.append(index);
    return {};
}

Result<void> addUnique(ModelDraft &draft, const Option &option)
{
    constexpr QStringView example = u"unique=(customer, number) name=orders_number";
    if (option.form != Option::Form::List || option.items.isEmpty())
        return wrongForm(option, u"a list of properties", example);
    IndexDraft unique { option, {}, true, {}, {}, {} };
    for (const Option &modifier : option.modifiers) {
        if (modifier.name != "name"_L1)
            return unknownModifier(option, modifier, { u"name"_s });
        const auto name = textOf(modifier, example);
        if (!name)
            return name.error();
        unique.name = *name;
    }
    draft.uniques.append(unique);
    return {};
}

Result<void> addCheck(ModelDraft &draft, const Option &option)
{
    constexpr QStringView example = u"check='starts_at < ends_at' name=events_order";
    if (option.form != Option::Form::Single || !option.item().quoted || option.text().trimmed().isEmpty())
        return wrongForm(option, u"an SQL condition in quotes", example);
    schema::Check check { {}, option.text() };
    for (const Option &modifier : option.modifiers) {
        if (modifier.name != "name"_L1)
            return unknownModifier(option, modifier, { u"name"_s });
        const auto name = textOf(modifier, example);
        if (!name)
            return name.error();
        check.name = *name;
    }
    draft.info->checks.append(check);
    return {};
}

constexpr std::array rules {
    Rule { u"schema", false, setText<&ModelInfo::nameSpace> },
    Rule { u"ordering", false, setOrdering },
    Rule { u"index", true, addIndex },
    Rule { u"unique", true, addUnique },
    Rule { u"check", true, addCheck },
    Rule { u"primaryKey", false, setPrimaryKey },
    Rule { u"abstract", false, setFlag<&ModelInfo::abstract> },
    Rule { u"managed", false, setFlag<&ModelInfo::managed> },
    Rule { u"readOnly", false, setFlag<&ModelInfo::readOnly> },
    Rule { u"rows", false, setFlag<&ModelInfo::rows> },
    Rule { u"verboseName", false, setText<&ModelInfo::verboseName> },
    Rule { u"verboseNamePlural", false, setText<&ModelInfo::verboseNamePlural> },
    Rule { u"comment", false, setText<&ModelInfo::comment> },
    Rule { u"softDelete", false, setSoftDelete },
    Rule { u"version", false, setText<&ModelInfo::versionField> },
    Rule { u"tenant", false, setText<&ModelInfo::tenantField> },
};

} // namespace

Result<void> applyModelOptions(ModelDraft &draft, const QList<Option> &options)
{
    QStringList given;
    for (const Option &option : options) {
        const auto rule = std::ranges::find(rules, QStringView(option.name), &Rule::name);
        if (rule == rules.end()) {
            QStringList known;
            for (const Rule &each : rules)
                known.append(each.name.toString());
            return configurationError(u"There is no class option "_s + option.name + u'.', didYouMean(option.name, known));
        }
        if (given.contains(option.name) && !rule->repeatable)
            return configurationError(u"The option "_s + option.name + u" is given twice."_s, u"Keep one of them."_s);
        if (!option.modifiers.isEmpty() && !rule->repeatable)
            return configurationError(u"Nothing can follow the value of "_s + option.name + u", but there is \""_s
                            + option.modifiers.constFirst().name + u"\"."_s,
                    u"Options are separated by commas."_s);
        given.append(option.name);
        if (auto applied = rule->apply(draft, option); !applied)
            return applied;
    }
    return {};
}

} // namespace quoin
