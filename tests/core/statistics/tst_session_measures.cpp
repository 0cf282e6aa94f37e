// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/statistics.h"
#include "tests/support/temp_session.h"

#include <QTest>

#include <algorithm>

using namespace core;
using namespace core::statistics;
using namespace tests::support;

namespace {

// The message exchanges that RFC 6076 draws, with times put to them. What each measure must say is worked out
// by hand from its formula, in the comment beside the value.

/// Section 4.1: a registration with its challenge.
constexpr std::string_view registration = R"(
    ua1 -> registrar REGISTER 1 at=0.000 call-id=a expires=3600
    registrar -> ua1 401      1 at=0.040 call-id=a
    ua1 -> registrar REGISTER 2 at=0.050 call-id=a expires=3600
    registrar -> ua1 200      2 at=0.120 call-id=a
)";

/// Section 4.2: one that Timer F ends, one that the registrar fails to serve, one that works.
constexpr std::string_view failedRegistrations = R"(
    ua1 -> registrar REGISTER 1 at=0.000 call-id=a expires=3600
    ua1 -> registrar REGISTER 1 at=0.500 call-id=a expires=3600 resend
    ua1 -> registrar REGISTER 1 at=1.500 call-id=a expires=3600 resend
    ua2 -> registrar REGISTER 1 at=2.000 call-id=b expires=3600
    registrar -> ua2 503      1 at=2.100 call-id=b
    ua3 -> registrar REGISTER 1 at=3.000 call-id=c expires=3600
    registrar -> ua3 200      1 at=3.100 call-id=c
    ua3 -> registrar OPTIONS  1 at=40.000 call-id=d
)";

/// Section 4.3.1: redirected, then ringing.
constexpr std::string_view redirected = R"(
    ua1 -> server INVITE 1 at=0.000 call-id=a
    server -> ua1 302    1 at=0.300 call-id=a
    ua1 -> server ACK    1 at=0.310 call-id=a
    ua1 -> ua2    INVITE 2 at=0.400 call-id=a
    ua2 -> ua1    100    2 at=0.500 call-id=a
    ua2 -> ua1    180    2 at=1.250 call-id=a
    ua2 -> ua1    200    2 at=3.000 call-id=a
    ua1 -> ua2    ACK    2 at=3.010 call-id=a
)";

/// Section 4.3.2: redirected, then refused.
constexpr std::string_view redirectedAndRefused = R"(
    ua1 -> server INVITE 1 at=0.000 call-id=a
    server -> ua1 302    1 at=0.300 call-id=a
    ua1 -> server ACK    1 at=0.310 call-id=a
    ua1 -> ua2    INVITE 2 at=0.400 call-id=a
    ua2 -> ua1    480    2 at=2.500 call-id=a
    ua1 -> ua2    ACK    2 at=2.510 call-id=a
)";

/// Sections 4.4 and 4.5.1: the target ends the session, and is challenged before it may.
constexpr std::string_view endedByTarget = R"(
    ua1 -> ua2 INVITE 1 at=0.000 call-id=a
    ua2 -> ua1 180    1 at=1.000 call-id=a
    ua2 -> ua1 200    1 at=5.000 call-id=a
    ua1 -> ua2 ACK    1 at=5.010 call-id=a
    ua2 -> ua1 BYE    1 at=65.000 call-id=a
    ua1 -> ua2 503    1 at=65.100 call-id=a
    ua2 -> ua1 BYE    2 at=65.200 call-id=a
    ua1 -> ua2 200    2 at=65.450 call-id=a
)";

/// Section 4.5.2: nobody answers the BYE.
constexpr std::string_view byeWithoutResponse = R"(
    ua1 -> ua2 INVITE 1 at=0.000 call-id=a
    ua2 -> ua1 200    1 at=5.000 call-id=a
    ua1 -> ua2 ACK    1 at=5.010 call-id=a
    ua1 -> ua2 BYE    2 at=15.000 call-id=a
    ua1 -> ua2 BYE    2 at=15.500 call-id=a resend
    ua3 -> ua2 OPTIONS 1 at=60.000 call-id=b
)";

/// Section 4.8: challenged at the first proxy, and the second one finds nobody.
constexpr std::string_view ineffective = R"(
    ua1 -> p1  INVITE 1 at=0.000 call-id=a
    p1  -> ua1 407    1 at=0.100 call-id=a
    ua1 -> p1  ACK    1 at=0.110 call-id=a
    ua1 -> p1  INVITE 2 at=0.200 call-id=a
    p1  -> p2  INVITE 2 at=0.210 call-id=a
    p1  -> ua1 100    2 at=0.220 call-id=a
    p2  -> ua2 INVITE 2 at=0.230 call-id=a
    p2  -> p1  100    2 at=0.240 call-id=a
    p2  -> ua2 INVITE 2 at=0.730 call-id=a resend
    p2  -> p1  408    2 at=32.300 call-id=a
    p1  -> ua1 408    2 at=32.310 call-id=a
    p1  -> p2  ACK    2 at=32.320 call-id=a
    ua1 -> p1  ACK    2 at=32.330 call-id=a
)";

