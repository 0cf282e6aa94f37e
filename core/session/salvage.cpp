// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/block_carver.h"
#include "core/session/session_reader.h"

#include <algorithm>
#include <list>
#include <string>

namespace core::session {
namespace {

using base::ErrorCode;

/// Hands out the frames of blocks in the order of their numbers, each once. Blocks come by growing first
/// number; there may be several copies and older, shorter versions of one.
class FrameMerger {
public:
    explicit FrameMerger(const std::function<bool(const StoredFrame&)>& visit) : m_visit(visit) {}

    void add(Block block) { m_open.push_back({std::move(block), 0}); }

    /// Hands out everything before this number; false when the visitor wants no more.
    bool advance(std::int64_t before)
    {
        while (true) {
            auto first = m_open.end();
            for (auto at = m_open.begin(); at != m_open.end();) {
                if (at->next == at->block.entries.size()) {
                    at = m_open.erase(at);
                    continue;
                }
                if (first == m_open.end() || at->number() < first->number())
                    first = at;
                ++at;
            }
            if (first == m_open.end() || first->number() >= before)
                return true;
            const BlockEntry& entry = first->block.entries[first->next++];
            if (entry.number <= m_last)
                continue;
            m_last = entry.number;
            const auto bytes = first->block.bytesOf(entry);
            StoredFrame frame{{entry.number},
                              entry.header,
                              {bytes.begin(), bytes.end()},
                              std::string{first->block.commentOf(entry)}};
            frame.header.offset = 0;
            if (!m_visit(frame))
                return false;
        }
    }

private:
    struct OpenBlock {
        Block block;
        std::size_t next = 0;

        [[nodiscard]] std::int64_t number() const { return block.entries[next].number; }
    };

    const std::function<bool(const StoredFrame&)>& m_visit;
    std::list<OpenBlock> m_open;
    std::int64_t m_last = 0;
};

/// Ranges of frames that were read, and those that were not.
struct Ranges {
    std::vector<BlockCarver::Place> read;
    std::vector<BlockCarver::Place> damaged;

    /// What no readable copy covers.
    [[nodiscard]] base::Status status(const std::string& path) const
    {
        std::string lost;
        for (const BlockCarver::Place& place : damaged) {
            const bool isCovered =
                std::any_of(read.begin(), read.end(), [&](const BlockCarver::Place& other) {
                    return other.stream == place.stream && other.first <= place.first &&
                           other.last >= place.last;
                });
            if (!isCovered)
                lost += (lost.empty() ? "frames " : ", ") + std::to_string(place.first) + "-" +
                        std::to_string(place.last);
        }
        if (lost.empty())
            return {};
        return base::Error{ErrorCode::SessionDamaged, path, lost};
    }
};

bool isBefore(const BlockCarver::Place& a, const BlockCarver::Place& b)
{
    return a.first != b.first ? a.first < b.first : a.last > b.last;
}

} // namespace

base::Status salvageFrames(const std::filesystem::path& path,
                           const std::function<bool(const StoredFrame&)>& visit)
{
    auto carver = BlockCarver::open(path);
    if (!carver)
        return carver.error();
    auto places = carver->findAll();
    if (places.empty())
        return base::Error{ErrorCode::NotASession, path.string(), {}};
    std::sort(places.begin(), places.end(), isBefore);

    FrameMerger merger{visit};
    Ranges ranges;
    for (const BlockCarver::Place& place : places) {
        // The same block twice: in the file and in its WAL.
        if (!ranges.read.empty() && ranges.read.back().first == place.first &&
            ranges.read.back().last == place.last && ranges.read.back().stream == place.stream)
            continue;
        auto block = carver->load(place);
        if (!block) {
            ranges.damaged.push_back(place);
            continue;
        }
        if (!merger.advance(place.first))
            return {};
        merger.add(std::move(*block));
        ranges.read.push_back(place);
    }
    if (!merger.advance(INT64_MAX))
        return {};
    return ranges.status(path.string());
}

} // namespace core::session
