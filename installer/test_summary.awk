# SPDX-License-Identifier: GPL-3.0-or-later
# Reads the JUnit file that ctest writes. Prints `skip TEST: FUNCTION REASON` for each skipped test
# function, `fail TEST` for each failed test and, last, `total PASSED FAILED SKIPPED` in test functions.
# A test that is no Qt Test, or that died before its totals, counts as one.

function attribute(name,    text)
{
    text = $0
    if (!sub(".* " name "=\"", "", text)) return ""
    sub(/".*/, "", text)
    return plain(text)
}

function plain(text)
{
    gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "'", text)
    gsub(/&amp;/, "\\&", text)
    return text
}

/<testcase / {
    test = attribute("name"); status = attribute("status")
    counted = 0; failures = 0; reason = ""; missing = 0
}
/<skipped message=/ { missing = /Unable to find executable/ }
{ sub(/^[ \t]*<system-out>/, "") }
/^SKIP   : / {
    line = $0; sub(/^SKIP   : /, "", line)
    print "skip", test ": " plain(line)
}
/^Totals: [0-9]+ passed, / { counted = 1; failures += $4; passed += $2; failed += $4; skipped += $6 }
/^[^ \t<]/ && reason == "" { reason = plain($0) }
/<\/testcase>/ {
    if (status == "notrun" && !missing) {
        skipped++
        print "skip", test ": " reason
    } else if (status != "run") {
        print "fail", test
        if (failures == 0) failed++
    } else if (!counted) {
        passed++
    }
}
END { print "total", passed + 0, failed + 0, skipped + 0 }
