// SPDX-License-Identifier: MIT
#include <quoin/db/listtext_p.h>

#include <quoin/db/drivers/valuetext_p.h>

#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace quoin {

QString listFault(const ValueList &list, bool nonFinite)
{
    for (const Value &value : list) {
        if (value.isNull())
            continue;
        if (const double *number = value.get<double>(); number && !nonFinite && !std::isfinite(*number))
            return u"the engine cannot store NaN or infinity"_s;
        if (const auto text = valueToText(value); !text)
            return text.error().message();
    }
    return {};
}

// ---- writing

static void appendJsonString(std::string_view text, std::string &json)
{
    static constexpr char hex[] = "0123456789abcdef";
    json += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\')
            (json += '\\') += c;
        else if (uchar(c) < 0x20)
            ((json += "\\u00") += hex[uchar(c) >> 4]) += hex[uchar(c) & 15];
        else
            json += c;
    }
    json += '"';
}

static void appendLiteralString(std::string_view text, std::string &literal)
{
    literal += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\')
            literal += '\\';
        literal += c;
    }
    literal += '"';
}

static bool isJsonWord(const Value &value)
{
    switch (value.type()) {
    case Value::Type::Bool:
    case Value::Type::Int:
    case Value::Type::UInt:
    case Value::Type::Json: return true;
    case Value::Type::Double: return std::isfinite(*value.get<double>());
    default: return false;
    }
}

QByteArray listToText(const ValueList &list)
{
    std::string json = "[";
    for (const Value &value : list) {
        if (json.size() > 1)
            json += ',';
        if (value.isNull())
            json += "null";
        else if (const std::string text = valueToText(value).value_or(std::string()); isJsonWord(value))
            json += text;
        else
            appendJsonString(text, json);
    }
    return QByteArray::fromStdString(json += ']');
}

QByteArray listToArrayLiteral(const ValueList &list)
{
    std::string literal = "{";
    for (const Value &value : list) {
        if (literal.size() > 1)
            literal += ',';
        if (value.isNull())
            literal += "NULL";
        else
            appendLiteralString(valueToText(value).value_or(std::string()), literal);
    }
    return QByteArray::fromStdString(literal += '}');
}

static QByteArray joined(const Value::Vector &vector, char open, char close)
{
    std::string text(1, open);
    for (const float number : vector) {
        if (text.size() > 1)
            text += ',';
        appendFloat(number, text);
    }
    return QByteArray::fromStdString(text += close);
}

QByteArray vectorToText(const Value::Vector &vector) { return joined(vector, '[', ']'); }

QByteArray vectorToArrayLiteral(const Value::Vector &vector) { return joined(vector, '{', '}'); }

// ---- reading

namespace {

/// Walks over a JSON array or an array literal, element by element. Of JSON it checks what it needs to find the elements' ends;
/// an engine's own JSON is well-formed.
class ElementReader
{
public:
    explicit ElementReader(QByteArrayView text) : m_at(text.data()), m_end(text.data() + text.size())
    {
        skipBlanks();
        if (const char *brace = boundsEnd())
            m_at = brace;
        if (m_at == m_end || (*m_at != '[' && *m_at != '{'))
            return;
        m_literal = *m_at == '{';
        m_close = m_literal ? '}' : ']';
        ++m_at;
        skipBlanks();
        m_state = m_at != m_end && *m_at == m_close ? finish() : State::Element;
    }

    enum class State { Element, End, Broken };
    [[nodiscard]] State state() const { return m_state; }

    /// The element's text without quotes and escapes (with them when it is wanted as \a json), and whether it is NULL; steps to
    /// the next one.
    bool take(std::string &text, bool &null, bool json = false)
    {
        text.clear();
        null = false;
        if (*m_at == '"' && (m_literal || !json)) {
            if (!(m_literal ? takeLiteralString(text) : takeJsonString(text)))
                return broken();
        } else {
            takeWord(text);
            null = m_literal ? QByteArrayView(text).compare("NULL", Qt::CaseInsensitive) == 0 : text == "null";
            if (text.empty())
                return broken();
        }
        skipBlanks();
        if (m_at == m_end)
            return broken();
        if (*m_at == m_close) {
            m_state = finish();
            return m_state == State::End;
        }
        if (*m_at++ != ',')
            return broken();
        skipBlanks();
        return m_at != m_end || broken();
    }

private:
    bool broken()
    {
        m_state = State::Broken;
        return false;
    }

    /// After the closing bracket nothing may come.
    State finish()
    {
        ++m_at;
        skipBlanks();
        return m_at == m_end ? State::End : State::Broken;
    }

    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

