// SPDX-License-Identifier: MIT
#include <quoin/meta/metatypes.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

#include <optional>

using namespace Qt::StringLiterals;
using namespace quoin;

namespace {

struct Property
{
    QString type;
    QString name;
    std::optional<QString> options = QString();
    bool writable = true;
};

struct Class
{
    QString name;
    QString table;
    QString options;
    QList<Property> properties;
    QString base;
    bool gadget = true;
};

// What moc would write of these classes and of two enums, n::Color { Red, Green } and m::Color { Blue }.
QByteArray metatypes(const QList<Class> &classes)
{
    QJsonArray list;
    for (const Class &each : classes) {
        QJsonArray infos { QJsonObject { { u"name"_s, u"quoin.table"_s }, { u"value"_s, each.table } },
            QJsonObject { { u"name"_s, u"quoin.options"_s }, { u"value"_s, each.options } } };
        QJsonArray properties;
        for (const Property &property : each.properties) {
            if (property.options)
                infos.append(
                        QJsonObject { { u"name"_s, QString(u"quoin."_s + property.name) }, { u"value"_s, *property.options } });
            QJsonObject described { { u"name"_s, property.name }, { u"type"_s, property.type }, { u"stored"_s, true } };
            if (!property.type.isEmpty()) // without a type: options for a property that is not there
                properties.append(described);
            if (property.writable && !properties.isEmpty() && !property.type.isEmpty()) {
                described.insert(u"member"_s, property.name);
                properties.replace(properties.size() - 1, described);
            }
        }
        QJsonObject described { { u"className"_s, each.name.section(u"::"_s, -1) }, { u"qualifiedClassName"_s, each.name },
            { u"classInfos"_s, infos }, { u"properties"_s, properties },
            { u"methods"_s,
                    QJsonArray { QJsonObject { { u"name"_s, u"newCode"_s }, { u"returnType"_s, u"QString"_s } },
                            QJsonObject { { u"name"_s, u"codeOf"_s }, { u"returnType"_s, u"QString"_s },
                                    { u"arguments"_s, QJsonArray { QJsonObject { { u"type"_s, u"int"_s } } } } } } } };
        described.insert(each.gadget ? u"gadget"_s : u"object"_s, true);
        if (!each.base.isEmpty())
            described.insert(
                    u"superClasses"_s, QJsonArray { QJsonObject { { u"access"_s, u"public"_s }, { u"name"_s, each.base } } });
        list.append(described);
    }
    for (const auto &[scope, keys] :
            { std::pair(u"n"_s, QJsonArray { u"Red"_s, u"Green"_s }), std::pair(u"m"_s, QJsonArray { u"Blue"_s }) }) {
        const QJsonObject colors { { u"name"_s, u"Color"_s }, { u"isFlag"_s, false }, { u"values"_s, keys } };
        const QJsonObject options { { u"name"_s, u"Options"_s }, { u"isFlag"_s, true }, { u"values"_s, keys } };
        list.append(QJsonObject { { u"className"_s, scope }, { u"qualifiedClassName"_s, scope }, { u"namespace"_s, true },
                { u"enums"_s, QJsonArray { colors, options } } });
    }
    return QJsonDocument(QJsonObject { { u"outputRevision"_s, 68 }, { u"inputFile"_s, u"models.h"_s }, { u"classes"_s, list } })
            .toJson();
}

const Property id { u"qint64"_s, u"id"_s, u"primaryKey"_s };

// A model with a key and these properties.
Class model(const QString &name, const QList<Property> &properties, const QString &options = {})
{
    return { name, name.section(u"::"_s, -1).toLower() + u"_t"_s, options, QList<Property> { id } + properties, {}, true };
}

} // namespace

Q_DECLARE_METATYPE(QList<Class>)

/// The specification of mistakes: each gives one error that names class and property and says what would be right.
class tst_Declarations : public QObject
{
    Q_OBJECT

private slots:
    void mistakes_data();
    void mistakes();
    void right_data();
    void right();
    void everyMistakeIsReported();
};

