// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/kernel_ring.h"

#include "core/capture/pcap_handles.h"

#include <QtTest>
#include <array>
#include <pcap/pcap.h>

using namespace core::capture;

class TestKernelRing : public QObject {
    Q_OBJECT

private slots:
    void readsTheMapOfTheProcess();
    void saysHowMuchIsMissing();
    void measuresACapture();
    void readsTheReportOfTheHelper();
};

void TestKernelRing::readsTheMapOfTheProcess()
{
    constexpr std::string_view maps = "55a7028c6000-55a7028cd000 r-xp 00000000 08:01 77 /usr/bin/rhapsode\n"
                                      "7f0000000000-7f0000200000 rw-s 00000000 00:08 4711 socket:[4711]\n"
                                      "7f0000300000-7f0000400000 rw-s 00000000 00:08 4711 socket:[4711]\n"
                                      "7f0000500000-7f0000900000 rw-s 00000000 00:08 14711 socket:[14711]";
    QCOMPARE(ringBytes(maps, 4711), std::optional{std::size_t{3} << 20U});
    QCOMPARE(ringBytes(maps, 14711), std::optional{std::size_t{4} << 20U});
    QCOMPARE(ringBytes(maps, 1), std::nullopt);
    QCOMPARE(ringBytes(std::string_view{"nonsense socket:[1]\nff-ee rw-s socket:[1]\n"}, 1), std::nullopt);
}

void TestKernelRing::saysHowMuchIsMissing()
{
    constexpr std::size_t mebibyte = 1U << 20U;
    QCOMPARE(shortageOf(2 * mebibyte, 64 * mebibyte), std::optional{std::string{"2.0 MiB of 64.0 MiB"}});
    QCOMPARE(shortageOf(0, 64 * mebibyte), std::optional{std::string{"0.0 MiB of 64.0 MiB"}});
    QCOMPARE(shortageOf(63 * mebibyte, 64 * mebibyte), std::nullopt);
    QCOMPARE(shortageOf(65 * mebibyte, 64 * mebibyte), std::nullopt);
}

void TestKernelRing::measuresACapture()
{
    constexpr int asked = 8 << 20;
    std::array<char, PCAP_ERRBUF_SIZE> message{};
    const PcapHandle handle{pcap_create("lo", message.data())};
    QVERIFY(handle != nullptr);
    pcap_set_buffer_size(handle.get(), asked);
    if (pcap_activate(handle.get()) < 0)
        QSKIP("capturing needs a right that this user has not");
    const auto granted = ringBytes(pcap_fileno(handle.get()));
    QVERIFY(granted.has_value());
    QVERIFY2(*granted <= asked && !shortageOf(*granted, asked), qPrintable(QString::number(*granted)));
}

void TestKernelRing::readsTheReportOfTheHelper()
{
    const RingReport report{113, 2U << 20U, 64U << 20U};
    QCOMPARE(toLine(report), std::string{"data link 113, buffer of 2097152 of 67108864 bytes"});
    QVERIFY(ringReportOf("rhapsode-sniff: " + toLine(report)) == report);
    for (const char* other :
         {"", "data link ", "data link 1, buffer of 2", "data link 1, buffer of x of 2 bytes",
          "data link 1, buffer of 1 of 2 bytes more",
          "data link 1, buffer of 99999999999999999999999 of 2 bytes"})
        QVERIFY2(!ringReportOf(other), other);
}

QTEST_GUILESS_MAIN(TestKernelRing)
#include "tst_kernel_ring.moc"
