// SPDX-License-Identifier: MIT
#include <quoin/meta/draft_p.h>

namespace quoin {

using namespace Qt::StringLiterals;

Error configurationError(const QString &message, const QString &hint)
{
    Error error(ErrorKind::Configuration, message);
    if (!hint.isEmpty())
        error.setHint(hint);
    return error;
}

Error wrongForm(const Option &option, QStringView wanted, QStringView example)
{
    const QString given = option.form == Option::Form::Flag ? u"no value"_s
            : option.form == Option::Form::List             ? u"a list"_s
                                                            : QString(u"\""_s + option.text() + u'"');
    return configurationError(u"The option "_s + option.name + u" needs "_s + wanted + u", not "_s + given + u'.',
            u"Write it as "_s + example + u'.');
}

Result<bool> flagOf(const Option &option)
{
    if (option.form == Option::Form::Flag)
        return true;
    if (option.form == Option::Form::Single) {
        const QString word = option.text();
        if (word == "yes"_L1 || word == "true"_L1)
            return true;
        if (word == "no"_L1 || word == "false"_L1)
            return false;
    }
    return wrongForm(option, u"yes or no", QString(option.name + u" or "_s + option.name + u"=no"_s));
}

Result<QString> textOf(const Option &option, QStringView example)
{
    if (option.form != Option::Form::Single || option.text().isEmpty())
        return wrongForm(option, u"a text", example);
    return option.text();
}

Result<QStringList> namesOf(const Option &option, QStringView example)
{
    if (option.form == Option::Form::Flag || option.items.isEmpty() || option.texts().contains(QString()))
        return wrongForm(option, u"one or more names", example);
    return option.texts();
}

Result<int> numberOf(const Option &option, int minimum, int maximum, QStringView example)
{
    bool ok = false;
    const int number = option.form == Option::Form::Single ? option.text().toInt(&ok) : 0;
    if (!ok || number < minimum || number > maximum) {
        const QString wanted = u"a whole number from "_s + QString::number(minimum)
                + (maximum == std::numeric_limits<int>::max() ? u" up"_s : QString(u" to "_s + QString::number(maximum)));
        return wrongForm(option, wanted, example);
    }
    return number;
}

} // namespace quoin
