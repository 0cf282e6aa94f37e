// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/field.h"

#include "core/sip/message.h"
#include "tests/core/filter/sample_traffic.h"

#include <QTest>

#include <set>

using namespace core;
using filter::FieldId;
using filter::Scope;

class FieldTest : public QObject {
    Q_OBJECT

private:
    static QString defaultFields(Scope scope)
    {
        QStringList names;
        for (const filter::Field& field : filter::allFields()) {
            if (field.scope == scope && field.isDefault)
                names << QString::fromUtf8(field.name.data(), static_cast<qsizetype>(field.name.size()));
        }
        return names.join(' ');
    }

private slots:

    /// Scripts rely on these names and their order.
    void defaultFieldsAreTheContract()
    {
        QCOMPARE(defaultFields(Scope::Message),
                 QStringLiteral(
                     "id time source src.ip src.port dst.ip dst.port transport kind method status reason "
                     "call_id cseq cseq.method from.user from.host from.tag to.user to.host to.tag "
                     "request_uri contact user_agent branch size agent.id agent.name correlation_id "
                     "retransmission duplicate defects"));
        QCOMPARE(defaultFields(Scope::Call),
                 QStringLiteral(
                     "id time duration type state call_id from.user from.host to.user to.host src dst "
                     "messages requests retransmissions method final_status pdd setup ring talk ended_by "
                     "legs streams mos findings"));
    }

    void namesAreUnique()
    {
        std::set<std::string> names;
        for (const filter::Field& field : filter::allFields()) {
            QVERIFY(
                names.insert((field.scope == Scope::Call ? "c." : "m.") + std::string{field.name}).second);
            QVERIFY(!field.description.empty());
        }
    }

    void names_data()
    {
        QTest::addColumn<bool>("listsCalls");
        QTest::addColumn<int>("expected"); // -1: no field
        const auto row = [](const char* name, bool listsCalls, int expected) {
            QTest::addRow("%s, %s", name, listsCalls ? "calls" : "messages") << listsCalls << expected;
        };
        row("status", false, int(FieldId::Status));
        row("status", true, int(FieldId::Status));
        row("Status", false, int(FieldId::Status));
        row("id", false, int(FieldId::MessageId));
        row("id", true, int(FieldId::CallKey));
        row("msg.id", true, int(FieldId::MessageId));
        row("call.id", false, int(FieldId::CallKey));
        row("pdd", false, int(FieldId::CallPdd));
        row("msg.pdd", false, -1);
        row("call.status", false, -1);
        row("sip.from.user", true, int(FieldId::FromUser)); // Wireshark's names are fields of messages
        row("SIP.method", true, int(FieldId::Method));
        row("msg.sip.Method", true, int(FieldId::Method));
        row("sip.P-Asserted-Identity", false, int(FieldId::AnyHeader));
        row("sip.", false, -1);
        row("sip.no such", false, -1);
        row("sip.NAME", false, int(FieldId::AnyHeader));
        row("frame.number", false, int(FieldId::FrameNumber));
        row("ip.addr", false, int(FieldId::AnyAddress));
        row("", false, -1);
        row("call.", false, -1);
    }

    void names()
    {
        QFETCH(bool, listsCalls);
        QFETCH(int, expected);
        const std::string tag = QTest::currentDataTag();
        const auto found =
            filter::findField(tag.substr(0, tag.rfind(',')), listsCalls ? Scope::Call : Scope::Message);
        QCOMPARE(found.field == nullptr ? -1 : int(found.field->id), expected);
    }

