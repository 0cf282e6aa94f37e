// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/text_flow.h"

#include <algorithm>
#include <string_view>

namespace core::flow {
namespace {

constexpr std::size_t smallestLaneWidth = 12;
constexpr std::size_t timeColumn = 0;
constexpr std::size_t deltaColumn = 17;
constexpr std::size_t laneColumn = 31; ///< where the gutter ends
constexpr std::size_t longestNote = 200;

/// The drawing characters of one style.
struct Strokes {
    std::string_view lane;
    std::string_view quietLane;
    std::string_view line;
    std::string_view mediaLine;
    std::string_view ellipsis;
    std::string_view toItself;
};

constexpr Strokes utf8Strokes{"│", "┊", "─", "═", "…", "↩"};
constexpr Strokes asciiStrokes{"|", ":", "-", "=", "~", "<"};

using Cells = std::vector<std::string>;

/// One line of text that is written into at any column.
class Line {
public:
    void put(std::size_t column, std::string_view cell)
    {
        if (m_cells.size() <= column)
            m_cells.resize(column + 1, " ");
        m_cells[column] = cell;
    }

    void put(std::size_t column, const Cells& cells)
    {
        for (const std::string& cell : cells)
            put(column++, cell);
    }

    void append(const Cells& cells) { put(m_cells.size(), cells); }

    [[nodiscard]] std::string text() const
    {
        std::string joined;
        for (const std::string& cell : m_cells)
            joined += cell;
        joined.erase(joined.find_last_not_of(' ') + 1);
        return joined + '\n';
    }

private:
    Cells m_cells;
};

class TextLadder {
public:
    TextLadder(const CallFlow& flow, const TextFlowOptions& options)
        : m_flow(flow), m_characters(options.characters),
          m_strokes(options.characters == Characters::Utf8 ? utf8Strokes : asciiStrokes),
          m_laneWidth(std::max(options.laneWidth, smallestLaneWidth))
    {
        for (const Lane& lane : flow.lanes)
            m_titles.push_back(cut(cells(lane.title), m_laneWidth - 2));
        if (!m_titles.empty())
            m_firstLane = laneColumn + m_titles.front().size() / 2;
    }

    [[nodiscard]] std::string text() const
    {
        std::string all = head();
        for (const FlowRow& row : m_flow.rows) {
            if (const auto* arrow = std::get_if<Arrow>(&row))
                all += arrowLine(*arrow);
            else if (const auto* stream = std::get_if<MediaArrow>(&row))
                all += streamLine(*stream);
            else
                all += quietLine(std::get<QuietGap>(row));
        }
        for (const CorrectedClock& clock : m_flow.correctedClocks)
            all += clockLine(clock);
        if (m_flow.omittedStreams > 0)
            all += "The last " + std::to_string(m_flow.omittedStreams) + " RTP streams are not shown.\n";
        return all;
    }

private:
    [[nodiscard]] std::size_t columnOf(std::size_t lane) const { return m_firstLane + lane * m_laneWidth; }

    [[nodiscard]] Cells cells(std::string_view text) const { return printableCells(text, m_characters); }

    [[nodiscard]] Cells cut(Cells text, std::size_t width) const
    {
        if (text.size() > width) {
            text.resize(width == 0 ? 0 : width - 1);
            if (width != 0)
                text.emplace_back(m_strokes.ellipsis);
        }
        return text;
    }

    [[nodiscard]] std::string head() const
    {
        Line line;
        line.put(timeColumn, cells(base::formatUtc(m_flow.begin, 0).substr(0, 10) + " UTC"));
        for (std::size_t lane = 0; lane < m_titles.size(); ++lane)
            line.put(columnOf(lane) - m_titles[lane].size() / 2, m_titles[lane]);
        return line.text();
    }

    void drawLanes(Line& line, std::string_view stroke) const
    {
        for (std::size_t lane = 0; lane < m_flow.lanes.size(); ++lane)
            line.put(columnOf(lane), stroke);
    }

    [[nodiscard]] std::string arrowLine(const Arrow& arrow) const
    {
        Line line;
        const std::string time = base::formatUtc(arrow.time, 6);
        line.put(timeColumn, cells(std::string_view{time}.substr(11, 15)));
        if (arrow.sinceStart != base::Duration::zero() || arrow.sincePrevious != base::Duration::zero())
            line.put(deltaColumn, cells('+' + base::formatSeconds(arrow.sincePrevious)));
        drawLanes(line, m_strokes.lane);
        bool isSdpShown = false;
        if (arrow.fromLane == arrow.toLane)
            drawToItself(line, arrow.fromLane, arrow.label);
        else
            isSdpShown = drawArrow(line, {arrow.fromLane, arrow.toLane, m_strokes.line}, arrow.label,
                                   arrow.sdp.empty() ? std::string{} : " (" + arrow.sdp + ')');
        const std::string said = note(arrow, isSdpShown);
        if (!said.empty()) {
            line.append({" ", " "});
            line.append(cut(cells(said), longestNote));
        }
        return line.text();
    }

