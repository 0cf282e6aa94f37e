// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSyntaxHighlighter>

namespace ui::message {

/// Colours of a SIP message shown as text, line by line: start line, header names, URIs, numbers, quoted
/// strings, tags and branches, Call-ID, and the lines of SDP. Works on broken messages as well.
class SipHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    /// State of a block (QTextBlock::userState).
    enum Part { NoPart = -1, Headers = 0, Body = 1 };

    explicit SipHighlighter(QTextDocument* document);

protected:
    void highlightBlock(const QString& text) override;

private:
    void highlightStartLine(const QString& text);
    void highlightHeader(const QString& text);
    void highlightValue(const QString& text, int from);
    void highlightParameter(const QString& text, int nameStart, int valueStart, int end);
    void highlightBodyLine(const QString& text);
    void highlightEscapes(const QString& text);
};

} // namespace ui::message