/// Section 4.9: challenged, answered through two proxies, ended by the target.
constexpr std::string_view completed = R"(
    ua1 -> p1  INVITE 1 at=0.000 call-id=a
    p1  -> ua1 407    1 at=0.100 call-id=a
    ua1 -> p1  ACK    1 at=0.110 call-id=a
    ua1 -> p1  INVITE 2 at=0.200 call-id=a
    p1  -> p2  INVITE 2 at=0.210 call-id=a
    p2  -> ua2 INVITE 2 at=0.230 call-id=a
    ua2 -> p2  180    2 at=0.930 call-id=a
    p2  -> p1  180    2 at=0.940 call-id=a
    p1  -> ua1 180    2 at=0.950 call-id=a
    ua2 -> p2  200    2 at=3.000 call-id=a
    p2  -> p1  200    2 at=3.010 call-id=a
    p1  -> ua1 200    2 at=3.020 call-id=a
    ua1 -> p1  ACK    2 at=3.030 call-id=a
    ua2 -> p2  BYE    1 at=13.000 call-id=a
    p2  -> p1  BYE    1 at=13.010 call-id=a
    p1  -> ua1 BYE    1 at=13.020 call-id=a
    ua1 -> p1  200    1 at=13.030 call-id=a
    p1  -> p2  200    1 at=13.040 call-id=a
    p2  -> ua2 200    1 at=13.050 call-id=a
)";

std::string measureOf(const Report& report, std::string_view name)
{
    for (const Section& section : report.sections) {
        const auto row = std::ranges::find(section.rows, name, &Row::name);
        if ((section.key != "rfc6076" && section.key != "e411") || row == section.rows.end())
            continue;
        const auto& value = row->values[0] ? row->values[0] : row->values[1];
        return value ? QString::number(*value, 'f', 3).toStdString() : "none";
    }
    return "no such measure";
}

} // namespace

class TestSessionMeasures : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheFlowsOfTheRfc_data();
    void agreesWithTheFlowsOfTheRfc();
};

void TestSessionMeasures::agreesWithTheFlowsOfTheRfc_data()
{
    QTest::addColumn<std::string_view>("flow");
    QTest::addColumn<std::string>("measure");
    QTest::addColumn<std::string>("value");
    const auto row = [](const char* name, std::string_view flow, std::string measure, std::string value) {
        QTest::addRow("%s %s", name, measure.c_str()) << flow << std::move(measure) << std::move(value);
    };
    row("4.1", registration, "RRD", "0.120");         // from the first REGISTER to 200
    row("4.1", registration, "IRA", "0.000");         // 401 is no failure
    row("4.2", failedRegistrations, "IRA", "66.667"); // 2 of 3: what is sent again does not count
    row("4.2", failedRegistrations, "RRD", "0.100");
    row("4.3.1", redirected, "SRD", "1.250"); // from the first INVITE to 180
    row("4.3.1", redirected, "SRD failed", "none");
    row("4.6", redirected, "SER", "100.000"); // 1 of 2 - 1
    // A call is one seizure, however often its caller asks: answered at the second place.
    row("E.411", redirected, "ASR", "100.000");
    row("E.411", redirected, "NER", "100.000");
    row("E.411", redirected, "PDD", "0.850"); // from the INVITE that rang
    row("E.411", redirectedAndRefused, "ASR", "0.000");
    row("E.411", redirectedAndRefused, "NER", "100.000"); // 480
    row("E.411", completed, "ASR", "100.000");            // challenged first
    row("4.3.2", redirectedAndRefused, "SRD failed", "2.500");
    row("4.3.2", redirectedAndRefused, "SRD", "none");
    row("4.7", redirectedAndRefused, "SEER", "100.000"); // 480 is the user's doing
    row("4.6", redirectedAndRefused, "SER", "0.000");
    row("4.4", endedByTarget, "SDD", "0.450"); // to the 200, not to the 503 before it
    row("4.5.1", endedByTarget, "SDT", "60.000");
    row("4.5.2", byeWithoutResponse, "SDT failed", "42.000"); // 10 s, and Timer F
    row("4.5.2", byeWithoutResponse, "SDT", "none");
    row("4.5.2", byeWithoutResponse, "SDD", "none"); // left out, by 4.4
    row("4.5.2", byeWithoutResponse, "SCR", "0.000");
    row("4.3.1", byeWithoutResponse, "SRD", "5.000"); // no provisional: the 200 counts
    row("4.8", ineffective, "ISA", "100.000");        // one session, asked for twice
    row("4.8", ineffective, "SER", "0.000");
    row("4.8", ineffective, "SRD failed", "32.310");
    row("4.9", completed, "SCR", "100.000");
    row("4.9", completed, "SER", "50.000"); // the challenged INVITE counts
    row("4.9", completed, "SRD", "0.950");
    row("4.9", completed, "SDD", "0.050"); // at who sends BYE
    row("4.9", completed, "SDT", "9.980");
}

void TestSessionMeasures::agreesWithTheFlowsOfTheRfc()
{
    QFETCH(const std::string_view, flow);
    QFETCH(const std::string, measure);
    QFETCH(const std::string, value);
    TempSession place;
    place.fill(readCallScript(flow));
    auto table = session::SessionTable::open(place.path());
    QVERIFY(table.has_value());
    const auto report = compute(**table, {});
    QVERIFY(report.has_value());
    QCOMPARE(measureOf(*report, measure), value);
}

QTEST_GUILESS_MAIN(TestSessionMeasures)
#include "tst_session_measures.moc"
