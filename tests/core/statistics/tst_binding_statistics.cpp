// SPDX-License-Identifier: GPL-3.0-or-later
// What became of registrations, and how it leads back to calls.
#include "core/statistics/statistics.h"
#include "tests/support/temp_session.h"

#include <QTest>

using namespace core;
using namespace core::statistics;
using namespace tests::support;

namespace {

constexpr std::string_view traffic = R"(
    alice -> proxy INVITE 1 at=0.000 call-id=one
    dave  -> proxy REGISTER 1 at=3.000 call-id=r1 expires=3600
    erin  -> proxy REGISTER 1 at=4.000 call-id=r2 expires=3600
)";

call::RegistrationRecord bindingOf(std::int64_t id, std::int64_t call, call::RegistrationState state)
{
    call::RegistrationRecord record;
    record.id = id;
    record.call.value = call;
    record.aor = "sip:user" + std::to_string(id) + "@example.com";
    record.state = state;
    record.attempts = 1;
    return record;
}

} // namespace

class TestBindingStatistics : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void statesAndFailures();
    void ofAFilter();
    void everyFigureLeadsToItsCalls();
    void withoutRegistrationsThereIsNothing();

private:
    [[nodiscard]] static QStringList lines(session::SessionTable& table, std::string_view key,
                                           const std::string& filter = {});

    TempSession m_place;
    std::unique_ptr<session::SessionTable> m_table;
};

void TestBindingStatistics::initTestCase()
{
    m_place.fill(readCallScript(traffic));
    const auto writer = m_place.writer(session::Durability::Live, session::WhenPresent::Append);
    auto failed = bindingOf(3, 3, call::RegistrationState::Failed);
    failed.count(call::RegistrationFailure::WrongCredentials) = 3;
    failed.count(call::RegistrationFailure::NoAnswer) = 1;
    failed.isFlapping = true;
    // Two contacts of one address.
    writer->upsertRegistration(bindingOf(1, 2, call::RegistrationState::Registered));
    writer->upsertRegistration(bindingOf(2, 2, call::RegistrationState::Registered));
    writer->upsertRegistration(failed);
    QVERIFY(writer->commit());
    QVERIFY(writer->close());
    auto table = session::SessionTable::open(m_place.path());
    QVERIFY(table.has_value());
    m_table = std::move(*table);
}

/// "name|value|…|calls"
QStringList TestBindingStatistics::lines(session::SessionTable& table, std::string_view key,
                                         const std::string& filter)
{
    Options options;
    options.filter = filter;
    const auto report = compute(table, options);
    if (!report)
        qFatal("no report");
    QStringList all;
    for (const Section& section : report->sections) {
        for (const Row& row : section.rows) {
            if (section.key != key)
                continue;
            QStringList words{QString::fromStdString(row.name)};
            for (const auto& value : row.values)
                words.append(value ? QString::number(*value, 'g', 5) : QStringLiteral("-"));
            words.append(QString::number(row.count));
            all.append(words.join('|'));
        }
    }
    return all;
}

void TestBindingStatistics::statesAndFailures()
{
    QCOMPARE(lines(*m_table, "bindings"),
             (QStringList{"registered|2|66.667|1", "failed|1|33.333|1", "flapping|1|33.333|1"}));
    QCOMPARE(lines(*m_table, "registration_failures"),
             (QStringList{"wrong-credentials|3|75|1", "no-answer|1|25|1"}));
}

void TestBindingStatistics::ofAFilter()
{
    QCOMPARE(lines(*m_table, "bindings", "call_id == \"r1\""), QStringList{"registered|2|100|1"});
    QVERIFY(lines(*m_table, "registration_failures", "call_id == \"r1\"").isEmpty());
    QVERIFY(lines(*m_table, "bindings", "type == call").isEmpty());
}

void TestBindingStatistics::everyFigureLeadsToItsCalls()
{
    const auto report = compute(*m_table, {});
    QVERIFY(report.has_value());
    for (const Section& section : report->sections) {
        for (const Row& row : section.rows) {
            session::Query query;
            query.scope = row.list;
            query.filter = std::get<filter::Filter>(filter::Filter::parse(row.filter, row.list));
            const auto found = m_table->select(query);
            QVERIFY2(found.has_value() && found->size() == row.count, row.filter.c_str());
            if (section.key == "bindings" && row.name == "failed")
                QCOMPARE(row.filter, std::string{"id in {3}"});
        }
    }
}

void TestBindingStatistics::withoutRegistrationsThereIsNothing()
{
    const TempSession place;
    place.fill(readCallScript("alice -> bob INVITE 1 call-id=one"));
    const auto table = session::SessionTable::open(place.path());
    QVERIFY(table.has_value());
    QVERIFY(lines(**table, "bindings").isEmpty());
    QVERIFY(lines(**table, "registration_failures").isEmpty());
}

QTEST_GUILESS_MAIN(TestBindingStatistics)
#include "tst_binding_statistics.moc"
