// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/evaluator.h"

#include "core/base/ascii.h"
#include "core/filter/column_loops.h"
#include "core/sip/message.h"

#include <algorithm>
#include <memory>
#include <optional>

namespace core::filter {
namespace {

base::Error cancelled()
{
    return {base::ErrorCode::Cancelled, {}, {}};
}

/// Sets a bit that other threads may set neighbours of.
void setConcurrently(Bitmap& bitmap, std::size_t row)
{
    std::atomic_ref<std::uint64_t> word{bitmap.words()[row / Bitmap::bitsPerWord]};
    word.fetch_or(std::uint64_t{1} << row % Bitmap::bitsPerWord, std::memory_order_relaxed);
}

/// Messages of the given calls.
Bitmap messagesOf(const Bitmap& calls, std::span<const std::uint32_t> callOfMessage)
{
    Bitmap messages{callOfMessage.size()};
    for (std::size_t row = 0; row < callOfMessage.size(); ++row) {
        if (callOfMessage[row] < calls.size() && calls.test(callOfMessage[row]))
            messages.set(row);
    }
    return messages;
}

Bitmap callsOf(const Bitmap& messages, std::span<const std::uint32_t> callOfMessage, std::size_t calls)
{
    Bitmap result{calls};
    messages.forEach([&](std::size_t row) {
        if (callOfMessage[row] < calls)
            result.set(callOfMessage[row]);
    });
    return result;
}

/// False for what a message may say without writing it: names of static payload types, sendrecv.
bool isInBytesAsSaid(FieldId id)
{
    return id != FieldId::SdpCodec && id != FieldId::SdpDirection;
}

bool anyPasses(const FieldReference& reference, const Predicate& predicate, const sip::Message& message,
               MatchBudget& budget)
{
    static const call::MessageRecord nothingStored;
    const bool hasSeveral = reference.field->isList || reference.field->id == FieldId::AnyHeader;
    if (!hasSeveral)
        return predicate.matches(valueOf(reference, nothingStored, &message, {}), budget);
    const std::vector<Value> values = valuesOf(reference, nothingStored, &message, {});
    return std::any_of(values.begin(), values.end(),
                       [&](const Value& value) { return predicate.matches(value, budget); });
}

} // namespace

/// What is known of each row without its bytes: lower holds those that surely match, upper those that may.
struct Evaluator::Bounds {
    Bitmap lower;
    Bitmap upper;
};

/// A part of the plan that the columns alone cannot decide, with what they say about it.
struct Evaluator::Node {
    explicit Node(const Plan& itsPlan) : plan(&itsPlan)
    {
        if (plan->kind == Plan::Kind::OtherScope)
            return;
        for (const Plan& part : plan->parts) {
            if (part.needsBytes)
                costly.emplace_back(part);
            hasCheapParts = hasCheapParts || !part.needsBytes;
        }
        readsBytes =
            plan->kind == Plan::Kind::Match ||
            std::any_of(costly.begin(), costly.end(), [](const Node& part) { return part.readsBytes; });
    }

    const Plan* plan;
    std::vector<Node> costly;
    bool hasCheapParts = false;
    /// Itself or a part looks at the bytes of the row, not only of other rows.
    bool readsBytes = false;
    /// Of All and Any with cheap parts: rows that the costly parts need not be asked about.
    std::optional<Bounds> known;
    /// Of OtherScope: the answer for the rows that were undecided.
    Bitmap answer;
};

/// A row whose costly parts are being decided.
struct Evaluator::Row {
    std::size_t number = 0;
    std::span<const std::byte> bytes;
    sip::Message* message = nullptr;
    bool isParsed = false;

