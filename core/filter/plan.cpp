// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/plan.h"

#include "core/filter/filter.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core::filter {
namespace {

Plan simple(Plan::Kind kind)
{
    Plan plan;
    plan.kind = kind;
    return plan;
}

Plan composed(Plan::Kind kind, std::vector<Plan> parts)
{
    if (parts.size() == 1 && (kind == Plan::Kind::All || kind == Plan::Kind::Any))
        return std::move(parts.front());
    Plan plan = simple(kind);
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Plan& a, const Plan& b) { return a.cost < b.cost; });
    plan.needsBytes =
        std::any_of(parts.begin(), parts.end(), [](const Plan& part) { return part.needsBytes; });
    plan.cost = parts.back().cost;
    plan.parts = std::move(parts);
    return plan;
}

template <typename... Parts>
Plan composed(Plan::Kind kind, Parts... parts)
{
    std::vector<Plan> list;
    list.reserve(sizeof...(parts));
    (list.push_back(std::move(parts)), ...);
    return composed(kind, std::move(list));
}

Plan inOtherScope(Plan part)
{
    Plan plan = composed(Plan::Kind::OtherScope, std::move(part));
    plan.cost = std::max(plan.cost, 2U);
    return plan;
}

Plan match(FieldReference reference, Predicate predicate)
{
    const Field& matched = *reference.field;
    if (matched.id == FieldId::AnyText && predicate.isAnything())
        return simple(Plan::Kind::Everything);
    const bool isFindings = matched.id == FieldId::CallFindings;
    if (!matched.isFromBytes && !isFindings && !hasColumn(matched.id))
        return simple(Plan::Kind::Nothing);
    Plan plan = simple(Plan::Kind::Match);
    plan.needsBytes = matched.isFromBytes;
    const bool isNumber = matched.type != ValueType::Text && matched.type != ValueType::Address &&
                          matched.type != ValueType::Endpoint;
    // Findings read whole calls; legs are counted for the whole session, so only when somebody is left to ask
    // for.
    plan.cost = isFindings || matched.id == FieldId::CallLegs ? 4
                : matched.isFromBytes                         ? 3
                : isNumber || matched.id == FieldId::Defects  ? 0
                                                              : 1;
    plan.reference = std::move(reference);
    plan.predicate = std::move(predicate);
    return plan;
}

AddressRange wholeFamily(bool isIpv6)
{
    std::array<std::byte, 16> zeros{};
    std::array<std::byte, 16> ones{};
    ones.fill(std::byte{0xFF});
    if (isIpv6)
        return {net::IpAddress::fromIpv6(zeros), net::IpAddress::fromIpv6(ones)};
    return {net::IpAddress::fromIpv4(std::span<const std::byte, 4>{zeros.data(), 4}),
            net::IpAddress::fromIpv4(std::span<const std::byte, 4>{ones.data(), 4})};
}

/// Rows on which a guarded name exists.
Plan guardOf(const FieldReference& reference)
{
    const auto transports = [](std::vector<std::string> sorted) {
        return match({&field(FieldId::Transport), {}, Guard::None},
                     Predicate{Predicate::Texts{std::move(sorted)}});
    };
    const auto family = [&](bool isIpv6) {
        return match(reference, Predicate{Predicate::Addresses{{wholeFamily(isIpv6)}, {}}});
    };
    switch (reference.guard) {
    case Guard::Udp:
        return transports({"udp"});
    case Guard::Tcp:
        return transports({"tcp", "tls", "ws", "wss"});
    case Guard::Ipv4:
        return family(false);
    case Guard::Ipv6:
        return family(true);
    case Guard::None:
    case Guard::Presence:
        break;
    }
    return simple(Plan::Kind::Everything);
}

Plan guarded(const FieldReference& reference, const Predicate& predicate)
{
    Plan plan = match(reference, predicate);
    if (reference.guard == Guard::None || reference.guard == Guard::Presence)
        return plan;
    return composed(Plan::Kind::All, std::move(plan), guardOf(reference));
}

/// The stored fields that a field is made of.
std::vector<FieldId> partsOf(FieldId id)
{
    if (id == FieldId::AnyAddress)
        return {FieldId::SourceAddress, FieldId::DestinationAddress};
    if (id == FieldId::AnyPort)
        return {FieldId::SourcePort, FieldId::DestinationPort};
    return {id};
}

/// Rows with a value that passes, in the scope of the field.
Plan anyValue(const FieldReference& reference, const Predicate& predicate)
{
    if (reference.guard == Guard::Presence) {
        MatchBudget budget;
        return predicate.matches(Value{std::int64_t{1}}, budget) ? match(reference, Predicate{})
                                                                 : simple(Plan::Kind::Nothing);
    }
    std::vector<Plan> parts;
    for (const FieldId id : partsOf(reference.field->id))
        parts.push_back(guarded({&field(id), reference.headerName, reference.guard}, predicate));
    return composed(Plan::Kind::Any, std::move(parts));
}

Plan planFor(const Comparison& comparison, Scope listed)
{
    const auto rows = [&](const Predicate& predicate) {
        Plan plan = anyValue(comparison.reference, predicate);
        return comparison.reference.field->scope == listed ? std::move(plan) : inOtherScope(std::move(plan));
    };
    const bool isNotEqual = comparison.op == Operator::NotEqual;
    const Predicate equal{isNotEqual ? Operator::Equal : comparison.op, comparison};
    if (comparison.values == Values::Any && isNotEqual)
        return rows(equal.opposite());
    if (comparison.values != Values::All && !isNotEqual)
        return rows(equal);
    // All pass when there are some and none fails.
    Plan failing = rows(isNotEqual ? equal : equal.opposite());
    return composed(Plan::Kind::All, rows(Predicate{}), composed(Plan::Kind::Not, std::move(failing)));
}

Plan planFor(const OfMessages& messages, Scope listed)
{
    if (listed == Scope::Message)
        return inOtherScope(planFor(messages, Scope::Call));
    const bool isEvery = messages.quantity == Quantity::Every;
    Plan part = filter::planFor(*messages.part, Scope::Message);
    Plan found = inOtherScope(isEvery ? composed(Plan::Kind::Not, std::move(part)) : std::move(part));
    return messages.quantity == Quantity::Any ? std::move(found)
                                              : composed(Plan::Kind::Not, std::move(found));
}

Plan planFor(const std::vector<Expression>& expressions, Plan::Kind kind, Scope listed)
{
    std::vector<Plan> parts;
    parts.reserve(expressions.size());
    for (const Expression& part : expressions)
        parts.push_back(planFor(part, listed));
    return composed(kind, std::move(parts));
}

} // namespace

Plan planFor(const Expression& expression, Scope listed)
{
    if (const auto* comparison = std::get_if<Comparison>(&expression.node))
        return planFor(*comparison, listed);
    if (const auto* all = std::get_if<AllOf>(&expression.node))
        return planFor(all->parts, Plan::Kind::All, listed);
    if (const auto* any = std::get_if<AnyOf>(&expression.node))
        return planFor(any->parts, Plan::Kind::Any, listed);
    if (const auto* messages = std::get_if<OfMessages>(&expression.node))
        return planFor(*messages, listed);
    return composed(Plan::Kind::Not, planFor(*std::get<Negation>(expression.node).part, listed));
}

} // namespace core::filter
