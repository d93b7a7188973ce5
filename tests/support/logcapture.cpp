// SPDX-License-Identifier: MIT
#include "logcapture.h"

#include <QLoggingCategory>
#include <QMutex>

using namespace Qt::StringLiterals;

namespace quoin::test {

namespace {

// A message handler is a plain function, so what it writes to is global.
struct Captured
{
    QMutex mutex;
    QString text;
    QtMessageHandler previous = nullptr;
};
Q_GLOBAL_STATIC(Captured, captured)

void capture(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    QtMessageHandler previous = nullptr;
    {
        const QMutexLocker lock(&captured->mutex);
        captured->text += QLatin1StringView(context.category) + ": "_L1 + message + u'\n';
        previous = captured->previous;
    }
    if (previous)
        previous(type, context, message);
}

} // namespace

LogCapture::LogCapture()
{
    clear();
    QLoggingCategory::setFilterRules(u"quoin.*=true"_s);
    captured->previous = qInstallMessageHandler(capture);
}

LogCapture::~LogCapture()
{
    qInstallMessageHandler(captured->previous);
    QLoggingCategory::setFilterRules(QString());
}

QString LogCapture::text() const
{
    const QMutexLocker lock(&captured->mutex);
    return captured->text;
}

void LogCapture::clear()
{
    const QMutexLocker lock(&captured->mutex);
    captured->text.clear();
}

} // namespace quoin::test
