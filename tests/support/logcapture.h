// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qstring.h>

namespace quoin::test {

/// Collects everything logged by any thread while it lives, with every category of Quoin turned on down to debug:
/// for tests that look for planted secrets. One at a time. The messages are still printed.
///
/// \code
/// LogCapture log;
/// … run …
/// QVERIFY2(!log.text().contains(password), qPrintable(log.text()));
/// \endcode
class LogCapture
{
public:
    LogCapture();
    ~LogCapture();
    Q_DISABLE_COPY_MOVE(LogCapture)

    /// One message a line, with its category in front.
    [[nodiscard]] QString text() const;
    void clear();
};

} // namespace quoin::test
