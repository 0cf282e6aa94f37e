// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/adapt/error_text.h"

#include "ui/adapt/finding_text.h"
#include "ui/adapt/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <string>

namespace ui::adapt {
namespace {

/// For translators: these texts belong to no class.
struct Advice {
    Q_DECLARE_TR_FUNCTIONS(ui::adapt)
};

QString translated(const char* context, std::string_view english)
{
    if (english.empty())
        return {};
    return QCoreApplication::translate(context, std::string{english}.c_str());
}

/// Why a filter was given up comes as a whole sentence.
QString detailOf(const core::base::Error& error)
{
    if (error.code != core::base::ErrorCode::FilterTooSlow)
        return text(error.detail);
    return translated("core::filter::Error", error.detail);
}

} // namespace

QString sentenceOf(core::base::ErrorCode code)
{
    return translated("core::base::Error", core::base::sentence(code));
}

QString adviceOf(core::base::ErrorCode code)
{
    // Where core speaks to people at a terminal, the window has something better to say.
    switch (code) {
    case core::base::ErrorCode::CaptureNotPermitted:
        return Advice::tr("Give this program the right once with the command below, then start it again.");
    case core::base::ErrorCode::FileExists:
        return Advice::tr("Choose another name.");
    case core::base::ErrorCode::InterfaceNotFound:
    case core::base::ErrorCode::MessageUnknown:
    case core::base::ErrorCode::CallUnknown:
    case core::base::ErrorCode::NotASession:
        return {};
    default:
        break;
    }
    return translated("core::base::Error", core::base::advice(code));
}

QString placeOf(const core::base::Error& error)
{
    QString result = text(error.subject);
    const bool isCommand = error.code == core::base::ErrorCode::CaptureNotPermitted; // see commandFor()
    if (!error.detail.empty() && !isCommand)
        result += result.isEmpty() ? detailOf(error) : QStringLiteral(" (%1)").arg(detailOf(error));
    return result;
}

QString describeError(const core::base::Error& error)
{
    QString result = sentenceOf(error.code);
    if (const QString where = placeOf(error); !where.isEmpty())
        result += QStringLiteral(": ") + where;
    result += QLatin1Char('.');
    if (const QString hint = adviceOf(error.code); !hint.isEmpty())
        result += QLatin1Char(' ') + hint;
    return result;
}

std::optional<core::base::Error> errorOf(std::string_view described)
{
    for (const core::base::ErrorCode code : core::base::allErrorCodes()) {
        const std::string_view sentence = core::base::sentence(code);
        const std::string_view advice = core::base::advice(code);
        std::string end{'.'};
        if (!advice.empty())
            end.append(" ").append(advice);
        if (described.size() < sentence.size() + end.size() || !described.starts_with(sentence) ||
            !described.ends_with(end))
            continue;
        std::string_view place = described.substr(sentence.size());
        place.remove_suffix(end.size());
        core::base::Error error{code, {}, {}};
        if (const std::size_t open = place.rfind(" (");
            place.ends_with(')') && open != std::string_view::npos) {
            error.detail = place.substr(open + 2, place.size() - open - 3);
            place = place.substr(0, open);
        }
        if (!place.empty() && !place.starts_with(": "))
            continue;
        error.subject = place.substr(std::min<std::size_t>(place.size(), 2));
        return error;
    }
    return std::nullopt;
}

QString commandFor(const core::base::Error& error)
{
    switch (error.code) {
    case core::base::ErrorCode::InterfaceDown:
        return QStringLiteral("sudo ip link set %1 up").arg(text(error.subject));
    case core::base::ErrorCode::CaptureNotPermitted:
        return QStringLiteral("sudo setcap cap_net_raw,cap_net_admin+eip %1")
            .arg(QCoreApplication::applicationFilePath());
    case core::base::ErrorCode::ReceiveBufferSmall:
        return QStringLiteral("sudo sysctl -w net.core.rmem_max=33554432");
    case core::base::ErrorCode::SessionOlder:
    case core::base::ErrorCode::SessionDamaged:
        return QStringLiteral("rhapsode-cli reindex '%1'").arg(text(error.subject));
    default:
        return {};
    }
}

QString sentenceOf(core::sip::Defect defect)
{
    return translated("core::sip::Defect", core::sip::sentence(defect));
}

QString meaningOf(core::session::FrameFate fate, core::net::FrameDetail detail)
{
    const QString meaning = translated("core::session::FrameFate", core::session::sentence(fate));
    const QString more = translated("core::net::FrameDetail", core::net::sentence(detail));
    return more.isEmpty() ? meaning : meaning + QStringLiteral(": ") + more;
}

QString sentenceOf(const core::filter::FilterError& error)
{
    const core::filter::FilterMistake& mistake = error.mistake;
    const QString form = translated("core::filter::Error", core::filter::form(mistake.code));
    const QString expected =
        mistake.expected ? translated("core::filter::Error", core::filter::expectation(*mistake.expected))
                         : QString();
    return text(core::filter::fill(bytes(form), mistake, bytes(expected)));
}

QString descriptionOf(const core::filter::Completion& completion)
{
    for (const char* context : {"core::filter::Field", "core::filter::Completion", "core::sip::Defect"}) {
        const QString words = translated(context, completion.description);
        if (words != text(completion.description))
            return words;
    }
    return text(completion.description);
}

QString referenceOf(core::sip::Defect defect)
{
    return referenceText(core::sip::reference(defect));
}

} // namespace ui::adapt
