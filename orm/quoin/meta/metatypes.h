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
    /// Every problem found, each with class and property (and the header's name where the JSON has it).
    [[nodiscard]] QList<Error> errors() const;

    /// Reads the JSON of one or more files: moc's own output, or the collected form of qt_extract_metatypes.
    static Result<ModelSet> fromFiles(const QStringList &files);
    static Result<ModelSet> fromJson(const QByteArray &json, const QString &source = {});

private:
    friend class ModelBuilder;
    std::vector<std::unique_ptr<ModelInfo>> m_models;
    QList<Error> m_errors;
};

} // namespace quoin
