// SPDX-License-Identifier: MIT
#include <quoin/meta/validation.h>

#include <quoin/core/plaintext.h>
#include <quoin/meta/conversion_p.h>
#include <quoin/meta/formats_p.h>
#include <quoin/meta/relations.h>
#include <quoin/meta/valueorder_p.h>

#include <QtCore/qhash.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

struct Validators
{
    std::mutex mutex;
    QHash<QString, Validator> byName;
};

Validators &validators()
{
    static auto *instance = new Validators;
    return *instance;
}

// The problems of one field. The first of a kind is enough: a text that is too long is not also reported as wrong.
class FieldCheck
{
public:
    FieldCheck(const FieldInfo &field, const Value &value, QList<FieldError> &errors)
        : m_field(field), m_value(value), m_errors(errors)
    { }

    void run()
    {
        if (m_value.isNull())
            return required();
        if (!storable(m_value))
            return;
        key();
        length();
        range();
        choice();
        format();
        named();
    }

private:
    void add(const QString &code, const QString &message) { m_errors.append({ m_field.property, code, message }); }

    void required()
    {
        // What the database, a default or the library fills in when the row is written may be missing now.
        const bool filled = m_field.generation != KeyGeneration::None || m_field.autoNow || m_field.autoNowAdd
                || m_field.defaultValue || !m_field.defaultFactory.isEmpty();
        if (!m_field.nullable && !filled)
            add(u"required"_s, u"A value is required."_s);
    }

    // What one engine would refuse, cut or turn into NULL.
    bool storable(const Value &value)
    {
        if (const auto *text = value.get<QString>()) {
            if (text->contains(QChar(0))) {
                add(u"nul"_s, u"A text cannot contain the character NUL."_s);
                return false;
            }
            if (!text->isValidUtf16()) {
                add(u"surrogate"_s, u"The text is not valid Unicode: it has half of a surrogate pair."_s);
                return false;
            }
        } else if (const auto *real = value.get<double>(); real && !std::isfinite(*real)) {
            add(u"notFinite"_s, u"Infinity and NaN cannot be stored on every engine."_s);
            return false;
        } else if (const Decimal *decimal = value.decimal()) {
            const schema::ColumnType &column = m_field.columnType.element ? *m_field.columnType.element : m_field.columnType;
            if (column.kind == schema::TypeKind::Decimal && !decimal->fits(column.precision, column.scale)) {
                add(u"precision"_s,
                        u"At most "_s + QString::number(column.precision - column.scale) + u" digits before and "_s
                                + QString::number(column.scale) + u" after the point."_s);
                return false;
            }
        } else if (const ValueList *list = value.list()) {
            return std::ranges::all_of(*list, [this](const Value &element) { return storable(element); });
        } else if (const Value::Vector *vector = value.vector()) {
            return vectorStorable(*vector);
        } else if (const auto *date = value.get<QDate>()) {
            return yearStorable(date->year());
        } else if (const auto *dateTime = value.get<QDateTime>()) {
            return yearStorable(dateTime->date().year());
        } else if (const auto *json = value.get<JsonText>()) {
            return jsonStorable(json->utf8);
        }
        return true;
    }

    // Qt writes NUL and half of a surrogate pair as \uXXXX, which no engine takes.
    bool jsonStorable(const QByteArray &utf8)
    {
        const auto unitAt = [&utf8](qsizetype at) { // of the \uXXXX there; a blank for any other escape
            return utf8.mid(at, 2) == "\\u" ? char16_t(utf8.mid(at + 2, 4).toUShort(nullptr, 16)) : u' ';
        };
        for (qsizetype i = utf8.indexOf('\\'); i >= 0; i = utf8.indexOf('\\', i)) {
            const char16_t unit = unitAt(i);
            if (unit == 0) {
                add(u"nul"_s, u"A text in JSON cannot contain the character NUL."_s);
                return false;
            }
            const bool pair = QChar::isHighSurrogate(unit) && QChar::isLowSurrogate(unitAt(i + 6));
            if (QChar::isSurrogate(unit) && !pair) {
                add(u"surrogate"_s, u"A text in JSON is not valid Unicode: it has half of a surrogate pair."_s);
                return false;
            }
            i += pair ? 12 : 2; // the digits hold no backslash
        }
        return true;
    }

