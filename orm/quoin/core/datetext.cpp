// SPDX-License-Identifier: MIT
#include <quoin/core/datetext.h>

#include <chrono>

namespace quoin {
namespace {

using namespace std::chrono;

constexpr qint64 msecsPerDay = 24 * 60 * 60 * 1000;
constexpr qint64 unixEpochJulianDay = 2440588; // QDate counts from the Julian day 0
constexpr sys_days firstDay = sys_days(year(1) / January / 1);
constexpr sys_days lastDay = sys_days(year(9999) / December / 31);

bool isInRange(sys_days day) { return day >= firstDay && day <= lastDay; }

char *putTwo(char *out, unsigned value)
{
    out[0] = char('0' + value / 10);
    out[1] = char('0' + value % 10);
    return out + 2;
}

char *putDate(char *out, sys_days day)
{
    const year_month_day date = day;
    const auto yearNumber = unsigned(int(date.year()));
    out = putTwo(out, yearNumber / 100);
    out = putTwo(out, yearNumber % 100);
    *out++ = '-';
    out = putTwo(out, unsigned(date.month()));
    *out++ = '-';
    return putTwo(out, unsigned(date.day()));
}

char *putTime(char *out, unsigned msecs)
{
    const unsigned seconds = msecs / 1000;
    out = putTwo(out, seconds / 3600);
    *out++ = ':';
    out = putTwo(out, seconds / 60 % 60);
    *out++ = ':';
    out = putTwo(out, seconds % 60);
    *out++ = '.';
    const unsigned fraction = msecs % 1000;
    *out++ = char('0' + fraction / 100);
    return putTwo(out, fraction % 100);
}

/// Reads from the front of a text; after a failure every further call fails, so that one check at the end is enough.
template<class Character>
class Reader
{
public:
    Reader(const Character *begin, const Character *end) : m_next(begin), m_end(end) { }

    /// All of the text was read and all of it was right.
    [[nodiscard]] bool isDone() const { return m_isValid && m_next == m_end; }

    sys_days date()
    {
        const unsigned century = two();
        const year y(int(century * 100 + two()));
        expect('-');
        const month m(two());
        expect('-');
        const day d(two());
        const year_month_day date(y, m, d);
        m_isValid = m_isValid && y > year(0) && date.ok();
        return date;
    }

    /// In milliseconds.
    qint64 time()
    {
        const unsigned hour = two();
        expect(':');
        const unsigned minute = two();
        expect(':');
        const unsigned second = two();
        m_isValid = m_isValid && hour < 24 && minute < 60 && second < 60;
        return qint64((hour * 60 + minute) * 60 + second) * 1000 + fraction();
    }

    void separator()
    {
        if (!take(' '))
            expect('T');
    }

    /// What to add to UTC to get the text's time, in milliseconds.
    qint64 offset()
    {
        if (m_next == m_end || take('Z'))
            return 0;
        const bool isNegative = take('-');
        if (!isNegative)
            expect('+');
        const unsigned hour = two();
        const unsigned minute = take(':') ? two() : 0;
        const unsigned second = take(':') ? two() : 0;
        m_isValid = m_isValid && hour < 24 && minute < 60 && second < 60;
        const qint64 msecs = qint64((hour * 60 + minute) * 60 + second) * 1000;
        return isNegative ? -msecs : msecs;
    }

private:
    unsigned digit()
    {
        const auto value = m_next == m_end ? 10U : unsigned(*m_next) - '0';
        if (value > 9) {
            m_isValid = false;
            return 0;
        }
        ++m_next;
        return value;
    }

    unsigned two()
    {
        const unsigned tens = digit();
        return tens * 10 + digit();
    }

    bool take(char expected)
    {
        const bool isThere = m_next != m_end && *m_next == Character(expected);
        m_next += isThere ? 1 : 0;
        return isThere;
    }

    void expect(char expected) { m_isValid = take(expected) && m_isValid; }

    qint64 fraction()
    {
        if (!take('.'))
            return 0;
        qint64 msecs = 0;
        int count = 0;
        for (; m_next != m_end && unsigned(*m_next) - '0' <= 9; ++m_next, ++count)
            msecs = count < 3 ? msecs * 10 + qint64(*m_next - '0') : msecs;
        m_isValid = m_isValid && count >= 1 && count <= 9;
        for (; count < 3; ++count)
            msecs *= 10;
        return msecs;
    }

