// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/call/binding_progress.h"

#include <QTest>

#include "tests/core/call/scenario_rows.h"

using namespace core::call;

class TestOtherTypes : public QObject {
    Q_OBJECT

private slots:
    void registrations_data();
    void registrations();
    void otherTypes_data();
    void otherTypes();
};

void TestOtherTypes::registrations_data()
{
    addColumns();
    addRow("trying", "alice -> proxy REGISTER 1", "registration trying messages=1/1");
    addRow("registered with the contact's expiry",
           R"(alice -> proxy REGISTER 1 at=0 expires=3600
              proxy -> alice 200 1 at=1 contact=<sip:alice@host.example.com>;expires=600)",
           "registration registered 200 OK expires=601 messages=2/1");
    addRow("the contact that was asked for counts",
           R"(alice -> proxy REGISTER 1 at=0 expires=3600
              proxy -> alice 200 1 at=1 contact=<sip:x@y>;expires=5,_<sip:alice@host.example.com>;expires=600)",
           "registration registered 200 OK expires=601 messages=2/1");
    addRow("challenged and registered",
           R"(alice -> proxy REGISTER 1 at=0 expires=60
              proxy -> alice 401 1
              alice -> proxy REGISTER 2 expires=60
              proxy -> alice 200 2 at=1)",
           "registration registered 200 OK expires=61 messages=4/2");
    addRow("a challenged refresh keeps the binding",
           R"(alice -> proxy REGISTER 1 at=0 expires=60
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=30 expires=60
              proxy -> alice 401 2)",
           "registration registered 401 Unauthorized expires=60 messages=4/2");
    addRow("refreshed",
           R"(alice -> proxy REGISTER 1 at=0 expires=60
              proxy -> alice 200 1 at=0
              alice -> proxy REGISTER 2 at=30 expires=60
              proxy -> alice 200 2 at=30
              later 89)",
           "registration registered 200 OK expires=90 messages=4/2");
    addRow("expired",
           R"(alice -> proxy REGISTER 1 at=0 expires=60
              proxy -> alice 200 1 at=0
              later 60)",
           "registration expired 200 OK expires=60 messages=2/1");
    addRow("unregistered by Expires",
           R"(alice -> proxy REGISTER 1 expires=60
              proxy -> alice 200 1
              alice -> proxy REGISTER 2 expires=0
              proxy -> alice 200 2)",
           "registration unregistered 200 OK messages=4/2");
    addRow("unregistered by the contact",
           R"(alice -> proxy REGISTER 1 expires=60 contact=<sip:alice@h>;expires=0
              proxy -> alice 200 1)",
           "registration unregistered 200 OK messages=2/1");
    addRow("unregistered all",
           R"(alice -> proxy REGISTER 1 expires=0 contact=*
              proxy -> alice 200 1)",
           "registration unregistered 200 OK messages=2/1");
    addRow("rejected",
           R"(alice -> proxy REGISTER 1
              proxy -> alice 403 1)",
           "registration rejected 403 Forbidden by called messages=2/1");
    addRow("interval too brief, repaired",
           R"(alice -> proxy REGISTER 1 at=0 expires=10
              proxy -> alice 423 1
              alice -> proxy REGISTER 2 expires=100
              proxy -> alice 200 2 at=1)",
           "registration registered 200 OK expires=101 messages=4/2");
    addRow("no answer",
           R"(alice -> proxy REGISTER 1 at=0
              later 32)",
           "registration failed by timeout messages=1/1");
    addRow("the registrar behind the proxy does not count",
           R"(alice -> proxy REGISTER 1 at=0 expires=60
              proxy -> registrar REGISTER 1
              registrar -> proxy 200 1 at=1)",
           "registration trying messages=3/2");
    addRow("joined by a 200", R"(proxy -> alice 200 1 REGISTER at=0 contact=<sip:alice@h>;expires=60)",
           "registration registered 200 OK expires=60 messages=1/0");
    addRow("an absurd expiry never comes",
           R"(alice -> proxy REGISTER 1 at=0 expires=99999999999999999999
              proxy -> alice 200 1 at=0
              later 1000000)",
           "registration registered 200 OK expires=4294967294 messages=2/1");
}

