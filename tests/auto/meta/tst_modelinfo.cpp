// SPDX-License-Identifier: MIT
#include "describe.h"

#include <quoin/meta/registry.h>

#include <models/alltypes.h>
#include <models/columntypes.h>
#include <models/handwritten.h>
#include <models/keys.h>
#include <models/shop.h>
#include <testsupport.h>

#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace quoin;

class tst_ModelInfo : public QObject
{
    Q_OBJECT

private slots:
    void registryIsClean();
};

void tst_ModelInfo::registryIsClean()
{
    for (const Error &error : Registry::check())
        QFAIL(qPrintable(error.toString()));
    const auto models = Registry::models();
    QVERIFY_RESULT(models);
    for (const ModelInfo *model : *models) {
        qDebug().noquote() << describe(*model);
        for (const auto &table : model->toTables())
            qDebug().noquote() << describe(table);
    }
}

QTEST_GUILESS_MAIN(tst_ModelInfo)
#include "tst_modelinfo.moc"
