// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/meta/modelinfo.h>

namespace quoin {

/// The models of an application as read from the metatypes JSON that moc writes at build time: without running or linking it.
class QUOIN_EXPORT ModelSet
{
public:
    ModelSet();
    ModelSet(ModelSet &&) noexcept;
    ModelSet &operator=(ModelSet &&) noexcept;
    ~ModelSet();

    [[nodiscard]] QList<const ModelInfo *> models() const;
    [[nodiscard]] const ModelInfo *find(QStringView classOrTable) const;
    /// Every problem found, each with class and property.
    [[nodiscard]] QList<Error> errors() const;
    /// The name of the header that defines a class, as moc noted it.
    [[nodiscard]] QString source(const QString &className) const;

    /// Reads the JSON of one or more files: moc's own output, or the collected form of qt_extract_metatypes.
    static Result<ModelSet> fromFiles(const QStringList &files);
    static Result<ModelSet> fromJson(const QByteArray &json, const QString &source = {});

private:
    friend class ModelBuilder;
    std::vector<std::unique_ptr<ModelInfo>> m_models;
    QList<Error> m_errors;
    QHash<QString, QString> m_sources;
};

} // namespace quoin
