// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finding/finding.h"

#include "core/base/filled_text.h"

#include <algorithm>

namespace core::finding {
namespace {

void addEvidence(std::vector<base::MessageId>& evidence, std::span<const base::MessageId> more)
{
    for (const base::MessageId id : more) {
        const auto at = std::lower_bound(evidence.begin(), evidence.end(), id);
        if (at == evidence.end() || *at != id)
            evidence.insert(at, id);
    }
    if (evidence.size() > Report::mostEvidence)
        evidence.resize(Report::mostEvidence);
}

} // namespace

std::string_view name(Severity severity)
{
    switch (severity) {
    case Severity::Notice:
        return "notice";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        break;
    }
    return "error";
}

std::string sentence(const Finding& finding)
{
    return base::filled(finding.kind->sentence, finding.arguments);
}

void Report::add(const Kind& kind, std::vector<std::string> arguments, Evidence evidence, std::string key,
                 std::string_view reference)
{
    if (const auto known = m_known.find({&kind, key}); !key.empty() && known != m_known.end()) {
        addEvidence(m_findings[known->second].evidence, evidence);
        return;
    }
    if (++m_count[&kind] > mostOfOneKind)
        return;
    if (!key.empty())
        m_known.emplace(std::pair{&kind, std::move(key)}, m_findings.size());
    Finding finding{&kind, std::move(arguments), {}, reference.empty() ? kind.reference : reference};
    addEvidence(finding.evidence, evidence);
    m_findings.push_back(std::move(finding));
}

std::vector<Finding> Report::take()
{
    std::stable_sort(m_findings.begin(), m_findings.end(), [](const Finding& a, const Finding& b) {
        if (a.kind->severity != b.kind->severity)
            return a.kind->severity > b.kind->severity;
        return a.evidence < b.evidence;
    });
    m_known.clear();
    m_count.clear();
    return std::exchange(m_findings, {});
}

} // namespace core::finding
