// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

class QObject;

namespace ui::session {

/// Runs `look` on a thread of its own that nobody ever waits for; it owns all that it uses. What it returns
/// is called on the thread of `context`, and not at all when that is gone.
void runAside(QObject& context, std::function<std::function<void()>()> look);

/// Before the program ends, when nobody gets answers any more: gives what runs aside a moment to end by
/// itself and to take away what nobody wants, such as a session that was just being made.
void awaitAsides(std::chrono::milliseconds patience);

/// For what may not answer for a long time, such as a file on a server that is away: `answer` gets, on the
/// thread of `context`, what `look` has found.
template <typename T>
void askAside(QObject& context, std::function<T()> look, std::function<void(T)> answer)
{
    runAside(context, [look = std::move(look), answer = std::move(answer)]() -> std::function<void()> {
        return [answer, found = std::make_shared<T>(look())] { answer(std::move(*found)); };
    });
}

} // namespace ui::session