    void texts_data()
    {
        QTest::addColumn<int>("message");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, int message, const char* expected) {
            QTest::addRow("%s, %d", name, message) << message << expected;
        };
        row("id", 3, "3");
        row("time", 2, "1700000000.010000000");
        row("source", 1, "lo");
        row("src.ip", 8, "2001:db8::5");
        row("dst.port", 8, "5060");
        row("transport", 10, "tls");
        row("kind", 1, "request");
        row("method", 2, "");
        row("status", 1, "");
        row("status", 2, "100");
        row("cseq", 6, "2");
        row("from.tag", 1, "a1");
        row("to.tag", 1, "");
        row("request_uri", 1, "sip:bob@biloxi.example");
        row("contact", 1, "<sip:alice@10.0.0.1>;expires=60");
        row("user_agent", 4, "Asterisk PBX");
        row("branch", 6, "z9hG4bK2a");
        row("agent.id", 1, "");
        row("agent.id", 9, "2001");
        row("vlan", 1, "");
        row("vlan", 4, "0");
        row("vlan", 5, "");
        row("vlan", 9, "100");
        row("retransmission", 12, "");
        row("retransmission", 13, "12");
        row("duplicate", 13, "");
        row("defects", 1, "");
        row("defects", 10, "via-missing");
        row("has_sdp", 1, "true");
        row("has_sdp", 2, "false");
        row("sip.X-Account", 1, "4711");
        row("sip.X-Account", 2, "");
        row("sip.Subject", 1, "a folded line");
        row("ip.addr", 1, "10.0.0.1,10.0.0.2");
        row("ip.addr", 8, "");
        row("ipv6.src", 8, "2001:db8::5");
        row("udp.srcport", 8, "");
        row("tcp.srcport", 8, "5070");
        row("pdd", 1, ""); // a message has no fields of its call here
    }

    void texts()
    {
        QFETCH(int, message);
        QFETCH(QString, expected);
        const std::string tag = QTest::currentDataTag();
        const auto reference = filter::findField(tag.substr(0, tag.rfind(',')), Scope::Message);
        tests::RecordData data;
        fillWithSampleTraffic(data);
        const auto index = static_cast<std::size_t>(message - 1);
        sip::Message parsed;
        QVERIFY(parsed.parse(data.bytesOf(index)));
        QCOMPARE(QString::fromStdString(textOf(reference, data.messages[index], &parsed, data.sources)),
                 expected);
    }

    void textsOfCalls()
    {
        tests::RecordData data;
        fillWithSampleTraffic(data);
        QStringList shown;
        for (const char* name :
             {"id",      "duration",  "type",     "state",    "src",        "final_status", "pdd",
              "setup",   "ring",      "talk",     "ended_by", "legs",       "streams",      "mos",
              "rtp.mos", "rtp.codec", "rtp.ssrc", "rtp.loss", "rtp.jitter", "findings"})
            shown << QString::fromStdString(textOf(filter::findField(name, Scope::Call), data.calls[0]));
        QCOMPARE(shown.join('|'),
                 QStringLiteral("1|65.020000|call|completed|10.0.0.1:5060|200|2.000000|5.000000|"
                                "3.000000|60.000000|caller||2|2.900|4.360,2.900|PCMA,G722|4096,8192|"
                                "0.000,12.500|0.002000,0.035000|"));
        QStringList bindings;
        for (const char* name : {"registration.id", "registration.state", "registration.contact",
                                 "registration.interval", "registration.expires", "registration.failures",
                                 "registration.flapping", "registration.src", "registration.gruu"})
            bindings << QString::fromStdString(textOf(filter::findField(name, Scope::Call), data.calls[1]));
        QCOMPARE(bindings.join('|'),
                 QStringLiteral("1,2|expired,failed|sip:carol@10.0.0.5,sip:carol@10.0.0.6|60.000000|"
                                "1700000130.000000000|wrong-credentials,no-answer|true,false|"
                                "[2001:db8::5]:5070,[2001:db8::5]:5070|"));
        // What was not measured is not said, and a session that knows of no streams says nothing of them.
        QCOMPARE(textOf(filter::findField("mos", Scope::Call), data.calls[2]), std::string{});
        QCOMPARE(textOf(filter::findField("rtp.codec", Scope::Call), data.calls[2]), std::string{});
        QCOMPARE(textOf(filter::findField("streams", Scope::Call), data.calls[3]), std::string{"0"});
        QCOMPARE(textOf(filter::findField("findings", Scope::Call), data.calls[2]),
                 std::string{"loop-detected,malformed"});
        data.calls[3].streams.reset();
        QCOMPARE(textOf(filter::findField("streams", Scope::Call), data.calls[3]), std::string{});
        QCOMPARE(textOf(filter::findField("pdd", Scope::Call), data.calls[1]), std::string{});
        QCOMPARE(textOf(filter::findField("src", Scope::Call), data.calls[1]),
                 std::string{"[2001:db8::5]:5070"});
    }

    void enumeratedValuesAreNames()
    {
        for (const filter::Field& field : filter::allFields()) {
            for (const std::string_view value : filter::enumeratedValues(field.id))
                QVERIFY2(!value.empty(), std::string{field.name}.c_str());
        }
        QCOMPARE(filter::enumeratedValues(FieldId::Defects).size(), std::size_t{sip::defectCount});
    }
};

QTEST_GUILESS_MAIN(FieldTest)
#include "tst_field.moc"
