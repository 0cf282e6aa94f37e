// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/row_format.h"

#include "core/export/escape.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace core;
using namespace core::exporting;

class RowFormatTest : public QObject {
    Q_OBJECT

private:
    static Cell cell(filter::Value value, filter::ValueType type = filter::ValueType::Text)
    {
        return {std::move(value), {}, type, false};
    }

    static QByteArray written(RowFormat format, const std::vector<Cell>& cells)
    {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < cells.size(); ++i)
            names.push_back("f" + std::to_string(i));
        std::string line;
        RowFormatter{format, names}.append(line, cells);
        return QByteArray::fromStdString(line);
    }

private slots:

    void texts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("tsv");
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char* name, QByteArray text, QByteArray tsv, QByteArray csv,
                            QByteArray json) { QTest::newRow(name) << text << tsv << csv << json; };
        row("plain", "alice", "alice", "alice", "\"alice\"");
        row("empty", "", "", "", "\"\"");
        row("UTF-8", "J\xC3\xBCrgen \xF0\x9F\x93\x9E", "J\xC3\xBCrgen \xF0\x9F\x93\x9E",
            "J\xC3\xBCrgen \xF0\x9F\x93\x9E", "\"J\xC3\xBCrgen \xF0\x9F\x93\x9E\"");
        row("tab, CR, LF", "a\tb\r\nc", "a\\tb\\r\\nc", "\"a\tb\r\nc\"", "\"a\\tb\\r\\nc\"");
        row("backslash", "a\\n", "a\\\\n", "a\\n", "\"a\\\\n\"");
        row("quotes", "say \"hi\"", "say \"hi\"", "\"say \"\"hi\"\"\"", "\"say \\\"hi\\\"\"");
        row("comma", "a,b", "a,b", "\"a,b\"", "\"a,b\"");
        row("NUL", QByteArray("a\0b", 3), "a\\x00b", QByteArray("a\0b", 3), "\"a\\u0000b\"");
        row("escape", "\x1B[31m", "\\x1B[31m", "\x1B[31m", "\"\\u001b[31m\"");
        row("DEL", "\x7F", "\\x7F", "\x7F", "\"\\u007f\"");
        row("U+0085", "\xC2\x85", "\\xC2\\x85", "\xC2\x85", "\"\\u0085\"");
        row("U+00A0 is no control", "\xC2\xA0", "\xC2\xA0", "\xC2\xA0", "\"\xC2\xA0\"");
        row("not UTF-8", "a\xFFz", "a\\xFFz", "a\xEF\xBF\xBDz", "\"a\xEF\xBF\xBDz\"");
        row("cut short", "a\xC3", "a\\xC3", "a\xEF\xBF\xBD", "\"a\xEF\xBF\xBD\"");
        row("overlong", "\xC0\xAF", "\\xC0\\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD", "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
        row("surrogate", "\xED\xA0\x80", "\\xED\\xA0\\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD",
            "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
        row("above U+10FFFF", "\xF4\x90\x80\x80", "\\xF4\\x90\\x80\\x80",
            "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD",
            "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
        row("formula =", "=1+1", "=1+1", "'=1+1", "\"=1+1\"");
        row("formula +", "+4930", "+4930", "'+4930", "\"+4930\"");
        row("formula -", "-1", "-1", "'-1", "\"-1\"");
        row("formula behind a tab", "\t=1+1", "\\t=1+1", "'\t=1+1", "\"\\t=1+1\"");
        row("formula behind a CR", "\r=1+1", "\\r=1+1", "\"'\r=1+1\"", "\"\\r=1+1\"");
        row("formula behind a quote", "\"=1", "\"=1", "\"\"\"=1\"", "\"\\\"=1\"");
        row("formula within", "a=1", "a=1", "a=1", "\"a=1\"");
        row("formula @", "@SUM(A1,2)", "@SUM(A1,2)", "\"'@SUM(A1,2)\"", "\"@SUM(A1,2)\"");
    }

    void texts()
    {
        QFETCH(QByteArray, text);
        const std::string bytes = text.toStdString();
        const std::vector<Cell> cells{cell(std::string_view{bytes})};
        QTEST(written(RowFormat::Tsv, cells).chopped(1), "tsv");
        QTEST(written(RowFormat::Csv, cells).chopped(2), "csv");
        QFETCH(QByteArray, json);
        QCOMPARE(written(RowFormat::Json, cells), "{\"f0\":" + json + "}\n");
    }

    void values()
    {
        const Cell defects{
            {},
            {filter::Value{std::string_view{"via-missing"}}, filter::Value{std::string_view{"a,b"}}},
            filter::ValueType::Text,
            true};
        const Cell none{{}, {}, filter::ValueType::Text, true};
        const std::vector<Cell> cells{
            cell(std::int64_t{486}, filter::ValueType::Integer),
            cell(std::int64_t{1'700'000'000'000'000'001}, filter::ValueType::Time),
            cell(std::int64_t{2'500'000'000}, filter::ValueType::Duration),
            cell(std::int64_t{1}, filter::ValueType::Boolean),
            cell({}, filter::ValueType::Integer),
            cell(*net::IpAddress::parse("2001:db8::1"), filter::ValueType::Address),
            cell(net::Endpoint{*net::IpAddress::parse("2001:db8::1"), 5060}, filter::ValueType::Endpoint),
            cell(std::int64_t{4'120}, filter::ValueType::Decimal),
            defects,
            none,
        };
        QCOMPARE(written(RowFormat::Tsv, cells), "486\t1700000000.000000001\t2.500000\ttrue\t\t2001:db8::1\t["
                                                 "2001:db8::1]:5060\t4.120\tvia-missing,a,b\t\n");
        QCOMPARE(written(RowFormat::Csv, cells), "486,1700000000.000000001,2.500000,true,,2001:db8::1,[2001:"
                                                 "db8::1]:5060,4.120,\"via-missing,a,b\",\r\n");
        const QByteArray json = written(RowFormat::Json, cells);
        QCOMPARE(json, "{\"f0\":486,\"f1\":\"1700000000.000000001\",\"f2\":2.500000,\"f3\":true,\"f4\":null,"
                       "\"f5\":\"2001:db8::1\",\"f6\":\"[2001:db8::1]:5060\",\"f7\":4.120,"
                       "\"f8\":[\"via-missing\",\"a,b\"],\"f9\":[]}\n");
        QVERIFY(QJsonDocument::fromJson(json).isObject());
    }

    void numbersAreNoFormulas()
    {
        const std::vector<Cell> cells{cell(std::int64_t{-2'500'000'000}, filter::ValueType::Duration),
                                      cell(std::int64_t{-7}, filter::ValueType::Integer)};
        QCOMPARE(written(RowFormat::Csv, cells), "-2.500000,-7\r\n");
        Cell list{{}, {filter::Value{std::string_view{"=a"}}, filter::Value{std::string_view{"b"}}}};
        list.isList = true;
        QCOMPARE(written(RowFormat::Csv, {list}), "\"'=a,b\"\r\n");
    }

    void header()
    {
        const std::vector<std::string> names{"id", "from.user", "sip.X,Y"};
        QCOMPARE((RowFormatter{RowFormat::Tsv, names}.header()), std::string{"id\tfrom.user\tsip.X,Y\n"});
        QCOMPARE((RowFormatter{RowFormat::Csv, names}.header()), std::string{"id,from.user,\"sip.X,Y\"\r\n"});
        QCOMPARE((RowFormatter{RowFormat::Json, names}.header()), std::string{});
    }

    void rowsOfRecords()
    {
        call::CallRecord call;
        call.key.value = 7;
        call.callId = "x@y";
        call.state = call::CallState::Failed;
        std::vector<NamedField> fields;
        for (const char* name : {"id", "call_id", "state", "pdd", "findings"})
            fields.push_back({name, filter::findField(name, filter::Scope::Call)});
        std::vector<Cell> cells;
        fillCells(cells, fields, call);
        QCOMPARE(written(RowFormat::Tsv, cells), "7\tx@y\tfailed\t\t\n");
        QVERIFY(!needsBytes(fields));
        QVERIFY(needsBytes(defaultFields(filter::Scope::Message)));
        QCOMPARE(defaultFields(filter::Scope::Message).size(), std::size_t{32});
    }
};

QTEST_GUILESS_MAIN(RowFormatTest)
#include "tst_row_format.moc"