void tst_Declarations::mistakes_data()
{
    QTest::addColumn<QList<Class>>("classes");
    QTest::addColumn<QString>("property");
    QTest::addColumn<QString>("message"); // a part of it
    QTest::addColumn<QString>("hint");    // a part of it

    // One property "p" of this type with these options.
    const auto property = [](const char *row, const QString &type, const QString &options, const QString &message,
                                  const QString &hint) {
        QTest::newRow(row) << QList<Class> { model(u"Post"_s, { { type, u"p"_s, options } }) } << u"p"_s << message << hint;
    };
    // One class with these options.
    const auto options = [](const char *row, const QString &given, const QString &message, const QString &hint) {
        QTest::newRow(row) << QList<Class> { model(
                u"Post"_s, { { u"QString"_s, u"title"_s, u"maxLength=80"_s }, { u"int"_s, u"views"_s, QString() } }, given) }
                           << QString() << message << hint;
    };
    const QString text = u"QString"_s, number = u"int"_s;

    // the text of options
    property("unknown option", text, u"maxLenght=200"_s, u"no option maxLenght"_s, u"\"maxLength\""_s);
    property("option in other case", number, u"primarykey"_s, u"no option primarykey"_s, u"\"primaryKey\""_s);
    property("missing comma", text, u"help='a' index"_s, u"Nothing can follow the value of help"_s, u"commas"_s);
    property("missing quote", text, u"help='never ends"_s, u"closing quote"_s, u"quotes"_s);
    property("missing parenthesis", number, u"choices=(1, 2"_s, u"closing parenthesis"_s, u"commas"_s);
    property("two commas", number, u"min=1,, max=2"_s, u"between two commas"_s, u"commas"_s);
    property("no name", number, u"=5"_s, u"name of an option"_s, u"commas"_s);
    property("twice", number, u"min=1, min=2"_s, u"given twice"_s, u"one of them"_s);
    property("flag with a text", number, u"index=maybe"_s, u"needs yes or no"_s, u"index=no"_s);
    property("number that is none", text, u"maxLength=long"_s, u"needs a whole number"_s, u"maxLength=200"_s);
    property("negative length", text, u"maxLength=-1"_s, u"from 1 up"_s, u"maxLength=200"_s);
    property("option without its value", text, u"column"_s, u"not no value"_s, u"column="_s);
    property("list for a text", text, u"column=(a, b)"_s, u"not a list"_s, u"column="_s);

    // lengths of keys
    property("long unique text", text, u"maxLength=769, unique"_s, u"3076 bytes"_s, u"768"_s);
    property("long indexed text", text, u"maxLength=1000, index"_s, u"4000 bytes"_s, u"768"_s);
    QTest::newRow("long composite index") << QList<Class> { model(
            u"Post"_s, { { text, u"a"_s, u"maxLength=300"_s }, { text, u"b"_s, u"maxLength=469"_s } }, u"index=(a, b)"_s) }
                                          << u"b"_s << u"a, b takes up to 3076 bytes"_s << u"together"_s;
    property("default too long", text, u"maxLength=1, default='ab'"_s, u"is not a value"_s, u"maxLength=1"_s);

    // options of other types
    property("maxLength on int", number, u"maxLength=3"_s, u"does not belong to a property of type int"_s, u"QString"_s);
    property("min on text", text, u"min=3"_s, u"does not belong to a property of type QString"_s, u"quoin::Decimal"_s);
    property("autoNow on int", number, u"autoNow"_s, u"does not belong"_s, u"QDateTime"_s);
    property("autoIncrement on text", text, u"primaryKey, autoIncrement"_s, u"does not belong"_s, u"int, qint64"_s);
    property("primaryKey on double", u"double"_s, u"primaryKey"_s, u"does not belong"_s, u"qint64"_s);
    property("onDelete on int", number, u"onDelete=cascade"_s, u"does not belong"_s, u"quoin::ForeignKey"_s);
    property("scale on a list of int", u"QList<int>"_s, u"scale=2"_s, u"precision and scale"_s, u"quoin::Decimal"_s);
    property("column on HasMany", u"quoin::HasMany<Post>"_s, u"column=x"_s, u"does not belong"_s, u"have a column"_s);
    property("symmetrical on HasMany", u"quoin::HasMany<Post>"_s, u"symmetrical"_s, u"does not belong"_s, u"quoin::ManyToMany"_s);

    // types
    property("unsupported type", u"std::string"_s, {}, u"std::string cannot be a column"_s, u"Use QString"_s);
    property("8-bit integer", u"quint8"_s, {}, u"quint8 cannot be a column"_s, u"ushort"_s);
    property("map", u"QMap<QString,int>"_s, {}, u"cannot be a column"_s, u"QJsonObject"_s);
    property("list of a class", u"QList<Comment>"_s, {}, u"cannot be a column"_s, u"quoin::HasMany"_s);
    property("pointer", u"Author*"_s, {}, u"cannot be a column"_s, u"quoin::ForeignKey"_s);
    property("unknown type", u"QColor"_s, {}, u"QColor cannot be a column"_s, u"QUOIN_COLUMN_TYPE"_s);
    property("flags", u"n::Options"_s, {}, u"n::Options cannot be a column"_s, u"Use int"_s);
    property("ambiguous enum", u"Color"_s, {}, u"ambiguous: there are n::Color and m::Color"_s, u"namespace"_s);
    property("optional relation", u"std::optional<quoin::ForeignKey<Post>>"_s, {}, u"cannot be a std::optional"_s,
            u"option null"_s);
    property("type= that is none", text, u"type=strng(9)"_s, u"names no column type"_s, u"string(80)"_s);
    property("type= of another kind", text, u"type=int32"_s, u"cannot be stored as int32"_s, u"text"_s);
    property("type= too narrow", u"qint64"_s, u"type=int32"_s, u"cannot be stored as int32"_s, u"int64"_s);
    property("type= and maxLength", text, u"type=string(20), maxLength=30"_s, u"does not fit type=string(20)"_s, u"maxLength"_s);
    property("scale over precision", u"quoin::Decimal"_s, u"precision=4, scale=6"_s, u"larger than precision=4"_s,
            u"all digits"_s);
    property("precision over 65", u"quoin::Decimal"_s, u"precision=66"_s, u"from 1 to 65"_s, u"precision=12"_s);
    property("values without integer storage", u"n::Color"_s, u"values=(1, 2)"_s, u"stored as integers"_s, u"enum=integer"_s);
    property("too few values", u"n::Color"_s, u"enum=integer, values=(1)"_s, u"has 2 keys"_s, u"Red, Green"_s);
    property("enum= of another word", u"n::Color"_s, u"enum=number"_s, u"text or integer"_s, u"enum=integer"_s);

    // values
    property("default of the wrong type", number, u"default=many"_s, u"default=many is not a value of int"_s, u"whole number"_s);
    property("default out of range", u"short"_s, u"default=40000"_s, u"not a value of short"_s, u"32767"_s);
    property("default that is no key", u"n::Color"_s, u"default=Blue"_s, u"not a value of n::Color"_s, u"Red, Green"_s);
    property("default below min", number, u"default=0, min=1"_s, u"less than min=1"_s, {});
    property("default none of the choices", text, u"default=c, choices=(a, b), maxLength=1"_s, u"none of the choices"_s, {});
    property("default too long", text, u"default=abc, maxLength=2"_s, u"not a value of QString"_s, u"maxLength=2"_s);
    property("factory of what is never empty", number, u"defaultFactory=next"_s, u"int always has a value"_s,
            u"std::optional<int>"_s);
    property("factory and default", text, u"default=a, defaultFactory=next"_s, u"from two places"_s, u"Keep one"_s);
    property("factory and generate", u"QUuid"_s, u"generate, defaultFactory=next"_s, u"from two places"_s, u"Keep one"_s);
    property("factory without a name", text, u"defaultFactory='next one'"_s, u"names no function"_s,
            u"registerDefaultFactory()"_s);
    property("factory as a flag", text, u"defaultFactory"_s, u"defaultFactory"_s, u"defaultFactory='…'"_s);
    property("factory: no such method", text, u"defaultFactory=newcode()"_s, u"which the class does not have"_s, u"newCode()"_s);
    property("factory: a method with a parameter", text, u"defaultFactory=codeOf()"_s, u"does not have"_s,
            u"Q_INVOKABLE QString codeOf()"_s);
    property("factory: a method of another type", u"QDate"_s, u"defaultFactory=newCode()"_s, u"gives QString"_s,
            u"Let it give QDate"_s);
    property("now() on int", number, u"default=now()"_s, u"not a value of int"_s, u"QDateTime"_s);
    property("unknown function", u"QUuid"_s, u"default=random()"_s, u"not a value of QUuid"_s, u"now(), today() and uuid()"_s);
    property("null that cannot be", number, u"default=null"_s, u"not a value of int"_s, u"std::optional"_s);
    property("decimal that does not fit", u"quoin::Decimal"_s, u"precision=4, scale=2, default=123.45"_s, u"not a value"_s,
            u"decimal(4,2)"_s);
    property("JSON that is none", u"QJsonObject"_s, u"default=[1]"_s, u"not a value of QJsonObject"_s, u"JSON object"_s);
    property("min over max", number, u"min=5, max=4"_s, u"more than max=4"_s, {});
    property("min that is no number", number, u"min=low"_s, u"min=low is not a value of int"_s, u"whole number"_s);
    property("minLength over maxLength", text, u"minLength=5, maxLength=4"_s, u"minLength is larger"_s, {});
    property("no choices", number, u"choices=()"_s, u"one or more values"_s, u"choices="_s);
    property("choice of another type", number, u"choices=(1, two)"_s, u"choices=two is not a value of int"_s, u"whole number"_s);
    property("bad regular expression", text, u"format=regex:'[a-'"_s, u"not a regular expression"_s, u"backslash"_s);
    property("unknown format", text, u"format=phone"_s, u"email, url or a regular expression"_s, u"format=email"_s);
    property("generated without quotes", number, u"generated=a + b"_s, u"SQL expression in quotes"_s, u"stored"_s);
    property("generated that is neither", number, u"generated='1' persisted"_s, u"stored or virtual"_s, u"stored"_s);

    // what excludes each other
    property("generated with default", number, u"generated='1', default=1"_s, u"has no default"_s, u"Remove"_s);
    property("autoNow and autoNowAdd", u"QDateTime"_s, u"autoNow, autoNowAdd"_s, u"exclude each other"_s, u"insert only"_s);
    property("autoNow and default", u"QDateTime"_s, u"autoNow, default=now()"_s, u"needs no default"_s, u"Remove"_s);
    property("autoIncrement without key", number, u"autoIncrement"_s, u"for the primary key"_s, u"primaryKey"_s);
    property("setNull without null", u"quoin::ForeignKey<Post>"_s, u"onDelete=setNull"_s, u"can be NULL"_s, u"option null"_s);
    property("setDefault without default", u"quoin::ForeignKey<Post>"_s, u"onDelete=setDefault"_s, u"needs a default"_s,
            u"default="_s);
    property(
            "unknown onDelete", u"quoin::ForeignKey<Post>"_s, u"onDelete=delete"_s, u"cascade, setNull"_s, u"onDelete=cascade"_s);
    property("index without length", text, u"index"_s, u"needs a length"_s, u"maxLength=255"_s);
    property("unique binary without length", u"QByteArray"_s, u"unique"_s, u"needs a length"_s, u"maxLength=255"_s);

    // names
    const auto named = [](const char *row, const QString &name, const QString &message) {
        QTest::newRow(row) << QList<Class> { model(u"Post"_s, { { u"int"_s, name, QString() } }) } << name << message
                           << u"column="_s;
    };
    named("reserved prefix", u"quoinState"_s, u"begin with quoin"_s);
    named("two underscores", u"author__name"_s, u"two underscores"_s);
    QTest::newRow("pk") << QList<Class> { model(u"Post"_s, { { u"int"_s, u"pk"_s, QString() } }) } << u"pk"_s
                        << u"pk is reserved"_s << u"id"_s;
    QTest::newRow("same column") << QList<Class> { model(
            u"Post"_s, { { u"int"_s, u"a"_s, QString() }, { u"int"_s, u"b"_s, u"column=A"_s } }) }
                                 << u"b"_s << u"also that of the property a"_s << u"column="_s;
    QTest::newRow("long column") << QList<Class> { model(u"Post"_s, { { u"int"_s, u"a"_s, u"column="_s + QString(64, u'x') } }) }
                                 << u"a"_s << u"63 bytes"_s << u"column="_s;
    QTest::newRow("long table") << QList<Class> { { u"Post"_s, QString(64, u'x'), {}, { id }, {}, true } } << QString()
                                << u"63 bytes"_s << u"QUOIN_MODEL"_s;
    QTest::newRow("reserved table") << QList<Class> { { u"Post"_s, u"quoin_posts"_s, {}, { id }, {}, true } } << QString()
                                    << u"quoin_ are reserved"_s << u"another name"_s;
    QTest::newRow("options of no property") << QList<Class> {
        model(u"Post"_s, { { u"int"_s, u"views"_s, QString() }, { QString(), u"vews"_s, u"min=0"_s } })
    } << u"vews"_s << u"does not have"_s << u"\"views\""_s;
    QTest::newRow("property that cannot be written")
            << QList<Class> { model(u"Post"_s, { { u"int"_s, u"p"_s, u"min=0"_s, false } }) } << u"p"_s << u"cannot be written"_s
            << u"MEMBER"_s;
    QTest::newRow("QObject") << QList<Class> { { u"Post"_s, u"posts"_s, {}, { id }, {}, false } } << QString()
                             << u"QObject cannot be a model"_s << u"Q_GADGET"_s;
    QTest::newRow("no column") << QList<Class> { { u"Post"_s, u"posts"_s, {}, {}, {}, true } } << QString() << u"no property"_s
                               << u"QUOIN_FIELD"_s;

    // keys
    QTest::newRow("no key") << QList<Class> { { u"Post"_s, u"posts"_s, {}, { { u"int"_s, u"a"_s, QString() } }, {}, true } }
                            << QString() << u"no primary key"_s << u"QUOIN_FIELD(qint64, id"_s;
    QTest::newRow("key that can be NULL") << QList<Class> {
        { u"Post"_s, u"posts"_s, {}, { { u"std::optional<int>"_s, u"a"_s, u"primaryKey"_s } }, {}, true }
    } << u"a"_s << u"cannot be NULL"_s << u"without std::optional"_s;
    QTest::newRow("two keys, one counts") << QList<Class> { model(
            u"Post"_s, { { u"int"_s, u"line"_s, u"primaryKey, autoIncrement"_s } }) }
                                          << u"line"_s << u"cannot count by itself"_s << u"autoIncrement"_s;
    QTest::newRow("key declared twice") << QList<Class> {
        model(u"Post"_s, { { u"int"_s, u"views"_s, QString() } }, u"primaryKey=(views)"_s)
    } << u"id"_s << u"declared twice"_s << u"one of the two"_s;
    QTest::newRow("key of an unknown property") << QList<Class> { { u"Post"_s, u"posts"_s, u"primaryKey=(order, lin)"_s,
            { { u"int"_s, u"order"_s, QString() }, { u"int"_s, u"line"_s, QString() } }, {}, true } }
                                                << QString() << u"names lin"_s << u"\"line\""_s;
    QTest::newRow("composite key of a NULL") << QList<Class> { { u"Post"_s, u"posts"_s, u"primaryKey=(a, b)"_s,
            { { u"int"_s, u"a"_s, QString() }, { u"std::optional<int>"_s, u"b"_s, QString() } }, {}, true } }
                                             << QString() << u"can be NULL"_s << u"without std::optional"_s;

    // class options
    options("unknown class option", u"orderBy=title"_s, u"no class option orderBy"_s, u"ordering"_s);
    options("ordering by an unknown property", u"ordering=-titel"_s, u"ordering names titel"_s, u"\"title\""_s);
    options("index of an unknown property", u"index=(title, view)"_s, u"index names view"_s, u"\"views\""_s);
    options("index without a list", u"index=title"_s, u"a list of properties"_s, u"index=(lastName"_s);
    options("index with an unknown word", u"index=(title) uniq"_s, u"knows no \"uniq\""_s, u"\"unique\""_s);
    options("index of one property twice", u"index=(title, title)"_s, u"title twice"_s, {});
    options("covering an unknown property", u"index=(title) include=(text)"_s, u"names text"_s, u"views"_s);
    options("two indexes of one name", u"index=(title) name=x, index=(views) name=x"_s, u"both called x"_s, u"name="_s);
    options("unique of an unknown property", u"unique=(title, autor)"_s, u"unique names autor"_s, u"title, views"_s);
    options("check without quotes", u"check=a > b"_s, u"SQL condition in quotes"_s, u"check='"_s);
    options("softDelete without its property", u"softDelete"_s, u"needs a property deletedAt"_s,
            u"QUOIN_FIELD(std::optional<QDateTime>, deletedAt"_s);
    options("softDelete of another type", u"softDelete=views"_s, u"of type int"_s, u"std::optional<QDateTime>"_s);
    options("version of another type", u"version=title"_s, u"of type QString"_s, u"int or qint64"_s);
    options("version of an unknown property", u"version=revision"_s, u"no column"_s, u"title, views"_s);
    options("version is the key", u"version=id"_s, u"the primary key"_s, u"of its own"_s);
    options("tenant of an unknown property", u"tenant=shop"_s, u"tenant names shop"_s, u"title, views"_s);
    options("flag with a list", u"managed=(no)"_s, u"yes or no"_s, u"managed=no"_s);

    // relations
    const auto pair
            = [](const char *row, const Class &a, const Class &b, const QString &property, const QString &message,
                      const QString &hint) { QTest::newRow(row) << QList<Class> { a, b } << property << message << hint; };
    const Class author
            = model(u"Author"_s, { { u"QString"_s, u"name"_s, u"maxLength=80, unique"_s }, { u"int"_s, u"age"_s, QString() } });
    const auto post = [](const QString &type, const QString &given) { return model(u"Post"_s, { { type, u"p"_s, given } }); };
    pair("relation to an unknown class", post(u"quoin::ForeignKey<Autor>"_s, {}), author, u"p"_s, u"Autor, which is no model"_s,
            u"\"Author\""_s);
    pair("relation to no model", post(u"quoin::ForeignKey<Elephant>"_s, {}), author, u"p"_s, u"no model"_s, u"QUOIN_MODEL"_s);
    pair("to= of an unknown property", post(u"quoin::ForeignKey<Author>"_s, u"to=nam"_s), author, u"p"_s,
            u"no column of Author"_s, u"\"name\""_s);
    pair("to= of a property that is not unique", post(u"quoin::ForeignKey<Author>"_s, u"to=age"_s), author, u"p"_s,
            u"not unique"_s, u"Add unique to Author.age"_s);
    pair("default of another type than the key", post(u"quoin::ForeignKey<Author>"_s, u"default=ann"_s), author, u"p"_s,
            u"default=ann is not a value"_s, u"whole number"_s);
    pair("reverse name that is taken", post(u"quoin::ForeignKey<Author>"_s, u"reverse=name"_s), author, u"p"_s,
            u"another property of Author"_s, u"free"_s);
    pair("HasMany without a foreign key", post(u"quoin::HasMany<Author>"_s, {}), author, u"p"_s, u"no foreign key"_s,
            u"quoin::ForeignKey<Post>"_s);
    pair("HasMany with two foreign keys", post(u"quoin::HasMany<Comment>"_s, {}),
            model(u"Comment"_s,
                    { { u"quoin::ForeignKey<Post>"_s, u"about"_s, QString() },
                            { u"quoin::ForeignKey<Post>"_s, u"copiedFrom"_s, QString() } }),
            u"p"_s, u"several foreign keys"_s, u"reverse=about"_s);
    pair("HasMany by a wrong name", post(u"quoin::HasMany<Comment>"_s, u"reverse=pst"_s),
            model(u"Comment"_s, { { u"quoin::ForeignKey<Post>"_s, u"post"_s, QString() } }), u"p"_s, u"names no foreign key"_s,
            u"post"_s);
    pair("symmetrical with another class", post(u"quoin::ManyToMany<Author>"_s, u"symmetrical"_s), author, u"p"_s,
            u"with itself"_s, u"Remove"_s);
    pair("through an unknown model", post(u"quoin::ManyToMany<Author>"_s, u"through=Authorship"_s), author, u"p"_s,
            u"through names Authorship"_s, u"QUOIN_MODEL"_s);
    pair("through a model without foreign keys", post(u"quoin::ManyToMany<Post>"_s, u"through=Author"_s), author, u"p"_s,
            u"two foreign keys to Post"_s, u"first is the row itself"_s);
    pair("through and table", post(u"quoin::ManyToMany<Author>"_s, u"through=Author, table=x"_s), author, u"p"_s,
            u"exclude each other"_s, u"Remove table="_s);
    pair("both ends without a name", model(u"Tag"_s, { { u"quoin::ManyToMany<Post>"_s, u"posts"_s, QString() } }),
            post(u"quoin::ManyToMany<Tag>"_s, {}), u"posts"_s, u"neither names the other"_s, u"reverse=p"_s);
    pair("duplicate table", model(u"a::Post"_s, {}), model(u"b::Post"_s, {}), QString(), u"also that of a::Post"_s,
            u"another table"_s);
    QTest::newRow("index of one name") << QList<Class> { { u"A"_s, u"rv_a"_s, {}, { id, { u"int"_s, u"bC"_s, u"index"_s } }, {},
                                                                 true },
        { u"B"_s, u"rv_a_b"_s, {}, { id, { u"int"_s, u"c"_s, u"index"_s } }, {}, true } }
                                       << u"c"_s << u"rv_a_b_c_idx of its index is also that of the index of A.bC"_s
                                       << u"another name"_s;
    QTest::newRow("foreign key of one name") << QList<Class> { author,
        { u"A"_s, u"rv_a"_s, {}, { id, { u"quoin::ForeignKey<Author>"_s, u"bC"_s, {} } }, {}, true },
        { u"B"_s, u"rv_a_b"_s, {}, { id, { u"quoin::ForeignKey<Author>"_s, u"c"_s, {} } }, {}, true } }
                                             << u"c"_s << u"is also that of the index of A.bC"_s << u"another name"_s;
    pair("table of a many-to-many relation", post(u"quoin::ManyToMany<Author>"_s, u"table=AUTHOR_T"_s), author, u"p"_s,
            u"is also that of the table of Author"_s, u"table="_s);
    pair("concrete base class", model(u"Author"_s, {}), { u"Poet"_s, u"poets"_s, {}, {}, u"Author"_s, true }, QString(),
            u"table of its own"_s, u"abstract"_s);
    pair("relation to a composite key", post(u"quoin::ForeignKey<Line>"_s, {}),
            { u"Line"_s, u"lines"_s, u"primaryKey=(a, b)"_s, { { u"int"_s, u"a"_s, QString() }, { u"int"_s, u"b"_s, QString() } },
                    {}, true },
            u"p"_s, u"several columns"_s, u"to="_s);
    pair("relation to an abstract class", post(u"quoin::ForeignKey<Base>"_s, {}),
            { u"Base"_s, {}, u"abstract"_s, { id }, {}, true }, u"p"_s, u"abstract"_s, u"children"_s);
    pair("relation to rows of a query", post(u"quoin::ForeignKey<Base>"_s, {}), { u"Base"_s, {}, u"rows"_s, { id }, {}, true },
            u"p"_s, u"not in a table"_s, u"join"_s);
    QTest::newRow("ambiguous relation") << QList<Class> { post(u"quoin::ForeignKey<Author>"_s, {}), model(u"a::Author"_s, {}),
        { u"b::Author"_s, u"others"_s, {}, { id }, {}, true } }
                                        << u"p"_s << u"ambiguous: there are a::Author and b::Author"_s << u"namespace"_s;
    QTest::newRow("one reverse name for two") << QList<Class> { author,
        model(u"Post"_s,
                { { u"quoin::ForeignKey<Author>"_s, u"a"_s, u"reverse=posts"_s },
                        { u"quoin::ForeignKey<Author>"_s, u"b"_s, u"reverse=posts"_s } }) }
                                              << u"b"_s << u"also the reverse name of Post.a"_s << u"of its own"_s;
    QTest::newRow("keys in a circle") << QList<Class> {
        { u"A"_s, u"a"_s, {}, { { u"quoin::OneToOne<B>"_s, u"b"_s, u"primaryKey"_s } }, {}, true },
        { u"B"_s, u"b"_s, {}, { { u"quoin::OneToOne<A>"_s, u"a"_s, u"primaryKey"_s } }, {}, true }
    } << u"b"_s << u"in a circle"_s << u"of its own"_s;
}

