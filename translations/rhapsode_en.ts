<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>MessageView</name>
    <message numerus="yes">
        <source>(%n more lines)</source>
        <translation>
            <numerusform>(%n more line)</numerusform>
            <numerusform>(%n more lines)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::charts::TimeStrip</name>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ladder::LadderView</name>
    <message numerus="yes">
        <source>; sent again %n times</source>
        <translation>
            <numerusform>; sent again once</numerusform>
            <numerusform>; sent again %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; seen at %n more capture points</source>
        <translation>
            <numerusform>; seen at %n more capture point</numerusform>
            <numerusform>; seen at %n more capture points</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 packets</source>
        <translation>
            <numerusform>%1 packet</numerusform>
            <numerusform>%1 packets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::message::MessageView</name>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n more</numerusform>
            <numerusform>+%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::FlowPane</name>
    <message numerus="yes">
        <source>%1 messages</source>
        <translation>
            <numerusform>%1 message</numerusform>
            <numerusform>%1 messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %1 are not shown</source>
        <translation>
            <numerusform>the last one is not shown</numerusform>
            <numerusform>the last %1 are not shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more RTP streams are not shown</source>
        <translation>
            <numerusform>%n more RTP stream is not shown</numerusform>
            <numerusform>%n more RTP streams are not shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>with %n more legs</source>
        <translation>
            <numerusform>with %n more leg</numerusform>
            <numerusform>with %n more legs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dialogs under one Call-ID</source>
        <translation>
            <numerusform>%n dialog under one Call-ID</numerusform>
            <numerusform>%n dialogs under one Call-ID</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>clocks of %n capture points corrected</source>
        <translation>
            <numerusform>clock of %n capture point corrected</numerusform>
            <numerusform>clocks of %n capture points corrected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::ListPage</name>
    <message numerus="yes">
        <source>%1 calls</source>
        <translation>
            <numerusform>%1 call</numerusform>
            <numerusform>%1 calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 messages</source>
        <translation>
            <numerusform>%1 message</numerusform>
            <numerusform>%1 messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 calls</source>
        <translation>
            <numerusform>%1 of %2 call</numerusform>
            <numerusform>%1 of %2 calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 messages</source>
        <translation>
            <numerusform>%1 of %2 message</numerusform>
            <numerusform>%1 of %2 messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::MainWindow</name>
    <message numerus="yes">
        <source>Importing · %1 messages</source>
        <translation>
            <numerusform>Importing · %1 message</numerusform>
            <numerusform>Importing · %1 messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 rows</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 TLS connections are decrypted</source>
        <translation>
            <numerusform>%1 of %2 TLS connection is decrypted</numerusform>
            <numerusform>%1 of %2 TLS connections are decrypted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::SessionView</name>
    <message numerus="yes">
        <source>%1 new</source>
        <translation>
            <numerusform>%1 new</numerusform>
            <numerusform>%1 new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::StartPage</name>
    <message numerus="yes">
        <source>%n session(s) · Ctrl+O for others</source>
        <translation>
            <numerusform>%n session · Ctrl+O for others</numerusform>
            <numerusform>%n sessions · Ctrl+O for others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::StatusLine</name>
    <message numerus="yes">
        <source>%1 dropped</source>
        <translation>
            <numerusform>%1 dropped</numerusform>
            <numerusform>%1 dropped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 not understood</source>
        <translation>
            <numerusform>%1 not understood</numerusform>
            <numerusform>%1 not understood</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 messages</source>
        <translation>
            <numerusform>%1 message</numerusform>
            <numerusform>%1 messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 calls</source>
        <translation>
            <numerusform>%1 call</numerusform>
            <numerusform>%1 calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::SourcesPage</name>
    <message numerus="yes">
        <source>and %n more warnings</source>
        <translation>
            <numerusform>and %n more warning</numerusform>
            <numerusform>and %n more warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 TLS connections</source>
        <translation>
            <numerusform>%1 TLS connection</numerusform>
            <numerusform>%1 TLS connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::StatisticsPage</name>
    <message numerus="yes">
        <source>%1 calls</source>
        <translation>
            <numerusform>%1 call</numerusform>
            <numerusform>%1 calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 messages</source>
        <translation>
            <numerusform>%1 message</numerusform>
            <numerusform>%1 messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::FindingsPane</name>
    <message numerus="yes">
        <source>%1 more findings are not shown.</source>
        <translation>
            <numerusform>%1 more finding is not shown.</numerusform>
            <numerusform>%1 more findings are not shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is said of %1 calls with messages that cannot be read.</source>
        <translation>
            <numerusform>Nothing is said of %1 call with messages that cannot be read.</numerusform>
            <numerusform>Nothing is said of %1 calls with messages that cannot be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::FindingsPage</name>
    <message numerus="yes">
        <source>%1 findings</source>
        <translation>
            <numerusform>%1 finding</numerusform>
            <numerusform>%1 findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 calls</source>
        <translation>
            <numerusform>%1 call</numerusform>
            <numerusform>%1 calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 calls cannot be read</source>
        <translation>
            <numerusform>%1 call cannot be read</numerusform>
            <numerusform>%1 calls cannot be read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::StreamsPage</name>
    <message numerus="yes">
        <source>%1 streams</source>
        <translation>
            <numerusform>%1 stream</numerusform>
            <numerusform>%1 streams</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::RegistrationsPage</name>
    <message numerus="yes">
        <source>%1 registrations</source>
        <translation>
            <numerusform>%1 registration</numerusform>
            <numerusform>%1 registrations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::LegsPane</name>
    <message numerus="yes">
        <source>%n more links are not shown.</source>
        <translation>
            <numerusform>%n more link is not shown.</numerusform>
            <numerusform>%n more links are not shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::message::SightingsLine</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::ClocksPane</name>
    <message numerus="yes">
        <source>Clocks of %n capture points</source>
        <translation>
            <numerusform>Clock of %n capture point</numerusform>
            <numerusform>Clocks of %n capture points</numerusform>
        </translation>
    </message>
</context>
</TS>
