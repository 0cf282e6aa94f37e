// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/filter/filter.h"
#include "core/filter/filter_parser.h"
#include "core/filter/lexer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

namespace core::filter {
namespace {

using Kind = Lexeme::Kind;

/// What may stand at a place of the text.
enum class Expected : std::uint8_t { Field, Operator, Value, ValueOrSet, EndOfItem, Joint };

struct Place {
    Expected expected = Expected::Field;
    FieldReference reference; ///< of the comparison that the place belongs to
};

struct Suggestion {
    std::string_view text;
    std::string_view description;
};

constexpr std::array methods{
    Suggestion{"INVITE", "Starts or changes a call"},
    Suggestion{"ACK", "Confirms the answer to an INVITE"},
    Suggestion{"BYE", "Ends a call"},
    Suggestion{"CANCEL", "Takes a request back"},
    Suggestion{"REGISTER", "Binds a user to a contact"},
    Suggestion{"OPTIONS", "Asks for capabilities"},
    Suggestion{"SUBSCRIBE", "Asks to be notified"},
    Suggestion{"NOTIFY", "Tells about an event"},
    Suggestion{"MESSAGE", "Carries an instant message"},
    Suggestion{"REFER", "Asks to call somebody else"},
    Suggestion{"UPDATE", "Changes a session"},
    Suggestion{"PRACK", "Confirms a provisional response"},
    Suggestion{"INFO", "Carries application information"},
    Suggestion{"PUBLISH", "Publishes event state"},
};

constexpr std::array statuses{
    Suggestion{"1xx", "Provisional"},
    Suggestion{"2xx", "Success"},
    Suggestion{"3xx", "Redirection"},
    Suggestion{"4xx", "Request failure"},
    Suggestion{"5xx", "Server failure"},
    Suggestion{"6xx", "Global failure"},
    Suggestion{"100", "Trying"},
    Suggestion{"180", "Ringing"},
    Suggestion{"183", "Session Progress"},
    Suggestion{"200", "OK"},
    Suggestion{"302", "Moved Temporarily"},
    Suggestion{"401", "Unauthorized"},
    Suggestion{"403", "Forbidden"},
    Suggestion{"404", "Not Found"},
    Suggestion{"407", "Proxy Authentication Required"},
    Suggestion{"408", "Request Timeout"},
    Suggestion{"480", "Temporarily Unavailable"},
    Suggestion{"481", "Call/Transaction Does Not Exist"},
    Suggestion{"486", "Busy Here"},
    Suggestion{"487", "Request Terminated"},
    Suggestion{"488", "Not Acceptable Here"},
    Suggestion{"500", "Server Internal Error"},
    Suggestion{"503", "Service Unavailable"},
    Suggestion{"603", "Decline"},
};

constexpr std::array booleans{Suggestion{"true", ""}, Suggestion{"false", ""}};

constexpr std::array equality{Suggestion{"==", "is equal to"},
                              Suggestion{"!=", "has values, and none is equal to"}};
constexpr std::array order{Suggestion{">", "is greater than"}, Suggestion{">=", "is at least"},
                           Suggestion{"<", "is less than"}, Suggestion{"<=", "is at most"}};
constexpr std::array searches{Suggestion{"contains", "has the text in it, in upper or lower case"},
                              Suggestion{"matches", "has a match of the regular expression"}};
constexpr std::array sets{Suggestion{"in", "is one of a set: {a, b} or {1..9}"}};
constexpr std::array joints{Suggestion{"and", "both must be true"}, Suggestion{"or", "one must be true"}};
constexpr std::array negations{Suggestion{"not", "the next must not be true"}};
constexpr std::array quantities{Suggestion{"any message", "the next is true of a message of the call"},
                                Suggestion{"no message", "the next is true of no message of the call"},
                                Suggestion{"every message", "the next is true of every message of the call"}};

constexpr std::array headers{
    Suggestion{"sip.User-Agent", "Header User-Agent"},
    Suggestion{"sip.Server", "Header Server"},
    Suggestion{"sip.Via", "First Via"},
    Suggestion{"sip.Route", "First Route"},
    Suggestion{"sip.Record-Route", "First Record-Route"},
    Suggestion{"sip.Contact", "First Contact"},
    Suggestion{"sip.P-Asserted-Identity", "Header P-Asserted-Identity"},
    Suggestion{"sip.Diversion", "Header Diversion"},
    Suggestion{"sip.Reason", "Header Reason"},
    Suggestion{"sip.Session-ID", "Header Session-ID"},
    Suggestion{"sip.Expires", "Header Expires"},
};

bool isComparison(Symbol symbol)
{
    return symbol != Symbol::None && symbol != Symbol::And && symbol != Symbol::Or && symbol != Symbol::Not;
}

/// Follows the lexemes before the cursor.
class PlaceFinder {
public:
    explicit PlaceFinder(Scope listed) : m_listed(listed) {}

