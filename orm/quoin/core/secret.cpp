// SPDX-License-Identifier: MIT
#include <quoin/core/secret.h>

#include <QtCore/qdebug.h>

using namespace Qt::StringLiterals;

namespace quoin {

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_text = other.m_text;
    }
    return *this;
}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_text = std::move(other.m_text);
        other.m_text.clear(); // a moved-from QString may hold what we had
    }
    return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe()
{
    // Text that is shared still belongs to somebody; a literal (never detached) cannot be written.
    if (m_text.isDetached()) {
        // Volatile, so that the compiler may not leave out writes to memory that is about to be freed.
        volatile char16_t *text = reinterpret_cast<char16_t *>(m_text.data());
        for (qsizetype i = 0; i < m_text.size(); ++i)
            text[i] = u'\0';
    }
    m_text.clear();
}

bool operator==(const Secret &a, const Secret &b)
{
    if (a.m_text.size() != b.m_text.size())
        return false;
    volatile char16_t difference = 0;
    for (qsizetype i = 0; i < a.m_text.size(); ++i)
        difference = char16_t(difference | (a.m_text.at(i).unicode() ^ b.m_text.at(i).unicode()));
    return difference == 0;
}

QString maskText() { return u"•••"_s; }

QDebug operator<<(QDebug debug, const Secret &)
{
    const QDebugStateSaver saver(debug);
    debug.noquote() << maskText();
    return debug;
}

} // namespace quoin
