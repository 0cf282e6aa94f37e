// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/adapt/finding_text.h"

#include "core/base/filled_text.h"
#include "ui/adapt/text.h"

#include <QCoreApplication>

#include <vector>

namespace ui::adapt {
namespace {

struct FindingWords {
    Q_DECLARE_TR_FUNCTIONS(ui::adapt)
};

QString translatedKind(std::string_view english)
{
    return QCoreApplication::translate("core::finding::Kind", std::string{english}.c_str());
}

/// Some arguments are themselves sentences of core: what is malformed about a message.
std::vector<std::string> translatedArguments(const std::vector<std::string>& arguments)
{
    std::vector<std::string> texts;
    texts.reserve(arguments.size());
    for (const std::string& argument : arguments)
        texts.push_back(bytes(QCoreApplication::translate("core::sip::Defect", argument.c_str())));
    return texts;
}

} // namespace

QString severityWord(core::finding::Severity severity)
{
    switch (severity) {
    case core::finding::Severity::Notice:
        return FindingWords::tr("Notice");
    case core::finding::Severity::Warning:
        return FindingWords::tr("Warning");
    case core::finding::Severity::Error:
        break;
    }
    return FindingWords::tr("Error");
}

QString sentenceOf(const core::finding::Finding& finding)
{
    const bool hasDefect =
        finding.kind->name == "malformed" || finding.kind->name == "content-length-mismatch";
    const std::string form = bytes(translatedKind(finding.kind->sentence));
    return text(
        core::base::filled(form, hasDefect ? translatedArguments(finding.arguments) : finding.arguments));
}

QString adviceOf(const core::finding::Kind& kind)
{
    return translatedKind(kind.advice);
}

QString referenceText(std::string_view english)
{
    const QString whole = text(english);
    const qsizetype split = whole.indexOf(QStringLiteral(" section "));
    if (split < 0)
        return whole;
    //: %1 is the name of a standard, %2 the number of a section: "RFC 3261 section 20.14"
    return FindingWords::tr("%1 section %2").arg(whole.left(split), whole.mid(split + 9));
}

} // namespace ui::adapt