    void pass(const Lexeme& lexeme)
    {
        switch (lexeme.kind) {
        case Kind::OpenBracket:
            m_place = {};
            return;
        case Kind::CloseBracket:
        case Kind::CloseBrace:
            m_place = {Expected::Joint, {}};
            return;
        case Kind::OpenBrace:
        case Kind::Comma:
        case Kind::Range:
            m_isInSet = true;
            m_place.expected = Expected::Value;
            return;
        default:
            break;
        }
        if (lexeme.symbol != Symbol::None)
            passSymbol(lexeme.symbol);
        else
            passWord(lexeme);
        if (m_place.expected == Expected::Joint)
            m_isInSet = false;
    }

    [[nodiscard]] const Place& place() const { return m_place; }

private:
    void passSymbol(Symbol symbol)
    {
        if (isComparison(symbol))
            m_place.expected = symbol == Symbol::In ? Expected::ValueOrSet : Expected::Value;
        else if (symbol != Symbol::Not || m_place.expected != Expected::Operator)
            m_place = {};
    }

    void passWord(const Lexeme& lexeme)
    {
        const bool followsQuantity = std::exchange(
            m_isAfterQuantity, m_place.expected == Expected::Field && quantityOf(lexeme.text).has_value());
        if (followsQuantity && isMessageWord(lexeme.text)) {
            m_place = {};
            return;
        }
        if (m_place.expected == Expected::Value || m_place.expected == Expected::ValueOrSet) {
            m_place.expected = m_isInSet ? Expected::EndOfItem : Expected::Joint;
            return;
        }
        FieldReference reference =
            lexeme.kind == Kind::Word ? findField(lexeme.text, m_listed) : FieldReference{};
        const bool isField = m_place.expected == Expected::Field && reference.field != nullptr;
        m_place = {isField ? Expected::Operator : Expected::Joint, std::move(reference)};
    }

    Scope m_listed;
    Place m_place;
    bool m_isInSet = false;
    bool m_isAfterQuantity = false;
};

/// Keeps what fits to the word begun: those that begin so first, then those that have it inside.
class Collector {
public:
    explicit Collector(std::string_view begun) : m_begun(begun) {}

    void add(std::string_view text, std::string_view description)
    {
        if (base::startsWithIgnoringCase(text, m_begun))
            m_best.push_back({std::string{text}, std::string{description}});
        else if (hasInside(text))
            m_others.push_back({std::string{text}, std::string{description}});
    }

    void add(std::span<const Suggestion> suggestions)
    {
        for (const Suggestion& suggestion : suggestions)
            add(suggestion.text, suggestion.description);
    }

    [[nodiscard]] std::vector<Completion> take()
    {
        m_best.insert(m_best.end(), m_others.begin(), m_others.end());
        return std::move(m_best);
    }

private:
    /// At the start of a part of a name: "us" fits to "from.user" and "user_agent".
    [[nodiscard]] bool hasInside(std::string_view text) const
    {
        for (std::size_t i = text.find_first_of("._-"); i != std::string_view::npos;
             i = text.find_first_of("._-", i + 1)) {
            if (base::startsWithIgnoringCase(text.substr(i + 1), m_begun))
                return true;
        }
        return false;
    }

