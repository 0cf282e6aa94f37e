-- SPDX-License-Identifier: GPL-3.0-or-later
-- The columns that Kamailio 5.6 writes; its packages bring no script for SQLite. Nothing waits for the disk.
PRAGMA journal_mode = WAL;
CREATE TABLE version (table_name TEXT PRIMARY KEY, table_version INTEGER DEFAULT 0);
INSERT INTO version VALUES ('sip_capture', 4);
CREATE TABLE sip_capture (
    id INTEGER PRIMARY KEY, date TEXT, micro_ts INTEGER, method TEXT, reply_reason TEXT, ruri TEXT,
    ruri_user TEXT, ruri_domain TEXT, from_user TEXT, from_domain TEXT, from_tag TEXT, to_user TEXT,
    to_domain TEXT, to_tag TEXT, pid_user TEXT, contact_user TEXT, auth_user TEXT, callid TEXT,
    callid_aleg TEXT, via_1 TEXT, via_1_branch TEXT, cseq TEXT, diversion TEXT, reason TEXT,
    content_type TEXT, auth TEXT, user_agent TEXT, source_ip TEXT, source_port INTEGER, destination_ip TEXT,
    destination_port INTEGER, contact_ip TEXT, contact_port INTEGER, originator_ip TEXT,
    originator_port INTEGER, correlation_id TEXT, proto INTEGER, family INTEGER, rtp_stat TEXT, type INTEGER,
    node TEXT, custom_field1 TEXT, custom_field2 TEXT, custom_field3 TEXT, msg TEXT);
