// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/registration_bindings.h"

#include "core/base/ascii.h"
#include "core/call/message_digest.h"
#include "core/sip/uri.h"

#include <algorithm>

namespace core::call {
namespace {

constexpr std::size_t bindingsPerAor = 64;
constexpr std::size_t longestText = 512;

std::string clipped(std::string_view text)
{
    return std::string{text.substr(0, longestText)};
}

std::string lowerCase(std::string_view text)
{
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), base::toLower);
    return lower;
}

std::optional<std::uint32_t> regIdOf(std::string_view parameters)
{
    const auto text = sip::findParameter(parameters, "reg-id");
    return text ? base::parseDecimal<std::uint32_t>(*text) : std::nullopt;
}

std::uint64_t instanceDigest(std::string_view instance, const std::optional<std::uint32_t>& regId)
{
    if (instance.empty())
        return 0;
    MessageDigest digest;
    digest.add(instance);
    digest.add(std::uint64_t{regId.value_or(0)});
    return digest.value();
}

std::string_view instanceOf(const Contact& contact)
{
    return sip::findParameter(contact.parameters, "+sip.instance").value_or(std::string_view{});
}

} // namespace

std::uint64_t contactDigest(std::string_view uri)
{
    MessageDigest digest;
    const auto parsed = sip::Uri::parse(uri);
    if (!parsed) {
        digest.add(uri);
        return digest.value();
    }
    digest.add(std::string_view{lowerCase(parsed->scheme)});
    digest.add(parsed->user);
    digest.add(std::string_view{lowerCase(parsed->host)});
    digest.add(std::uint64_t{parsed->port.value_or(0)});
    digest.add(std::string_view{
        lowerCase(sip::findParameter(parsed->parameters, "transport").value_or(std::string_view{}))});
    return digest.value();
}

TrackedBinding* RegistrationBindings::find(std::int64_t id)
{
    const auto found = m_bindings.find(id);
    return found == m_bindings.end() ? nullptr : &found->second;
}

TrackedBinding* RegistrationBindings::find(std::uint64_t aor, const Contact& contact)
{
    const auto ids = m_aors.find(aor);
    if (ids == m_aors.end())
        return nullptr;
    const std::uint64_t instance = instanceDigest(instanceOf(contact), regIdOf(contact.parameters));
    const std::uint64_t place = contactDigest(contact.uri);
    TrackedBinding* samePlace = nullptr;
    for (const std::int64_t id : ids->second) {
        TrackedBinding& binding = m_bindings.at(id);
        if (instance != 0 && binding.instance == instance)
            return &binding;
        // Other instances and flows may share a contact (RFC 5626 section 4.2).
        if (binding.contact == place && (instance == 0 || binding.instance == 0))
            samePlace = &binding;
    }
    return samePlace;
}

std::vector<std::int64_t> RegistrationBindings::ofAor(std::uint64_t aor) const
{
    const auto ids = m_aors.find(aor);
    return ids == m_aors.end() ? std::vector<std::int64_t>{} : ids->second;
}

TrackedBinding& RegistrationBindings::add(std::uint64_t aor, std::string_view aorText, const Contact& contact,
                                          base::Timestamp now)
{
    TrackedBinding binding;
    RegistrationRecord& record = binding.record;
    record.id = ++m_lastId;
    record.aor = clipped(aorText);
    record.contact = clipped(contact.uri);
    record.instance = clipped(instanceOf(contact));
    record.regId = regIdOf(contact.parameters);
    binding.aor = aor;
    binding.contact = contactDigest(contact.uri);
    binding.instance = instanceDigest(instanceOf(contact), record.regId);
    binding.touched = now;
    return keep(std::move(binding));
}

void RegistrationBindings::restore(std::uint64_t aor, RegistrationRecord record, base::Timestamp deadline)
{
    m_lastId = std::max(m_lastId, record.id);
    TrackedBinding binding;
    binding.aor = aor;
    binding.contact = contactDigest(record.contact);
    binding.instance = instanceDigest(record.instance, record.regId);
    binding.touched = record.lastTime;
    binding.deadline = deadline;
    binding.record = std::move(record);
    if (!find(binding.record.id))
        keep(std::move(binding));
}

TrackedBinding& RegistrationBindings::keep(TrackedBinding binding)
{
    const std::int64_t id = binding.record.id;
    if (const auto ids = m_aors.find(binding.aor);
        ids != m_aors.end() && ids->second.size() >= bindingsPerAor)
        forget(ids->second.front());
    else if (m_bindings.size() >= m_limit)
        forgetIdlest();
    m_aors[binding.aor].push_back(id);
    TrackedBinding& kept = m_bindings.emplace(id, std::move(binding)).first->second;
    m_idle.push(kept.touched, id);
    m_idle.prune(m_bindings.size(), [this](const auto& entry) { return m_bindings.contains(entry.second); });
    queueDeadline(kept);
    return kept;
}

void RegistrationBindings::forget(std::int64_t id)
{
    const auto found = m_bindings.find(id);
    TrackedBinding& binding = found->second;
    const auto ids = m_aors.find(binding.aor);
    std::erase(ids->second, id);
    if (ids->second.empty())
        m_aors.erase(ids);
    if (binding.isChanged)
        m_forgotten.push_back(std::move(binding.record));
    m_bindings.erase(found);
    ++m_evicted;
}

void RegistrationBindings::forgetIdlest()
{
    while (!m_idle.isEmpty()) {
        const auto [time, id] = m_idle.first();
        m_idle.pop();
        const TrackedBinding* const binding = find(id);
        if (binding == nullptr)
            continue;
        if (binding->touched == time)
            return forget(id);
        m_idle.push(binding->touched, id);
    }
}

void RegistrationBindings::touch(TrackedBinding& binding, base::Timestamp now)
{
    binding.touched = now;
    markChanged(binding);
}

void RegistrationBindings::setDeadline(TrackedBinding& binding, base::Timestamp deadline)
{
    binding.deadline = deadline;
    queueDeadline(binding);
}

void RegistrationBindings::queueDeadline(TrackedBinding& binding)
{
    if (binding.deadline >= binding.queued)
        return; // the entry in the queue comes first and looks again
    binding.queued = binding.deadline;
    m_deadlines.push(binding.deadline, binding.record.id);
    m_deadlines.prune(m_bindings.size(), [this](const auto& entry) {
        const TrackedBinding* const other = find(entry.second);
        return other != nullptr && other->queued == entry.first;
    });
}

TrackedBinding* RegistrationBindings::takeExpired(base::Timestamp now)
{
    while (!m_deadlines.isEmpty() && m_deadlines.first().first <= now) {
        const auto [time, id] = m_deadlines.first();
        m_deadlines.pop();
        TrackedBinding* const binding = find(id);
        if (binding == nullptr || binding->queued != time)
            continue;
        binding->queued = base::Timestamp::max();
        if (binding->deadline == time) {
            binding->deadline = base::Timestamp::max();
            return binding;
        }
        queueDeadline(*binding); // it was put off since
    }
    return nullptr;
}

void RegistrationBindings::takeChanged(const std::function<void(const RegistrationRecord&)>& visit)
{
    for (const RegistrationRecord& record : m_forgotten)
        visit(record);
    m_forgotten.clear();
    std::sort(m_changed.begin(), m_changed.end());
    for (const std::int64_t id : m_changed) {
        TrackedBinding* const binding = find(id);
        if (binding == nullptr)
            continue; // forgotten since
        binding->isChanged = false;
        visit(binding->record);
    }
    m_changed.clear();
}

} // namespace core::call