void tst_Declarations::mistakes()
{
    QFETCH(QList<Class>, classes);
    QFETCH(QString, property);
    QFETCH(QString, message);
    QFETCH(QString, hint);
    const auto set = ModelSet::fromJson(metatypes(classes));
    QVERIFY(set);
    QStringList all;
    for (const Error &error : set->errors())
        all.append(error.toString());
    QVERIFY2(all.size() == 1, qPrintable(u"errors: "_s + all.join(u"\n---\n"_s)));
    const Error error = set->errors().constFirst();
    QCOMPARE(error.kind(), ErrorKind::Configuration);
    QVERIFY(!error.model().isEmpty());
    QCOMPARE(error.field(), property);
    QVERIFY2(error.message().contains(message), qPrintable(error.toString()));
    QVERIFY2(error.hint().contains(hint), qPrintable(error.toString()));
    QVERIFY(!set->find(error.model())); // it is no model
}

void tst_Declarations::right_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("column");
    const QString text = u"QString"_s;
    QTest::newRow("qualified std types") << u"std::optional< std::uint16_t >"_s << QString() << u"uint16"_s;
    QTest::newRow("const") << u"const QString"_s << QString() << u"text"_s;
    QTest::newRow("QVector") << u"QVector<qlonglong>"_s << QString() << u"array(int64)"_s;
    QTest::newRow("Decimal in our namespace") << u"Decimal"_s << u"precision=5, scale=1"_s << u"decimal(5,1)"_s;
    QTest::newRow("decimal without options") << u"quoin::Decimal"_s << QString() << u"decimal(38,10)"_s;
    QTest::newRow("small precision alone") << u"quoin::Decimal"_s << u"precision=4"_s << u"decimal(4,4)"_s;
    QTest::newRow("wider integer") << u"int"_s << u"type=int64"_s << u"int64"_s;
    QTest::newRow("engine's own type") << text << u"type=opaque('citext')"_s << u"opaque('citext')"_s;
    QTest::newRow("user-defined") << u"QColor"_s << u"type=string(9), unique"_s << u"string(9)"_s;
    QTest::newRow("enum of a namespace") << u"n::Color"_s << u"default=Green"_s << u"enum('Red','Green')"_s;
    QTest::newRow("apostrophe in a sentence") << text << u"help=The author's name, maxLength=5"_s << u"string(5)"_s;
    QTest::newRow("quoted comma") << text << u"help='first, ''second''', maxLength=5"_s << u"string(5)"_s;
    QTest::newRow("regular expression") << text << u"format=regex:'^[a-z]{2,3}(x|y)$', maxLength=5"_s << u"string(5)"_s;
    QTest::newRow("default outside the basic plane") << text << u"maxLength=1, minLength=1, default='😀'"_s << u"string(1)"_s;
    QTest::newRow("blanks") << text << u"  maxLength = 5 ,  index  "_s << u"string(5)"_s;
    QTest::newRow("trailing comma") << text << u"maxLength=5,"_s << u"string(5)"_s;
    QTest::newRow("SQL default") << u"int"_s << u"default=sql:'nextval(''s'')'"_s << u"int32"_s;
    QTest::newRow("list default") << u"QStringList"_s << u"default=(a, 'b, c')"_s << u"array(text)"_s;
    QTest::newRow("default factory") << text << u"defaultFactory=next"_s << u"text"_s;
    QTest::newRow("default factory: a method") << text << u"defaultFactory=newCode()"_s << u"text"_s;
    QTest::newRow("default factory: a method for an optional")
            << u"std::optional<QString>"_s << u"defaultFactory=newCode()"_s << u"text"_s;
    QTest::newRow("default factory of a number") << u"std::optional<int>"_s << u"defaultFactory=next"_s << u"int32"_s;
    QTest::newRow("default factory of a relation") << u"quoin::ForeignKey<Post>"_s << u"defaultFactory=next"_s << u"int64"_s;
    QTest::newRow("null default") << u"std::optional<int>"_s << u"default=null"_s << u"int32"_s;
    QTest::newRow("vector") << u"QList<float>"_s << u"dimensions=384"_s << u"vector(384)"_s;
    QTest::newRow("relation to itself") << u"quoin::ForeignKey<Post>"_s << u"null, onDelete=setNull, reverse=children"_s
                                        << u"int64"_s;
}