    /// "Times of edge-2 (2002) are put back by 0.500000 s: its clock is ahead."
    [[nodiscard]] std::string clockLine(const CorrectedClock& clock) const
    {
        const bool isAhead = clock.ahead >= base::Duration::zero();
        Line line;
        line.put(timeColumn,
                 cells("Times of " + clock.place + (isAhead ? " are put back by " : " are put on by ") +
                       base::formatSeconds(std::chrono::abs(clock.ahead)) + " s: its clock is " +
                       (isAhead ? "ahead." : "behind.")));
        return line.text();
    }

    /// The media of one direction: what it was on the arrow, how it was beside it.
    [[nodiscard]] std::string streamLine(const MediaArrow& stream) const
    {
        Line line;
        const std::string time = base::formatUtc(stream.begin, 6);
        line.put(timeColumn, cells(std::string_view{time}.substr(11, 15)));
        drawLanes(line, m_strokes.lane);
        const std::string label = mediaName(stream);
        if (stream.fromLane == stream.toLane)
            drawToItself(line, stream.fromLane, label);
        else
            (void)drawArrow(line, {stream.fromLane, stream.toLane, m_strokes.mediaLine}, label, {});
        const std::string call =
            m_flow.calls.size() > 1 ? "call " + std::to_string(stream.callIndex + 1) + ", " : "";
        line.append({" ", " "});
        line.append(cut(cells(call + stream.from.toString() + " to " + stream.to.toString() + ", " +
                              mediaFigures(stream)),
                        longestNote));
        return line.text();
    }

    struct Stroke {
        std::size_t fromLane;
        std::size_t toLane;
        std::string_view character;
    };

    /// True when `more` had room on the arrow too.
    [[nodiscard]] bool drawArrow(Line& line, const Stroke& stroke, std::string_view text,
                                 std::string_view more) const
    {
        const std::size_t left = columnOf(std::min(stroke.fromLane, stroke.toLane)) + 1;
        const std::size_t right = columnOf(std::max(stroke.fromLane, stroke.toLane)) - 1;
        for (std::size_t column = left; column <= right; ++column)
            line.put(column, stroke.character);
        if (stroke.fromLane < stroke.toLane)
            line.put(right, ">");
        else
            line.put(left, "<");
        // A stroke and a blank stay on both sides of the label.
        const std::size_t room = right - left + 1 - 4;
        Cells label = cells(text);
        const Cells sdp = cells(more);
        const bool fits = !sdp.empty() && label.size() + sdp.size() <= room;
        if (fits)
            label.insert(label.end(), sdp.begin(), sdp.end());
        label = cut(std::move(label), room);
        const std::size_t begin = left + 2 + (room - label.size()) / 2;
        line.put(begin - 1, " ");
        line.put(begin, label);
        line.put(begin + label.size(), " ");
        return fits;
    }

    void drawToItself(Line& line, std::size_t lane, std::string_view text) const
    {
        const std::size_t column = columnOf(lane) + 1;
        const Cells label = cut(cells(text), m_laneWidth - 5);
        line.put(column, m_strokes.line);
        line.put(column + 1, " ");
        line.put(column + 2, label);
        line.put(column + 2 + label.size(), " ");
        line.put(column + 3 + label.size(), m_strokes.toItself);
    }

    [[nodiscard]] std::string note(const Arrow& arrow, bool isSdpShown) const
    {
        std::string text;
        const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
        if (m_flow.calls.size() > 1)
            add("call " + std::to_string(arrow.callIndex + 1));
        if (arrow.dialog != 0)
            add("dialog " + std::to_string(arrow.dialog));
        if (!arrow.sdp.empty() && !isSdpShown)
            add(arrow.sdp);
        if (arrow.retransmissionOf)
            add("retransmission of message " + std::to_string(arrow.retransmissionOf.value));
        if (arrow.duplicateOf)
            add("duplicate of message " + std::to_string(arrow.duplicateOf.value));
        if (arrow.retransmissions != 0)
            add("sent again " + std::to_string(arrow.retransmissions) + "x within " +
                base::formatSeconds(arrow.retransmissionSpan) + " s");
        if (arrow.duplicates != 0)
            add("duplicates: " + std::to_string(arrow.duplicates) + " after " +
                base::formatSeconds(arrow.duplicateDelay) + " s");
        if (arrow.isInvalid)
            add("invalid");
        return text;
    }

    [[nodiscard]] std::string quietLine(const QuietGap& gap) const
    {
        Line line;
        drawLanes(line, m_strokes.quietLane);
        line.append(cells("  nothing for " + base::formatSeconds(gap.length) + " s"));
        return line.text();
    }

    const CallFlow& m_flow;
    Characters m_characters;
    const Strokes& m_strokes;
    std::size_t m_laneWidth;
    std::vector<Cells> m_titles;
    std::size_t m_firstLane = laneColumn;
};

} // namespace

std::string textFlow(const CallFlow& flow, const TextFlowOptions& options)
{
    if (flow.rows.empty())
        return {};
    return TextLadder{flow, options}.text();
}

} // namespace core::flow