    void skipBlanks()
    {
        while (m_at != m_end && isBlank(*m_at))
            ++m_at;
    }

    /// The brace after "[2:3]=", PostgreSQL's note of an array that does not count from 1; null when there is none.
    [[nodiscard]] const char *boundsEnd() const
    {
        const char *at = m_at;
        while (at != m_end && (*at == '[' || *at == ']' || *at == ':' || *at == '-' || *at == '+' || (*at >= '0' && *at <= '9')))
            ++at;
        return at != m_at && at != m_end && *at == '=' && at + 1 != m_end ? at + 1 : nullptr;
    }

    bool takeLiteralString(std::string &text)
    {
        for (++m_at; m_at != m_end && *m_at != '"'; ++m_at) {
            if (*m_at == '\\' && ++m_at == m_end)
                return false;
            text += *m_at;
        }
        return m_at != m_end && ++m_at;
    }

    bool takeJsonString(std::string &text)
    {
        for (++m_at; m_at != m_end && *m_at != '"'; ++m_at) {
            if (*m_at != '\\') {
                text += *m_at;
                continue;
            }
            if (++m_at == m_end)
                return false;
            switch (*m_at) {
            case 'b': text += '\b'; break;
            case 'f': text += '\f'; break;
            case 'n': text += '\n'; break;
            case 'r': text += '\r'; break;
            case 't': text += '\t'; break;
            case 'u':
                if (!takeUnicode(text))
                    return false;
                break;
            default: text += *m_at;
            }
        }
        return m_at != m_end && ++m_at;
    }

    /// At the u of \uXXXX, possibly the first of a surrogate pair; stops at its last digit.
    bool takeUnicode(std::string &text)
    {
        char16_t units[2];
        if (!takeUnit(units[0]))
            return false;
        int count = 1;
        if (QChar::isHighSurrogate(units[0]) && m_end - m_at > 2 && m_at[1] == '\\' && m_at[2] == 'u') {
            m_at += 2;
            if (!takeUnit(units[1]))
                return false;
            count = 2;
        }
        text += QStringView(units, count).toUtf8().toStdString();
        return true;
    }

    bool takeUnit(char16_t &unit)
    {
        if (m_end - m_at < 5)
            return false;
        ushort value = 0;
        const auto [stop, fault] = std::from_chars(m_at + 1, m_at + 5, value, 16);
        if (fault != std::errc() || stop != m_at + 5)
            return false;
        m_at += 4;
        unit = char16_t(value);
        return true;
    }

    /// What is not quoted: up to the next comma or the end; of JSON also a whole object or array.
    void takeWord(std::string &text)
    {
        int depth = 0;
        bool quoted = false;
        for (; m_at != m_end; ++m_at) {
            const char c = *m_at;
            if (quoted) {
                if (c == '\\' && m_at + 1 != m_end)
                    text += *m_at++;
                else if (c == '"')
                    quoted = false;
            } else if (depth == 0 && (c == ',' || c == m_close)) {
                break;
            } else if (c == '"') {
                quoted = true;
            } else if (c == '[' || c == '{') {
                ++depth;
            } else if (c == ']' || c == '}') {
                --depth;
            }
            text += *m_at;
        }
        while (!text.empty()
                && isBlank(text.back())) // other control characters are values: PostgreSQL leaves them without quotes
            text.pop_back();
    }

    const char *m_at;
    const char *m_end;
    char m_close = ']';
    bool m_literal = false;
    State m_state = State::Broken;
};

} // namespace

bool listFromText(QByteArrayView text, const schema::ColumnType &element, ValueList &value)
{
    ElementReader reader(text);
    ValueList list;
    std::string word;
    bool null = false;
    while (reader.state() == ElementReader::State::Element) {
        if (!reader.take(word, null, element.kind == schema::TypeKind::Json))
            return false;
        if (null) {
            list.emplace_back();
        } else if (auto read = valueFromText(word, element)) {
            list.push_back(*std::move(read));
        } else {
            return false;
        }
    }
    if (reader.state() != ElementReader::State::End)
        return false;
    value = std::move(list);
    return true;
}

bool vectorFromText(QByteArrayView text, Value::Vector &value)
{
    ElementReader reader(text);
    Value::Vector vector;
    std::string word;
    bool null = false;
    while (reader.state() == ElementReader::State::Element) {
        float number = 0;
        if (!reader.take(word, null) || null)
            return false;
        const auto [stop, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (fault != std::errc() || stop != word.data() + word.size())
            return false;
        vector.push_back(number);
    }
    if (reader.state() != ElementReader::State::End)
        return false;
    value = std::move(vector);
    return true;
}

} // namespace quoin