void tst_Declarations::right()
{
    QFETCH(QString, type);
    QFETCH(QString, options);
    QFETCH(QString, column);
    const auto set = ModelSet::fromJson(metatypes({ model(u"Post"_s, { { type, u"p"_s, options } }) }));
    QVERIFY(set);
    QVERIFY2(set->errors().isEmpty(), set->errors().isEmpty() ? "" : qPrintable(set->errors().constFirst().toString()));
    QCOMPARE(set->find(u"Post")->field(u"p")->columnType.toString(), column);
}

// A class with several mistakes is told about all of them at once; what points at it is not blamed.
void tst_Declarations::everyMistakeIsReported()
{
    const auto set = ModelSet::fromJson(metatypes({
            model(u"Author"_s, { { u"int"_s, u"a"_s, u"maxLength=1"_s }, { u"char"_s, u"b"_s, QString() } }, u"ordering"_s),
            model(u"Post"_s,
                    { { u"quoin::ForeignKey<Author>"_s, u"author"_s, u"reverse=posts"_s }, { u"int"_s, u"c"_s, u"mni=1"_s } }),
            model(u"Comment"_s, { { u"quoin::ForeignKey<Post>"_s, u"post"_s, u"reverse=comments"_s } }),
            model(u"Tag"_s, {}),
    }));
    QVERIFY(set);
    QStringList places;
    for (const Error &error : set->errors())
        places.append(error.model() + u'.' + error.field());
    QCOMPARE(places, (QStringList { u"Author."_s, u"Author.a"_s, u"Author.b"_s, u"Post.c"_s }));
    QCOMPARE(set->models().size(), 1);
}

QTEST_GUILESS_MAIN(tst_Declarations)
#include "tst_declarations.moc"
