// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/export.h>

#include <QtCore/qstring.h>

class QDebug;

namespace quoin {

/// Text that must not be seen: a password, a key. It converts to nothing and prints as "•••"; only reveal() gives
/// the text, so that each place that does is found by searching for that word. Its memory is wiped when the last
/// copy goes. Not thread-safe while being changed, like QString.
///
/// \code
/// quoin::Secret password(qEnvironmentVariable("PGPASSWORD"));
/// qDebug() << password;          // •••
/// driver.open(password.reveal());
/// \endcode
class QUOIN_EXPORT Secret
{
public:
    Secret() = default;
    explicit Secret(QString text) : m_text(std::move(text)) { }
    Secret(const Secret &) = default;
    Secret(Secret &&) noexcept = default;
    Secret &operator=(const Secret &);
    Secret &operator=(Secret &&) noexcept;
    ~Secret();

    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    [[nodiscard]] const QString &reveal() const { return m_text; }

    /// Compares in time that does not depend on where the texts differ.
    QUOIN_EXPORT friend bool operator==(const Secret &a, const Secret &b);

private:
    void wipe();
    QString m_text;
};

/// What is printed in the place of a secret: "•••".
QUOIN_EXPORT QString maskText();

QUOIN_EXPORT QDebug operator<<(QDebug debug, const Secret &secret);

} // namespace quoin