    bool vectorStorable(const Value::Vector &vector)
    {
        if (!std::ranges::all_of(vector, [](float element) { return std::isfinite(element); })) {
            add(u"notFinite"_s, u"Infinity and NaN cannot be stored in a vector."_s);
            return false;
        }
        const int dimensions = m_field.columnType.length;
        if (dimensions > 0 && vector.size() != size_t(dimensions)) {
            add(u"dimensions"_s,
                    u"The vector has "_s + QString::number(vector.size()) + u" numbers, not "_s + QString::number(dimensions)
                            + u'.');
            return false;
        }
        return true;
    }

    bool yearStorable(int year)
    {
        if (year >= 1 && year <= 9999)
            return true;
        add(u"range"_s, u"The year has to be between 1 and 9999."_s);
        return false;
    }

    void key()
    {
        const auto *text = m_value.get<QString>();
        if (m_field.primaryKey && text && text->isEmpty())
            add(u"required"_s, u"A key cannot be empty."_s);
    }

    void length()
    {
        qsizetype size = -1;
        QStringView unit = u" characters";
        if (const auto *text = m_value.get<QString>(); text && m_field.type != FieldType::Enum) {
            size = characterCount(*text);
        } else if (const auto *bytes = m_value.get<QByteArray>()) {
            size = bytes->size();
            unit = u" bytes";
        }
        if (size < 0)
            return;
        const int limit = m_field.maxLength > 0                       ? m_field.maxLength
                : m_field.columnType.kind == schema::TypeKind::String ? m_field.columnType.length
                                                                      : 0;
        if (limit > 0 && size > limit)
            add(u"maxLength"_s, u"At most "_s + QString::number(limit) + unit + u", not "_s + QString::number(size) + u'.');
        else if (size < m_field.minLength)
            add(u"minLength"_s,
                    u"At least "_s + QString::number(m_field.minLength) + unit + u", not "_s + QString::number(size) + u'.');
    }

    void range()
    {
        if (m_field.minimum && compareValues(m_value, *m_field.minimum) == std::partial_ordering::less)
            add(u"min"_s, u"At least "_s + m_field.minimum->toDisplay() + u'.');
        if (m_field.maximum && compareValues(m_value, *m_field.maximum) == std::partial_ordering::greater)
            add(u"max"_s, u"At most "_s + m_field.maximum->toDisplay() + u'.');
    }

    void choice()
    {
        const auto allowed = [](const QStringList &texts) -> QString { return u"One of "_s + texts.join(u", "_s) + u'.'; };
        if (m_field.type == FieldType::Enum) {
            const auto *text = m_value.get<QString>();
            const auto *number = m_value.get<qint64>();
            if ((text && !m_field.enumKeys.contains(*text)) || (number && !m_field.enumValues.contains(*number)))
                add(u"choices"_s, allowed(m_field.enumKeys));
        } else if (!m_field.choices.isEmpty() && std::ranges::find(m_field.choices, m_value) == m_field.choices.end()) {
            QStringList texts;
            for (const Value &choice : m_field.choices)
                texts.append(choice.toDisplay());
            add(u"choices"_s, allowed(texts));
        }
    }

    // An empty text has no form: minLength=1 is what demands one.
    void format()
    {
        const auto *text = m_value.get<QString>();
        if (!text || text->isEmpty() || m_field.format.isEmpty())
            return;
        if (m_field.format == "email"_L1) {
            if (!isEmail(*text))
                add(u"email"_s, u"An e-mail address is needed, such as ann@example.org."_s);
        } else if (m_field.format == "url"_L1) {
            if (!isUrl(*text))
                add(u"url"_s, u"A URL is needed, such as https://example.org/."_s);
        } else if (!matchesWhole(*text, m_field.format.sliced(6))) {
            add(u"regex"_s,
                    m_field.help.isEmpty() ? u"The text does not have the right form."_s
                                           : u"The text does not have the right form: "_s + m_field.help);
        }
    }

