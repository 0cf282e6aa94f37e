// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/call/contact.h"
#include "core/call/deadline_queue.h"
#include "core/call/registration_record.h"

#include <functional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace core::call {

/// What is remembered of one binding besides its record.
struct TrackedBinding {
    RegistrationRecord record;
    std::uint64_t aor = 0;      ///< keyed hash
    std::uint64_t contact = 0;  ///< fingerprint of what makes contacts the same, see contactDigest()
    std::uint64_t instance = 0; ///< fingerprint of instance and flow; 0: none
    base::Timestamp deadline = base::Timestamp::max(); ///< arrival clock: it expires then
    base::Timestamp touched;                           ///< arrival clock
    std::array<base::Timestamp, 3> changes{};          ///< the newest ones, by capture time

    // Bookkeeping of RegistrationBindings.
    base::Timestamp queued = base::Timestamp::max(); ///< of the entry among the deadlines that speaks for it
    bool isChanged = false;
};

/// Equal for contacts that name the same place: user, host, port and transport; other parameters may differ,
/// because registrars add their own.
[[nodiscard]] std::uint64_t contactDigest(std::string_view uri);

/// The bindings in memory, found by address of record. Bounded: the one that was idle longest makes room.
/// One thread.
class RegistrationBindings {
public:
    explicit RegistrationBindings(std::size_t limit) : m_limit(limit) {}

    /// The binding of the contact; null when there is none.
    [[nodiscard]] TrackedBinding* find(std::uint64_t aor, const Contact& contact);
    [[nodiscard]] TrackedBinding* find(std::int64_t id);
    /// Ids of all bindings of the address of record.
    [[nodiscard]] std::vector<std::int64_t> ofAor(std::uint64_t aor) const;
    /// A new one; at most 64 of one address of record are remembered. Others may be forgotten for it.
    TrackedBinding& add(std::uint64_t aor, std::string_view aorText, const Contact& contact,
                        base::Timestamp now);
    /// One that was recorded before.
    void restore(std::uint64_t aor, RegistrationRecord record, base::Timestamp deadline);

    /// Somebody spoke of it.
    void touch(TrackedBinding& binding, base::Timestamp now);
    void setDeadline(TrackedBinding& binding, base::Timestamp deadline);

    void markChanged(TrackedBinding& binding)
    {
        if (!std::exchange(binding.isChanged, true))
            m_changed.push_back(binding.record.id);
    }

    /// The first of those whose time has come, which has no deadline any more; null when there is none.
    [[nodiscard]] TrackedBinding* takeExpired(base::Timestamp now);

    /// Each record that changed since the last time, in the order of ids.
    void takeChanged(const std::function<void(const RegistrationRecord&)>& visit);

    [[nodiscard]] bool hasChanges() const { return !m_changed.empty() || !m_forgotten.empty(); }

    [[nodiscard]] std::uint64_t evicted() const { return m_evicted; }

private:
    TrackedBinding& keep(TrackedBinding binding);
    void forget(std::int64_t id);
    void forgetIdlest();
    void queueDeadline(TrackedBinding& binding);

    std::size_t m_limit;
    std::int64_t m_lastId = 0;
    std::uint64_t m_evicted = 0;
    std::unordered_map<std::int64_t, TrackedBinding> m_bindings;
    std::unordered_map<std::uint64_t, std::vector<std::int64_t>> m_aors;
    DeadlineQueue<std::int64_t> m_deadlines; ///< an entry holds while it is the binding's `queued`
    DeadlineQueue<std::int64_t> m_idle;      ///< one for each binding, of when it was last looked at
    std::vector<std::int64_t> m_changed;
    std::vector<RegistrationRecord> m_forgotten; ///< changed, and not yet taken
};

} // namespace core::call
