// SPDX-License-Identifier: MIT
#include <quoin/core/secret.h>

#include <QtCore/qdebug.h>
#include <QtCore/qfile.h>
#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <array>
#include <vector>

#if defined(Q_OS_LINUX)
#  include <fcntl.h>
#  include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using quoin::Secret;

class tst_Secret : public QObject
{
    Q_OBJECT

private slots:
    void revealsTheText();
    void printsAsAMask();
    void convertsToNothing();
    void comparesByText_data();
    void comparesByText();
    void copiesOutliveEachOther();
    void literalsAreLeftAlone();
    void assignsToItself();
#if defined(Q_OS_LINUX)
    void leavesNothingInMemory_data();
    void leavesNothingInMemory();
#endif
};

void tst_Secret::revealsTheText()
{
    const Secret secret(u"hunter2"_s);
    QCOMPARE(secret.reveal(), u"hunter2"_s);
    QVERIFY(!secret.isEmpty());
    QVERIFY(Secret().isEmpty());
}

void tst_Secret::printsAsAMask()
{
    QString output;
    QDebug(&output) << "password" << Secret(u"hunter2"_s) << u"end"_s;
    QCOMPARE(output.trimmed(), u"password ••• \"end\""_s);
    QCOMPARE(quoin::maskText(), u"•••"_s);
}

void tst_Secret::convertsToNothing()
{
    static_assert(!std::is_convertible_v<Secret, QString>);
    static_assert(!std::is_convertible_v<Secret, QVariant>);
    static_assert(!std::is_convertible_v<Secret, bool>);
    static_assert(!std::is_convertible_v<QString, Secret>);
}

void tst_Secret::comparesByText_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("equal");
    QTest::newRow("empty") << QString() << u""_s << true;
    QTest::newRow("same") << u"secret"_s << u"secret"_s << true;
    QTest::newRow("first character") << u"secret"_s << u"Secret"_s << false;
    QTest::newRow("last character") << u"secret"_s << u"secreT"_s << false;
    QTest::newRow("prefix") << u"secret"_s << u"secret1"_s << false;
    QTest::newRow("high byte") << u"\u0141"_s << u"\u0241"_s << false;
}

void tst_Secret::comparesByText()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(bool, equal);
    QCOMPARE(Secret(a) == Secret(b), equal);
    QCOMPARE(Secret(b) == Secret(a), equal);
}

void tst_Secret::copiesOutliveEachOther()
{
    auto first = std::make_unique<Secret>(QString(u"hunter"_s + u'2'));
    const Secret copy = *first;
    Secret assigned(u"other"_s);
    assigned = *first;
    Secret moved;
    moved = std::move(*first);
    first.reset();
    QCOMPARE(copy.reveal(), u"hunter2"_s);
    QCOMPARE(assigned.reveal(), u"hunter2"_s);
    QCOMPARE(moved.reveal(), u"hunter2"_s);
}

void tst_Secret::literalsAreLeftAlone()
{
    const auto text = [] { return u"in read-only memory"_s; };
    { // writing to it would crash
        const Secret secret(text());
    }
    QCOMPARE(text(), QString::fromLatin1("in read-only memory"));
}

void tst_Secret::assignsToItself()
{
    Secret secret(QString(u"hunter"_s + u'2'));
    Secret &alias = secret;
    secret = alias;
    QCOMPARE(secret.reveal(), u"hunter2"_s);
    secret = std::move(alias);
    QCOMPARE(secret.reveal(), u"hunter2"_s);
}

#if defined(Q_OS_LINUX)
namespace {

/// A random text that is in memory only where text() is kept: here it is stored scrambled.
class Needle
{
public:
    Needle()
    {
        for (char16_t &character : m_scrambled)
            character = char16_t((u'a' + QRandomGenerator::global()->bounded(26)) ^ key);
    }

    QString text() const
    {
        QString result;
        result.reserve(qsizetype(m_scrambled.size())); // no copies left behind by growing
        for (char16_t character : m_scrambled)
            result.append(QChar(char16_t(character ^ key)));
        return result;
    }

    bool isAt(const char *bytes) const
    {
        for (size_t i = 0; i < m_scrambled.size(); ++i) {
            char16_t character = 0;
            memcpy(&character, bytes + 2 * i, sizeof character);
            if ((character ^ key) != m_scrambled[i])
                return false;
        }
        return true;
    }

    static constexpr size_t byteCount = 2 * 24;

private:
    static constexpr char16_t key = 0x5a5a;
    std::array<char16_t, byteCount / 2> m_scrambled;
};

/// How often the text is in this process's writable memory, freed memory included.
int countInMemory(const Needle &needle)
{
    QFile maps(u"/proc/self/maps"_s);
    if (!maps.open(QFile::ReadOnly))
        return -1;
    const QByteArrayList regions = maps.readAll().split('\n');
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    static std::array<char, 1 << 20> buffer; // its own content does not count
    const auto bufferBegin = quintptr(buffer.data());
    int count = 0;
    for (const QByteArray &region : regions) {
        const qsizetype dash = region.indexOf('-');
        const qsizetype blank = region.indexOf(' ');
        if (dash < 0 || region.mid(blank + 1, 2) != "rw")
            continue;
        const quintptr end = region.sliced(dash + 1, blank - dash - 1).toULongLong(nullptr, 16);
        constexpr size_t step = buffer.size() - Needle::byteCount;
        for (quintptr begin = region.first(dash).toULongLong(nullptr, 16); begin < end; begin += step) {
            const ssize_t size = pread(memory, buffer.data(), std::min<size_t>(buffer.size(), end - begin), off_t(begin));
            for (ssize_t i = 0; i + ssize_t(Needle::byteCount) <= size; i += 2) {
                const quintptr address = begin + quintptr(i);
                const bool isOwn = address >= bufferBegin && address < bufferBegin + buffer.size();
                if (!isOwn && needle.isAt(buffer.data() + i))
                    ++count;
            }
        }
    }
    close(memory);
    return count;
}

} // namespace

void tst_Secret::leavesNothingInMemory_data()
{
    QTest::addColumn<std::function<void(Secret &)>>("end");
    using Function = std::function<void(Secret &)>;
    QTest::newRow("destroyed") << Function([](Secret &secret) {
        const Secret last = std::move(secret);
        Q_UNUSED(last);
    });
    QTest::newRow("copied and destroyed") << Function([](Secret &secret) {
        const Secret copy = secret;
        secret = Secret();
        Q_UNUSED(copy);
    });
    QTest::newRow("assigned") << Function([](Secret &secret) {
        const Secret other;
        secret = other;
    });
    QTest::newRow("move-assigned") << Function([](Secret &secret) { secret = Secret(u"other"_s); });
}

void tst_Secret::leavesNothingInMemory()
{
    QFETCH(std::function<void(Secret &)>, end);
    const Needle needle;
    Secret secret(needle.text());
    QVERIFY2(countInMemory(needle) > 0, "the search itself does not work");
    end(secret);
    QCOMPARE(countInMemory(needle), 0);
}
#endif

QTEST_APPLESS_MAIN(tst_Secret)
#include "tst_secret.moc"
