// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/system/layers.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace tests::system {
namespace {

struct Row {
    QString folder;
    QStringList direct; ///< what it builds on directly; what those may include follows
};

/// A folder stands below everything that it names.
QList<Row> table()
{
    QList<Row> rows{
        {u"core/base"_s, {}},
        {u"core/net"_s, {u"core/base"_s}},
        {u"core/hep"_s, {u"core/net"_s}},
        {u"core/tls"_s, {u"core/net"_s}},
        {u"core/sip"_s, {u"core/base"_s}},
        {u"core/media"_s, {u"core/base"_s}},
        {u"core/call"_s, {u"core/net"_s, u"core/sip"_s, u"core/media"_s}},
        {u"core/dialog"_s, {u"core/call"_s}},
        {u"core/finding"_s, {u"core/dialog"_s}},
        {u"core/filter"_s, {u"core/call"_s}},
        {u"core/session"_s, {u"core/filter"_s}},
        {u"core/statistics"_s, {u"core/session"_s}},
        {u"core/leg"_s, {u"core/session"_s, u"core/dialog"_s}},
        {u"core/flow"_s, {u"core/session"_s, u"core/finding"_s}},
        {u"core/export"_s, {u"core/session"_s}},
        {u"core/capture"_s, {u"core/hep"_s}},
        {u"core/forward"_s, {u"core/hep"_s}},
        {u"core/engine"_s, {u"core/tls"_s, u"core/session"_s, u"core/capture"_s, u"core/forward"_s}},
    };
    // The window's folders see core's data and readers; what opens devices and sockets is for ui/session
    // alone.
    const QStringList coreForUi{u"core/hep"_s, u"core/statistics"_s, u"core/leg"_s, u"core/flow"_s,
                                u"core/export"_s};
    for (const auto& folder : {u"ui/adapt"_s, u"ui/theme"_s, u"ui/settings"_s})
        rows.append({folder, coreForUi});
    rows.append({u"ui/session"_s, {u"ui/adapt"_s, u"ui/theme"_s, u"ui/settings"_s, u"core/engine"_s}});
    return rows;
}

using Closure = QHash<QString, QSet<QString>>;

void addAll(Closure& closure, const QString& folder, const QStringList& direct)
{
    auto& seen = closure[folder];
    for (const QString& below : direct) {
        seen.insert(below);
        seen.unite(closure.value(below));
    }
}

Closure close()
{
    Closure closure;
    for (const auto& [folder, direct] : table())
        addAll(closure, folder, direct);

    // Above ui/session the engine is out of reach again.
    const auto withoutDevices = [&](QSet<QString> folders) {
        return folders.subtract({u"core/engine"_s, u"core/capture"_s, u"core/forward"_s, u"core/tls"_s});
    };
    closure[u"ui/models"_s] = withoutDevices(closure.value(u"ui/session"_s)) + QSet{u"ui/session"_s};
    const QStringList views{u"ui/lists"_s,   u"ui/filterbar"_s, u"ui/ladder"_s,
                            u"ui/message"_s, u"ui/charts"_s,    u"ui/media"_s};
    for (const QString& folder : views)
        addAll(closure, folder, {u"ui/models"_s});
    addAll(closure, u"ui/windows"_s, views);
    return closure;
}

} // namespace

const QHash<QString, QSet<QString>>& layers()
{
    static const Closure closure = close();
    return closure;
}

} // namespace tests::system