    void named()
    {
        for (const QString &name : m_field.validators) {
            Validator validator;
            {
                Validators &known = validators();
                const std::scoped_lock lock(known.mutex);
                validator = known.byName.value(name);
            }
            // Checked here and not with the declaration: the program may register it after its models are read.
            const QString message = validator
                    ? validator(m_value)
                    : QString(u"There is no validator "_s + name + u": register it with quoin::registerValidator()."_s);
            if (!message.isEmpty())
                add(name, message);
        }
    }

    const FieldInfo &m_field;
    const Value &m_value;
    QList<FieldError> &m_errors;
};

/// look(const T &) for the property, without a copy where it is a member.
template<class T, class F>
bool look(const FieldInfo &field, const void *object, F &&look)
{
    if (const T *member = field.member<T>(object))
        return look(*member);
    T value {};
    field.read(object, value);
    return look(std::as_const(value));
}

bool isUsualText(const FieldInfo &field, const QString &text)
{
    const int limit = field.maxLength > 0 ? field.maxLength : field.columnType.length;
    return text.size() >= field.minLength && (limit <= 0 || text.size() <= limit) && !(field.primaryKey && text.isEmpty())
            && isPlainText(text);
}

bool isUsualMoment(const QDateTime &dateTime)
{
    static const qint64 first = QDateTime(QDate(1, 1, 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
    static const qint64 last = QDateTime(QDate(9999, 12, 31), QTime(23, 59), Qt::UTC).toMSecsSinceEpoch();
    if (!dateTime.isValid() || dateTime.timeSpec() != Qt::UTC)
        return false;
    const qint64 msecs = dateTime.toMSecsSinceEpoch();
    return msecs >= first && msecs <= last;
}

// True when a look at the property itself shows that it breaks no rule, as nearly always: it spares the way through a Value, on
// the path of every insert. False says nothing.
bool isObviouslyValid(const FieldInfo &field, const void *object)
{
    const bool hasRules = field.minimum || field.maximum || !field.choices.isEmpty() || !field.format.isEmpty()
            || !field.validators.isEmpty();
    if (field.optional || hasRules)
        return false;
    if (field.type == FieldType::ForeignKey)
        return look<ForeignKeyBase>(
                field, object, [&](const ForeignKeyBase &key) { return key.keyFor(*field.relation).type() == Value::Type::Int; });
    if (field.storedType != field.type)
        return false;
    switch (field.type) {
    case FieldType::Bool:
    case FieldType::Short:
    case FieldType::UShort:
    case FieldType::Int:
    case FieldType::UInt:
    case FieldType::LongLong:
    case FieldType::ULongLong: return true;
    case FieldType::Double: return look<double>(field, object, [](double number) { return std::isfinite(number); });
    case FieldType::String: return look<QString>(field, object, [&](const QString &text) { return isUsualText(field, text); });
    case FieldType::DateTime: return look<QDateTime>(field, object, &isUsualMoment);
    default: return false;
    }
}

} // namespace

void registerValidator(const QString &name, Validator validator)
{
    Validators &known = validators();
    const std::scoped_lock lock(known.mutex);
    known.byName.insert(name, std::move(validator));
}

Result<void> fullClean(const ModelInfo &model, const void *object, const QList<const FieldInfo *> &fields)
{
    QList<FieldError> errors;
    for (const FieldInfo &field : model.fields) {
        const bool wanted
                = fields.isEmpty() || std::ranges::any_of(fields, [&](const FieldInfo *each) { return each == &field; });
        if (wanted && !field.generated && !field.readOnly && !isObviouslyValid(field, object))
            FieldCheck(field, field.value(object), errors).run();
    }
    if (model.clean)
        errors.append(model.clean(object));
    if (errors.isEmpty())
        return {};
    QStringList names;
    for (const FieldError &error : std::as_const(errors)) {
        if (!error.field.isEmpty() && !names.contains(error.field))
            names.append(error.field);
    }
    const QString which = names.isEmpty() ? QString() : QString(u": "_s + names.join(u", "_s));
    return Error(ErrorKind::Validation, u"The "_s + model.verboseName + u" is not valid"_s + which + u'.')
            .setModel(model.className, names.size() == 1 ? names.constFirst() : QString())
            .setFieldErrors(errors);
}

} // namespace quoin
