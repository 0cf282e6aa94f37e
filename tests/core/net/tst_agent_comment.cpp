// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/agent_comment.h"

#include <QTest>

using core::net::AgentComment;

class AgentCommentTest : public QObject {
    Q_OBJECT

private slots:

    void texts_data()
    {
        QTest::addColumn<unsigned>("id");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("correlation");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << 0U << QByteArray{} << QByteArray{} << QByteArray{};
        QTest::newRow("id") << 2001U << QByteArray{} << QByteArray{} << QByteArray{"HEP agent.id=2001"};
        QTest::newRow("name") << 0U << QByteArray{"edge 1"} << QByteArray{}
                              << QByteArray{R"(HEP agent.name="edge 1")"};
        QTest::newRow("correlation id")
            << 0U << QByteArray{} << QByteArray{"a@b"} << QByteArray{R"(HEP correlation_id="a@b")"};
        QTest::newRow("all") << ~0U << QByteArray{"n"} << QByteArray{"c"}
                             << QByteArray{R"(HEP agent.id=4294967295 agent.name="n" correlation_id="c")"};
        QTest::newRow("special characters")
            << 1U << QByteArray{"a\"b\\c\n\x7f\xff", 8} << QByteArray{"J\xc3\xbcrgen \xc2\x85\0", 11}
            << QByteArray{"HEP agent.id=1 agent.name=\"a\\\"b\\\\c\\x0a\\x7f\\xff\" "
                          "correlation_id=\"J\xc3\xbcrgen \\xc2\\x85\\x00\""};
    }

    void texts()
    {
        QFETCH(unsigned, id);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, correlation);
        const AgentComment comment{id, name.toStdString(), correlation.toStdString()};
        const std::string text = comment.text();
        QTEST(QByteArray::fromStdString(text), "text");
        if (!text.empty())
            QVERIFY(AgentComment::parse(text) == comment);
    }

    void whatIsTooLongIsLeftOut()
    {
        const std::string longest(AgentComment::longestField, '\xff');
        const AgentComment comment{7, longest, longest};
        QVERIFY(comment.text().size() <= AgentComment::longestText);
        QVERIFY(AgentComment::parse(comment.text()) == comment);
        QCOMPARE((AgentComment{7, longest + 'x', "c"}.text()),
                 std::string{R"(HEP agent.id=7 correlation_id="c")"});
    }

    void othersAreNotBelieved_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"",
                                 "HEP",
                                 "HEP ",
                                 "hep agent.id=1",
                                 "HEP  agent.id=1",
                                 "HEP agent.id=",
                                 "HEP agent.id=0",
                                 "HEP agent.id=-1",
                                 "HEP agent.id=4294967296",
                                 "HEP agent.id=1 ",
                                 "HEP agent.id=1 and more",
                                 "HEP agent.id=1agent.name=\"x\"",
                                 "HEP agent.name=x",
                                 "HEP agent.name=\"x",
                                 "HEP agent.name=\"\"",
                                 "HEP agent.name=\"x\\\"",
                                 "HEP agent.name=\"x\\",
                                 "HEP agent.name=\"x\\x",
                                 "HEP agent.name=\"x\\x0",
                                 "HEP agent.name=\"x\\xzz\"",
                                 "HEP agent.name=\"x\\x-1\"",
                                 "HEP agent.name=\"x\\n\"",
                                 "HEP correlation_id=\"x\" agent.id=1",
                                 "HEP agent.id=1 agent.id=2",
                                 "HEP traffic of Monday"})
            QTest::addRow("%s", text) << QByteArray{text};
        QTest::newRow("too long a name")
            << QByteArray{"HEP agent.name=\""}.append(AgentComment::longestField + 1, 'x').append('"');
        QTest::newRow("far too long") << QByteArray{"HEP agent.name=\""}.append(60'000, 'x').append('"');
    }

    void othersAreNotBelieved()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!AgentComment::parse(text.toStdString()));
    }
};

QTEST_GUILESS_MAIN(AgentCommentTest)
#include "tst_agent_comment.moc"