    const Character *m_next;
    const Character *m_end;
    bool m_isValid = true;
};

/// Reads the form that is written here and by Qt, "YYYY-MM-DD HH:MM:SS.zzz" with T and Z or without: all at fixed positions, so
/// that only one question is asked at the end. False says only that it is not that.
template<class Character>
bool readUsualForm(const Character *text, qsizetype size, qint64 &msecs)
{
    if (size != 23 && !(size == 24 && text[23] == Character('Z')))
        return false;
    bool wrong = text[4] != Character('-') || text[7] != Character('-') || text[13] != Character(':')
            || text[16] != Character(':') || text[19] != Character('.')
            || (text[10] != Character(' ') && text[10] != Character('T'));
    const auto digit = [&](int at) {
        const unsigned value = unsigned(text[at]) - '0';
        wrong |= value > 9;
        return value;
    };
    const auto two = [&](int at) { return digit(at) * 10 + digit(at + 1); };
    const year_month_day date(year(int(two(0) * 100 + two(2))), month(two(5)), day(two(8)));
    const unsigned hour = two(11), minute = two(14), second = two(17), fraction = two(20) * 10 + digit(22);
    if (wrong || date.year() < year(1) || !date.ok() || hour > 23 || minute > 59 || second > 59)
        return false;
    msecs = sys_days(date).time_since_epoch().count() * msecsPerDay + ((hour * 60 + minute) * 60 + second) * qint64(1000)
            + fraction;
    return true;
}

template<class Character>
bool readDate(Reader<Character> reader, QDate &date)
{
    const sys_days day = reader.date();
    if (!reader.isDone())
        return false;
    date = QDate::fromJulianDay(day.time_since_epoch().count() + unixEpochJulianDay);
    return true;
}

template<class Character>
bool readTime(Reader<Character> reader, QTime &time)
{
    const qint64 msecs = reader.time();
    if (!reader.isDone())
        return false;
    time = QTime::fromMSecsSinceStartOfDay(int(msecs));
    return true;
}

template<class Character>
bool readDateTime(Reader<Character> reader, QDateTime &dateTime)
{
    const sys_days day = reader.date();
    reader.separator();
    const qint64 time = reader.time();
    const qint64 msecs = day.time_since_epoch().count() * msecsPerDay + time - reader.offset();
    if (!reader.isDone() || !isInRange(floor<days>(sys_time<milliseconds>(milliseconds(msecs)))))
        return false;
    dateTime = QDateTime::fromMSecsSinceEpoch(msecs, Qt::UTC);
    return true;
}

Reader<char> reader(QByteArrayView text) { return { text.data(), text.data() + text.size() }; }

Reader<char16_t> reader(QStringView text) { return { text.utf16(), text.utf16() + text.size() }; }

} // namespace

bool formatDate(QDate date, DateText &text)
{
    if (!date.isValid())
        return false;
    const qint64 julianDay = date.toJulianDay() - unixEpochJulianDay;
    if (julianDay < firstDay.time_since_epoch().count() || julianDay > lastDay.time_since_epoch().count())
        return false;
    *putDate(text.data(), sys_days(days(julianDay))) = '\0';
    return true;
}

bool formatTime(QTime time, TimeText &text)
{
    if (!time.isValid())
        return false;
    *putTime(text.data(), unsigned(time.msecsSinceStartOfDay())) = '\0';
    return true;
}

bool formatDateTime(const QDateTime &dateTime, DateTimeText &text)
{
    if (!dateTime.isValid())
        return false;
    const sys_time<milliseconds> moment(milliseconds(dateTime.toMSecsSinceEpoch()));
    // Compared as 64-bit milliseconds: days of extreme QDateTimes overflow the calendar's type.
    if (moment < firstDay || moment >= lastDay + days(1))
        return false;
    const auto day = floor<days>(moment);
    char *out = putDate(text.data(), day);
    *out++ = ' ';
    *putTime(out, unsigned((moment - day).count())) = '\0';
    return true;
}

bool parseDate(QByteArrayView text, QDate &date) { return readDate(reader(text), date); }

bool parseDate(QStringView text, QDate &date) { return readDate(reader(text), date); }

bool parseTime(QByteArrayView text, QTime &time) { return readTime(reader(text), time); }

bool parseTime(QStringView text, QTime &time) { return readTime(reader(text), time); }

bool parseDateTime(QByteArrayView text, QDateTime &dateTime)
{
    qint64 msecs;
    if (!readUsualForm(text.data(), text.size(), msecs))
        return readDateTime(reader(text), dateTime);
    dateTime = QDateTime::fromMSecsSinceEpoch(msecs, Qt::UTC);
    return true;
}

bool parseDateTime(QStringView text, QDateTime &dateTime)
{
    qint64 msecs;
    if (!readUsualForm(text.utf16(), text.size(), msecs))
        return readDateTime(reader(text), dateTime);
    dateTime = QDateTime::fromMSecsSinceEpoch(msecs, Qt::UTC);
    return true;
}

} // namespace quoin
