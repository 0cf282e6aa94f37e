// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session_reader.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tests::support {

inline constexpr std::uint64_t ringBytes = 3U << 20U;
/// Free pages within the file, and what one commit adds before the oldest block goes.
inline constexpr std::uint64_t ringSlack = 1U << 20U;

inline std::unique_ptr<core::session::SessionWriter>
ringWriter(const TempSession& session, core::session::RingLimits ring,
           core::session::WhenPresent whenPresent = core::session::WhenPresent::Fail)
{
    core::session::WriterOptions options;
    options.whenPresent = whenPresent;
    options.ring = ring;
    auto writer = core::session::SessionWriter::create(session.path(), options);
    if (!writer)
        qFatal("%s", core::base::describe(writer.error()).c_str());
    return std::move(*writer);
}

inline std::string callIdIn(const std::string& message)
{
    const auto begin = message.find("Call-ID: ") + 9;
    return message.substr(begin, message.find("\r\n", begin) - begin);
}

inline std::unique_ptr<core::session::SessionReader> readerOf(const TempSession& session)
{
    auto reader = core::session::SessionReader::open(session.path());
    if (!reader)
        qFatal("%s", core::base::describe(reader.error()).c_str());
    return std::move(*reader);
}

inline void verifySound(const TempSession& session, std::uint64_t messages)
{
    const auto report = core::session::checkSession(session.path());
    QVERIFY(report);
    QVERIFY2(report->damages.empty(), report->damages.empty() ? "" : report->damages.front().c_str());
    QCOMPARE(report->messages, messages);
}

/// Writes some traffic, a part at a time.
class RingFiller {
public:
    explicit RingFiller(core::session::SessionWriter& writer) : m_writer(writer), m_filler(writer) {}

    /// `inPieces`: each so manieth message comes in two frames.
    void write(const std::vector<ScriptMessage>& traffic, std::size_t inPieces,
               const std::function<void()>& afterCommit)
    {
        for (const ScriptMessage& message : traffic) {
            const std::size_t count = m_filler.messages().size() + 1;
            if (count % 7 == 0)
                m_filler.setAgent(7, "edge", "correlation-" + std::to_string(count));
            if (inPieces != 0 && count % inPieces == 0)
                m_filler.addInPieces(message);
            else
                m_filler.add(message);
            if (count % 50 == 0)
                m_filler.addOther(300, core::session::BlockStream::Rest, message.captured);
            if (count % 400 != 0)
                continue;
            QVERIFY(m_filler.commit());
            afterCommit();
            largest = std::max(largest, m_writer.progress().fileBytes);
        }
        QVERIFY(m_filler.commit());
    }

    [[nodiscard]] SessionFiller& filler() { return m_filler; }

    std::uint64_t largest = 0;

private:
    core::session::SessionWriter& m_writer;
    SessionFiller m_filler;
};

} // namespace tests::support