void TestOtherTypes::registrations()
{
    checkRow();
}

void TestOtherTypes::otherTypes_data()
{
    addColumns();
    addRow("subscription active",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60
              proxy -> alice 202 1 at=1 expires=50
              proxy -> alice NOTIFY 1 at=2 state=active;expires=40
              alice -> proxy 200 1 NOTIFY)",
           "subscription active 202 Accepted expires=42 messages=4/2");
    addRow("subscription ended by the notifier",
           R"(alice -> proxy SUBSCRIBE 1 expires=60
              proxy -> alice 200 1 expires=60
              proxy -> alice NOTIFY 1 state=terminated;reason=noresource)",
           "subscription terminated 200 OK messages=3/2");
    addRow("subscription timed out",
           R"(alice -> proxy SUBSCRIBE 1 expires=60
              proxy -> alice 200 1 expires=60
              proxy -> alice NOTIFY 1 state=terminated;reason=timeout)",
           "subscription expired 200 OK messages=3/2");
    addRow("NOTIFY overtakes the response",
           R"(alice -> proxy SUBSCRIBE 1 expires=0
              proxy -> alice NOTIFY 1 state=terminated;reason=timeout
              proxy -> alice 200 1)",
           "subscription expired 200 OK messages=3/2");
    addRow("unsubscribed",
           R"(alice -> proxy SUBSCRIBE 1 expires=60
              proxy -> alice 200 1 expires=60
              alice -> proxy SUBSCRIBE 2 expires=0
              proxy -> alice 200 2)",
           "subscription terminated 200 OK messages=4/2");
    addRow("subscription refused",
           R"(alice -> proxy SUBSCRIBE 1
              proxy -> alice 489 1 reason=Bad_Event)",
           "subscription rejected 489 Bad Event by called messages=2/1");
    addRow("subscription expired",
           R"(alice -> proxy SUBSCRIBE 1 at=0 expires=60
              proxy -> alice 200 1 at=0 expires=60
              later 61)",
           "subscription expired 200 OK expires=60 messages=2/1");
    addRow("NOTIFY alone", "proxy -> alice NOTIFY 1 at=0 state=active;expires=9",
           "subscription active expires=9 messages=1/1");
    addRow("MESSAGE answered",
           R"(alice -> bob MESSAGE 1
              bob -> alice 202 1)",
           "message answered 202 Accepted messages=2/1");
    addRow("MESSAGE challenged and answered",
           R"(alice -> bob MESSAGE 1
              bob -> alice 407 1
              alice -> bob MESSAGE 2
              bob -> alice 200 2)",
           "message answered 200 OK messages=4/2");
    addRow("MESSAGE rejected",
           R"(alice -> bob MESSAGE 1
              bob -> alice 404 1)",
           "message rejected 404 Not Found by called messages=2/1");
    addRow("OPTIONS failed",
           R"(alice -> bob OPTIONS 1
              bob -> alice 500 1)",
           "options failed 500 Server Internal Error messages=2/1");
    addRow("OPTIONS trying",
           R"(alice -> bob OPTIONS 1
              bob -> alice 100 1)",
           "options trying messages=2/1");
    addRow("OPTIONS without an answer",
           R"(alice -> bob OPTIONS 1 at=0
              later 33)",
           "options failed by timeout messages=1/1");
    addRow("PUBLISH answered",
           R"(alice -> bob PUBLISH 1
              bob -> alice 200 1)",
           "publication answered 200 OK messages=2/1");
    addRow("REFER outside a dialog",
           R"(alice -> bob REFER 1
              bob -> alice 202 1)",
           "other answered 202 Accepted messages=2/1");
    addRow("unheard-of method",
           R"(alice -> bob BREW 1
              bob -> alice 418 1)",
           "other rejected 418 Unnamed by called messages=2/1");
    addRow("joined by a response to OPTIONS", "bob -> alice 200 1 OPTIONS",
           "options answered 200 OK messages=1/0");
}

void TestOtherTypes::otherTypes()
{
    checkRow();
}

QTEST_GUILESS_MAIN(TestOtherTypes)
#include "tst_other_types.moc"
