// SPDX-License-Identifier: MIT
#include <quoin/meta/options_p.h>

namespace quoin {

using namespace Qt::StringLiterals;

QStringList Option::texts() const
{
    QStringList result;
    for (const OptionItem &item : items)
        result.append(item.text);
    return result;
}

namespace {

bool isNameCharacter(QChar c) { return c.isLetterOrNumber() || c == u'_'; }

class Parser
{
public:
    explicit Parser(QStringView text) : m_text(text) { }

    Result<QList<Option>> parse()
    {
        QList<Option> options;
        skipBlanks();
        while (!atEnd()) {
            auto option = parseOption(Where::Option);
            if (!option)
                return option.error();
            while (option->form != Option::Form::Flag && (option->form == Option::Form::List || option->item().quoted)) {
                skipBlanks();
                if (atEnd() || peek() == u',')
                    break;
                auto modifier = parseOption(Where::Modifier);
                if (!modifier)
                    return modifier.error();
                option->modifiers.append(*std::move(modifier));
            }
            options.append(*std::move(option));
            skipBlanks();
            if (atEnd())
                break;
            if (!take(u','))
                return problem(u"a comma is missing"_s);
            skipBlanks();
        }
        return options;
    }

private:
    enum class Where { Option, Modifier, List };

    Result<Option> parseOption(Where where)
    {
        Option option;
        const qsizetype begin = m_at;
        while (!atEnd() && isNameCharacter(peek()))
            ++m_at;
        option.name = m_text.sliced(begin, m_at - begin).toString();
        if (option.name.isEmpty())
            return problem(atEnd() || peek() == u',' ? u"there is nothing between two commas"_s
                                                     : u"the name of an option is expected"_s);
        skipBlanks();
        if (!take(u'='))
            return option;
        skipBlanks();
        option.form = Option::Form::Single;
        if (!atEnd() && peek() == u'(') {
            option.form = Option::Form::List;
            return parseList(std::move(option));
        }
        auto item = parseItem(where);
        if (!item)
            return item.error();
        option.items.append(*std::move(item));
        return option;
    }

    Result<Option> parseList(Option option)
    {
        take(u'(');
        skipBlanks();
        if (take(u')'))
            return option;
        while (true) {
            auto item = parseItem(Where::List);
            if (!item)
                return item.error();
            if (item->text.isEmpty() && !item->quoted)
                return problem(u"an item of the list is empty"_s);
            option.items.append(*std::move(item));
            skipBlanks();
            if (take(u')'))
                return option;
            if (!take(u','))
                return problem(
                        atEnd() ? u"the closing parenthesis is missing"_s : u"a comma or a closing parenthesis is missing"_s);
            skipBlanks();
        }
    }

    Result<OptionItem> parseItem(Where where)
    {
        if (!atEnd() && peek() == u'\'') {
            auto text = parseQuoted();
            return text ? Result<OptionItem>({ *std::move(text), true }) : text.error();
        }
        return parseBare(where);
    }

    Result<QString> parseQuoted()
    {
        QString text;
        for (take(u'\''); !atEnd();) {
            const QChar c = m_text[m_at++];
            if (c != u'\'')
                text += c;
            else if (take(u'\''))
                text += u'\'';
            else
                return text;
        }
        return problem(u"the closing quote is missing"_s);
    }

    // Up to the comma, blank or parenthesis that ends it. Parentheses nest, and quotes count inside them or after a colon, so
    // that an apostrophe in a sentence is one.
    Result<OptionItem> parseBare(Where where)
    {
        const qsizetype begin = m_at;
        int depth = 0;
        while (!atEnd()) {
            const QChar c = peek();
            if (c == u'\'' && (depth > 0 || (m_at > begin && m_text[m_at - 1] == u':'))) {
                if (auto inner = parseQuoted(); !inner)
                    return inner.error();
                continue;
            }
            if (c == u'(') {
                ++depth;
            } else if (c == u')') {
                if (depth == 0 && where == Where::List)
                    break;
                --depth;
            } else if (depth <= 0 && (c == u',' || (where == Where::Modifier && c.isSpace()))) {
                break;
            }
            ++m_at;
        }
        if (depth > 0)
            return problem(u"the closing parenthesis is missing"_s);
        return OptionItem { m_text.sliced(begin, m_at - begin).trimmed().toString(), false };
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar peek() const { return m_text[m_at]; }
    bool take(QChar c)
    {
        if (atEnd() || peek() != c)
            return false;
        ++m_at;
        return true;
    }
    void skipBlanks()
    {
        while (!atEnd() && peek().isSpace())
            ++m_at;
    }
    [[nodiscard]] Error problem(const QString &what) const
    {
        return Error(ErrorKind::Configuration,
                u"The options \""_s + m_text + u"\" cannot be read: "_s + what + u" at character "_s + QString::number(m_at + 1)
                        + u'.')
                .setHint(u"Options are separated by commas; a text with a comma stands in quotes: help='first, second'."_s);
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

Result<QList<Option>> parseOptions(QStringView text) { return Parser(text).parse(); }

} // namespace quoin
