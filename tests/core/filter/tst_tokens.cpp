// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filter/filter.h"

#include <QTest>

#include <algorithm>

using namespace core::filter;

class TokensTest : public QObject {
    Q_OBJECT

private slots:

    /// F field, o operator, w word, t text, n number, b bracket, k keyword: one letter per byte of the text.
    void kinds_data()
    {
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, const char* expected) { QTest::newRow(text) << expected; };
        row("status == 200", "FFFFFF oo nnn");
        row("from.user contains \"al ice\"", "FFFFFFFFF oooooooo tttttttt");
        row("alice and not bob", "wwwww kkk kkk www");
        row("(call.state != failed)", "bFFFFFFFFFF oo wwwwwwb");
        row("status in {1xx, 200..299}", "FFFFFF oo bnnno nnnoonnnb");
        row("from.user == method", "FFFFFFFFF oo wwwwww");
        row("!sip.X-Account", "oFFFFFFFFFFFFF");
        row("method == \"INV", "FFFFFF oo tttt");
        row("status = ", "FFFFFF o ");
        row("", "");
    }

    void kinds()
    {
        QFETCH(QString, expected);
        const std::string_view text = QTest::currentDataTag();
        QString shown(static_cast<qsizetype>(text.size()), ' ');
        for (const Token& token : tokens(text)) {
            for (std::size_t i = token.offset; i < token.offset + token.length; ++i)
                shown[static_cast<qsizetype>(i)] = QLatin1Char("FowtnbK"[static_cast<int>(token.kind)]);
        }
        QCOMPARE(shown.toLower(), expected.toLower());
    }

    /// '|' is the cursor.
    void completions_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("absent");
        const auto row = [](const char* text, const char* first, const char* absent = "") {
            QTest::newRow(text) << first << absent;
        };
        row("|", "id time source", "and");
        row("sta|", "status call.state", "method");
        row("STA|", "status");
        row("us|", "user_agent from.user to.user");
        row("method == INVITE and fr|", "from.user from.host from.tag frame");
        row("not call.p|", "call.pdd");
        row("(dst|", "dst.ip dst.port call.dst");
        row("sip.me|", "sip.Method");
        row("udp.|", "udp.port");
        row("status |", "== != > >=", "contains");
        row("from.user |", "== != contains matches in and or", ">");
        row("from.user con|", "contains");
        row("has_sdp |", "== != and", "in");
        row("transport |", "== != in", "contains");
        row("status ==|", "==");
        row("status == |", "1xx 2xx", "id");
        row("status == 4|", "4xx 401");
        row("method == IN|", "INVITE INFO");
        row("kind == |", "request response");
        row("call.state in |", "{ unknown calling");
        row("call.state in {ri|", "ringing");
        row("call.state in {ringing, |", "unknown calling");
        row("call.state in {ringing |", ", }");
        row("call.state in {ringing} |", "and or");
        row("status == 200 |", "and or", "==");
        row("alice |", "and or");
        row("alice a|", "and");
        row("defects == via|", "via-missing via-malformed");
        row("from.user == \"ali|", "");
        row("sta| == 200", "status");
        row("registration.st|", "call.registration.state");
        row("call.registration.fl|", "call.registration.flapping");
        row("registration.state == |", "trying registered unregistered expired failed");
        row("registration.failures == w|", "wrong-user wrong-credentials wrong-realm");
        row("registration.flapping == |", "true false");
    }

    void completions()
    {
        QFETCH(QString, first);
        QFETCH(QString, absent);
        std::string text = QTest::currentDataTag();
        const std::size_t cursor = text.find('|');
        text.erase(cursor, 1);
        std::size_t replaceFrom = 0;
        QStringList found;
        for (const Completion& completion :
             core::filter::completions(text, cursor, Scope::Message, replaceFrom))
            found << QString::fromStdString(completion.text);
        const QStringList expected = first.split(' ', Qt::SkipEmptyParts);
        if (expected.isEmpty())
            QVERIFY(found.isEmpty());
        QCOMPARE(found.mid(0, expected.size()), expected);
        QVERIFY(!found.contains(absent));
        QVERIFY(replaceFrom <= cursor);
        // What is replaced is the word that was begun.
        const std::string begun = text.substr(replaceFrom, cursor - replaceFrom);
        QVERIFY(begun.find(' ') == std::string::npos);
    }

    void callsCompleteTheirOwnFieldsFirst()
    {
        std::size_t replaceFrom = 0;
        const auto found = core::filter::completions("sta", 3, Scope::Call, replaceFrom);
        QCOMPARE(found.at(0).text, std::string{"state"});
        QCOMPARE(found.at(0).description, std::string{"How far the call got"});
        QCOMPARE(found.at(1).text, std::string{"final_status"});
        QCOMPARE(found.at(2).text, std::string{"lost_start"});
        const auto isOffered = [&found](std::string_view text) {
            return std::ranges::find(found, text, &Completion::text) != found.end();
        };
        QVERIFY(isOffered("registration.state"));
        QVERIFY(isOffered("msg.status"));
    }

    void fieldsOfTheListAreOfferedWithTheirPrefixToo()
    {
        std::size_t replaceFrom = 7;
        const auto calls = core::filter::completions("call.met", 8, Scope::Call, replaceFrom);
        QCOMPARE(calls.size(), std::size_t{1});
        QCOMPARE(calls.at(0).text, std::string{"call.method"});
        QCOMPARE(replaceFrom, std::size_t{0});
        const auto messages = core::filter::completions("MSG.fr", 6, Scope::Message, replaceFrom);
        QVERIFY(!messages.empty());
        QCOMPARE(messages.at(0).text, std::string{"msg.from.user"});
    }

    void everyCompletionOfAFieldIsAField()
    {
        for (const Scope listed : {Scope::Message, Scope::Call}) {
            std::size_t replaceFrom = 0;
            for (const Completion& completion : core::filter::completions("", 0, listed, replaceFrom)) {
                if (completion.text != "not" && !completion.text.ends_with(" message"))
                    QVERIFY2(findField(completion.text, listed).field != nullptr, completion.text.c_str());
                QVERIFY(!completion.description.empty());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TokensTest)
#include "tst_tokens.moc"