    const sip::Message& parsed()
    {
        // Bytes that are no SIP after all leave an empty message, which has no values.
        if (!isParsed)
            static_cast<void>(message->parse(bytes));
        isParsed = true;
        return *message;
    }
};

base::Status Evaluator::check() const
{
    if (m_stop.stop_requested())
        return cancelled();
    return m_budget.status();
}

base::Result<Bitmap> Evaluator::rows(const Plan& plan, Scope scope, const Bitmap& candidates)
{
    return exact(plan, scope, candidates);
}

base::Result<Bitmap> Evaluator::exact(const Plan& plan, Scope scope, const Bitmap& candidates)
{
    if (!plan.needsBytes)
        return cheap(plan, scope, candidates);
    Node root{plan};
    base::Result<Bounds> known = bounds(root, scope, candidates);
    if (!known)
        return known.error();
    Bitmap undecided = std::move(known->upper);
    undecided -= known->lower;
    if (undecided.any()) {
        if (const base::Status status = resolveOtherScopes(root, scope, undecided); !status)
            return status.error();
        base::Result<Bitmap> rest = decided(root, scope, undecided);
        if (!rest)
            return rest;
        known->lower |= *rest;
    }
    return std::move(known->lower);
}

base::Result<Bitmap> Evaluator::cheap(const Plan& plan, Scope scope, const Bitmap& candidates)
{
    if (const base::Status status = check(); !status)
        return status.error();
    switch (plan.kind) {
    case Plan::Kind::Nothing:
        return Bitmap{candidates.size()};
    case Plan::Kind::Everything:
        return candidates;
    case Plan::Kind::Match:
        return matching(plan, scope, candidates);
    case Plan::Kind::OtherScope:
        return other(plan.parts.front(), scope, candidates);
    case Plan::Kind::Not: {
        base::Result<Bitmap> part = cheap(plan.parts.front(), scope, candidates);
        if (!part)
            return part;
        Bitmap rest = candidates;
        rest -= *part;
        return rest;
    }
    case Plan::Kind::All:
    case Plan::Kind::Any:
        break;
    }
    const bool isAll = plan.kind == Plan::Kind::All;
    Bitmap open = candidates;
    for (const Plan& part : plan.parts) {
        if (!open.any())
            break;
        base::Result<Bitmap> passed = cheap(part, scope, open);
        if (!passed)
            return passed;
        if (isAll)
            open = *std::move(passed);
        else
            open -= *passed;
    }
    if (isAll)
        return open;
    Bitmap result = candidates;
    result -= open;
    return result;
}

base::Result<Bitmap> Evaluator::matching(const Plan& plan, Scope scope, const Bitmap& candidates)
{
    base::Result<Column> column = plan.reference.field->id == FieldId::CallFindings
                                      ? m_data.findings(candidates, m_stop)
                                      : m_data.column(*plan.reference.field);
    if (!column)
        return column.error();
    if (m_data.rows(scope) != candidates.size())
        return base::Error{base::ErrorCode::IoFailed, std::string{plan.reference.field->name},
                           "rows changed"};
    Bitmap rows = matchingRows(*plan.reference.field, *column, plan.predicate, candidates, m_budget, m_stop);
    if (const base::Status status = check(); !status)
        return status.error();
    return rows;
}

base::Result<Bitmap> Evaluator::other(const Plan& part, Scope scope, const Bitmap& candidates)
{
    const base::Result<std::span<const std::uint32_t>> callOfMessage = m_data.callRowOfMessage();
    if (!callOfMessage)
        return callOfMessage.error();
    const bool listsCalls = scope == Scope::Call;
    const std::size_t calls = m_data.rows(Scope::Call);
    const base::Result<Bitmap> inner = exact(part, otherThan(scope),
                                             listsCalls ? messagesOf(candidates, *callOfMessage)
                                                        : callsOf(candidates, *callOfMessage, calls));
    if (!inner)
        return inner;
    Bitmap rows = listsCalls ? callsOf(*inner, *callOfMessage, calls) : messagesOf(*inner, *callOfMessage);
    rows &= candidates;
    return rows;
}

base::Result<Evaluator::Bounds> Evaluator::bounds(Node& node, Scope scope, const Bitmap& candidates)
{
    const Plan::Kind kind = node.plan->kind;
    if (kind == Plan::Kind::Match || kind == Plan::Kind::OtherScope)
        return Bounds{Bitmap{candidates.size()}, candidates};
    if (kind == Plan::Kind::Not) {
        base::Result<Bounds> part = bounds(node.costly.front(), scope, candidates);
        if (!part)
            return part;
        Bounds opposite{candidates, candidates};
        opposite.lower -= part->upper;
        opposite.upper -= part->lower;
        return opposite;
    }

    // All: `open` are rows that no part has refused. Any: rows that no part has accepted.
    const bool isAll = kind == Plan::Kind::All;
    Bitmap open = candidates;
    for (const Plan& part : node.plan->parts) {
        if (part.needsBytes)
            continue;
        base::Result<Bitmap> passed = cheap(part, scope, open);
        if (!passed)
            return passed.error();
        if (isAll)
            open = *std::move(passed);
        else
            open -= *passed;
    }
    Bounds result{isAll ? open : candidates, isAll ? open : candidates};
    if (!isAll)
        result.lower -= open;
    Bitmap mayPass{candidates.size()};
    for (Node& part : node.costly) {
        base::Result<Bounds> known = bounds(part, scope, open);
        if (!known)
            return known;
        if (isAll) {
            result.lower &= known->lower;
            result.upper &= known->upper;
        } else {
            result.lower |= known->lower;
            mayPass |= known->upper;
        }
    }
    if (!isAll) {
        mayPass |= result.lower;
        result.upper &= mayPass;
    }
    if (node.hasCheapParts)
        node.known = result;
    return result;
}

base::Status Evaluator::resolveOtherScopes(Node& node, Scope scope, const Bitmap& undecided)
{
    if (node.plan->kind == Plan::Kind::OtherScope) {
        base::Result<Bitmap> answer = other(node.plan->parts.front(), scope, undecided);
        if (!answer)
            return answer.error();
        node.answer = *std::move(answer);
    }
    for (Node& part : node.costly) {
        if (base::Status status = resolveOtherScopes(part, scope, undecided); !status)
            return status;
    }
    return {};
}

bool Evaluator::isTrue(const Node& node, Row& row)
{
    const auto part = [&](const Node& costly) { return isTrue(costly, row); };
    if (node.known && node.known->lower.test(row.number))
        return true;
    if (node.known && !node.known->upper.test(row.number))
        return false;
    switch (node.plan->kind) {
    case Plan::Kind::Match: {
        if (node.plan->reference.field->id == FieldId::AnyText)
            return node.plan->predicate.matches(Value{base::asText(row.bytes)}, m_budget);
        const bool isWritten = isInBytesAsSaid(node.plan->reference.field->id);
        if (isWritten && !row.isParsed && !node.plan->predicate.mayPassWithin(base::asText(row.bytes)))
            return false;
        return anyPasses(node.plan->reference, node.plan->predicate, row.parsed(), m_budget);
    }
    case Plan::Kind::OtherScope:
        return node.answer.test(row.number);
    case Plan::Kind::Not:
        return !isTrue(node.costly.front(), row);
    case Plan::Kind::All:
        return std::all_of(node.costly.begin(), node.costly.end(), part);
    default:
        return std::any_of(node.costly.begin(), node.costly.end(), part);
    }
}

base::Result<Bitmap> Evaluator::decided(const Node& node, Scope scope, const Bitmap& undecided)
{
    Bitmap result{undecided.size()};
    if (scope == Scope::Call || !node.readsBytes) {
        undecided.forEach([&](std::size_t number) {
            Row row{number, {}, nullptr, false};
            if (isTrue(node, row))
                result.set(number);
        });
        return result;
    }
    const base::Status scanned = m_data.scanMessages(
        undecided,
        [&](std::size_t number, std::span<const std::byte> bytes) {
            if (m_budget.isSpent())
                return;
            thread_local sip::Message message;
            Row row{number, bytes, &message, false};
            if (isTrue(node, row))
                setConcurrently(result, number);
        },
        m_stop);
    if (const base::Status status = check(); !status)
        return status.error();
    if (!scanned)
        return scanned.error();
    return result;
}

} // namespace core::filter