    std::string_view m_begun;
    std::vector<Completion> m_best;
    std::vector<Completion> m_others;
};

void addAliases(Collector& collector, const Field& field)
{
    std::string_view rest = field.aliases;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        collector.add(rest.substr(0, comma), field.description);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
}

std::string_view prefixOf(Scope scope)
{
    return scope == Scope::Call ? "call." : "msg.";
}

void addFields(Collector& collector, Scope listed, std::string_view begun)
{
    // The fields of the list need no prefix, and get one from those who write it all the same.
    const bool hasPrefix = base::startsWithIgnoringCase(begun, prefixOf(listed));
    for (const Field& field : allFields()) {
        if (field.scope == listed && field.id != FieldId::AnyHeader && !hasPrefix)
            collector.add(field.name, field.description);
    }
    collector.add(negations);
    collector.add(quantities);
    for (const Field& field : allFields()) {
        if ((field.scope != listed || hasPrefix) && field.id != FieldId::AnyHeader)
            collector.add(std::string{prefixOf(field.scope)} + std::string{field.name}, field.description);
    }
    if (begun.empty())
        return;
    for (const Field& field : allFields())
        addAliases(collector, field);
    for (const char* name :
         {"ip.addr", "ip.src", "ip.dst", "ipv6.addr", "ipv6.src", "ipv6.dst", "udp.port", "udp.srcport",
          "udp.dstport", "tcp.port", "tcp.srcport", "tcp.dstport", "sip.resend"})
        collector.add(name, findField(name, listed).field->description);
    collector.add(headers);
}

void addOperators(Collector& collector, const FieldReference& reference)
{
    const ValueType type = typeOf(reference);
    const bool isEnumerated = !enumeratedValues(reference.field->id).empty();
    collector.add(equality);
    if (type == ValueType::Text && !isEnumerated)
        collector.add(searches);
    if (type != ValueType::Text && type != ValueType::Boolean)
        collector.add(order);
    if (type != ValueType::Boolean)
        collector.add(sets);
    collector.add(joints);
}

void addValues(Collector& collector, const FieldReference& reference)
{
    if (reference.field == nullptr)
        return;
    for (const std::string_view value : enumeratedValues(reference.field->id)) {
        const auto defect =
            reference.field->id == FieldId::Defects ? sip::parseDefect(value) : std::optional<sip::Defect>{};
        collector.add(value, defect ? sip::sentence(*defect) : std::string_view{});
    }
    switch (reference.field->id) {
    case FieldId::Method:
    case FieldId::CSeqMethod:
    case FieldId::CallMethod:
        collector.add(methods);
        break;
    case FieldId::Status:
    case FieldId::CallFinalStatus:
        collector.add(statuses);
        break;
    default:
        if (typeOf(reference) == ValueType::Boolean)
            collector.add(booleans);
    }
}

} // namespace

std::vector<Completion> completions(std::string_view text, std::size_t cursor, Scope listed,
                                    std::size_t& replaceFrom)
{
    cursor = std::min(cursor, text.size());
    replaceFrom = cursor;
    std::vector<Lexeme> before = lexemes(text.substr(0, cursor));
    before.pop_back(); // End
    std::string_view begun;
    if (!before.empty() && before.back().end() == cursor) {
        const Lexeme& last = before.back();
        if (last.kind == Kind::Unterminated || last.isText())
            return {};
        if (last.kind == Kind::Word || (last.kind == Kind::Operator && isComparison(last.symbol))) {
            begun = last.text;
            replaceFrom = last.offset;
            before.pop_back();
        }
    }
    PlaceFinder finder{listed};
    for (const Lexeme& lexeme : before)
        finder.pass(lexeme);

    Collector collector{begun};
    const Place& place = finder.place();
    switch (place.expected) {
    case Expected::Field:
        addFields(collector, listed, begun);
        break;
    case Expected::Operator:
        addOperators(collector, place.reference);
        break;
    case Expected::ValueOrSet:
        collector.add("{", "a set of values");
        [[fallthrough]];
    case Expected::Value:
        addValues(collector, place.reference);
        break;
    case Expected::EndOfItem:
        collector.add(",", "one more value");
        collector.add("}", "end of the set");
        break;
    case Expected::Joint:
        collector.add(joints);
        break;
    }
    return collector.take();
}

} // namespace core::filter
