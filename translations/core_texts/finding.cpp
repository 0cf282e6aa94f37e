// SPDX-License-Identifier: GPL-3.0-or-later
// English sentences of core/finding that the window translates by code, listed for lupdate; a test compares
// them with what core says. Never compiled.
#include <QtGlobal>

static const char* const findingTexts[] = {
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "The credentials that %1 sent with %2 for the realm \"%3\" were refused with %4: they were made from "
        "the newest challenge, %5 s old then, and the same realm challenged again."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Check user name, password and algorithm on both sides. If they are right, the nonce "
                      "had expired: the server should say so (stale=true), and the client answer sooner."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%2 from %1 was challenged %6 times in a row by the realm "
                                             "\"%3\", although it had answered each challenge."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "Check user name, password and algorithm on both sides; the "
                                             "client should stop after the first refusal."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "%1 answered the challenge of %3 to its %2, and was refused with %4 all the same."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "Some servers say so when the password is wrong; else the user "
                                             "may not do this. The server's log tells which."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 answered the challenge of the realm \"%3\" to its %2 with "
                                             "credentials for the realm \"%4\" only."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Set the realm that the server uses at the client, or let the client take any."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "The call was answered with %1 %2 s after %3 had sent CANCEL: "
                                             "the answer won, and the caller has to end the call with BYE."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "See whether a BYE follows; otherwise the called side thinks that it is in a call."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 came from the public address %2, and its session "
                                             "description has media sent to the private address %3."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Let the client learn its public address (STUN, ICE), or let the server relay media "
                      "and learn where it comes from. A SIP ALG may have changed only half of the message."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "%1 from %2 answers with the address %3 and a port that is not zero: no media can be sent there."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Is the answering side on hold, or has it not set up its media?"),
    QT_TRANSLATE_NOOP("core::finding::Kind", "The called side ended the call %1 s after its answer, which it "
                                             "had sent %2 times: it gave up waiting for the ACK."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "Follow the ACK: does it go where the Contact and Record-Route "
                                             "of the answer say, and can it get there?"),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%3 ended the call %1 s after the session was last refreshed; "
                                             "the session interval is %2 s, and nobody had refreshed it."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "Which side had to refresh (refresher= in Session-Expires), and "
                                             "does its re-INVITE or UPDATE get through?"),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "%3 refused %1 from %2 because of an extension that it does not support: %4."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "The client may try again without the extension; else switch it off there, or on at the server."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "%3 takes %1 from %2 only with an extension that the request does not offer: %4."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "Switch the extension on at the client."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 from %2 and %3 from %4 crossed each other, and 491 refused "
                                             "one of them; its sender tries again after a pause."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Both sides should choose their pauses as the RFC says; see whether one follows."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "%1 came back to %2 with the same request URI and Route: it goes round in a circle."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Two elements route this request to each other; compare their rules for its target."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%2 refused %1 with %3."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Follow the Via headers of the refused request to see who sent it round."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 came back to %2 on its way, with another request URI or "
                                             "Route; that is allowed, and each round makes the call slower."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Is the way meant to be like this (forwarding, application servers)?"),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 from %2 is malformed. %3"),
    QT_TRANSLATE_NOOP("core::finding::Kind", "The sender has to be mended; a strict receiver rejects it."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 was refused with %2 by %3: its Max-Forwards was used up."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Look for a loop in the routing; follow the Via headers of the refused request."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%2 forwarded %1 without taking one off Max-Forwards: %3 came "
                                             "in and %4 went out, so that a loop would not end."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "The proxy has to be mended."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "The Content-Length of %1 from %2 is not that of its body: %3"),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "Who changed the body without its length? Compare with the hop before; ALGs in firewalls do this."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 from %2 has %3 bytes and went over UDP; above 1300 a "
                                             "request has to go over TCP, or its IP fragments may get lost."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Use TCP or TLS, or make the request smaller (fewer codecs, shorter headers)."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 came from the public address %2, and its Contact names the "
                                             "private address %3: requests to it cannot be routed there."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "Let the client learn its public address (outbound, STUN), or "
                                             "let the server use the address that the request came from."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 came from %2 and its Via says %3 without rport: the "
                                             "response has to go to port %4, where nobody may listen."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "Switch rport (symmetric response routing) on at the client or force it at the server."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 from %2 does not say in its Via where the request came from "
                                             "(received=%3), although that is not the %4 of its Via."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The server has to be mended; a client behind NAT does not learn its address."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 from %2 to %3 got no response: it was sent %4 times, and in "
                                             "the %5 s after it none was captured."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Does the receiver run and listen on this address, port and transport? Does a firewall "
                      "drop the request or its response? Does the capture see both directions?"),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 from %2 to %3 got a provisional response but no final one "
                                             "in the %4 s that were captured after it."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Look at the next hop: does the receiver wait for somebody else's answer?"),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "The answer in %1 from %2 has none of the codecs that were offered for %3: offered %4, answered %5."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Compare the codec lists of both sides and of what lies between them."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "The offer has %3 media lines and the answer in %1 from %2 has "
                                             "%4; each has to be answered, if only with port 0."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The answering side, or who changes its answer on the way, has to be mended."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The answer in %1 from %2 says %5 to an offer of %4 for %3, which do not go together."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "Which side is on hold? Expect audio in one direction or none."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The answer in %1 from %2 rejects every media line of the offer (port 0)."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Compare the codecs and protocols on offer with what the other side has."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "%1 from %2 should have the answer to the offer in %3, and has no session description."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "Was the body lost on the way? Compare with the hop before."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 from %2 refuses the offer in %3. Offered: %4."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "A Warning header may say why; compare codecs, protocol (RTP/AVP or RTP/SAVP) and media types."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 was granted %2 s, and the next REGISTER under this Call-ID "
                                             "came after %3 s: %4 s after the registration had expired."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Let the client refresh earlier; did its refreshes get lost or refused in between?"),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "%1 from %2 was sent %3 times over %4 s until %5 came, %6 s after it was sent first."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "What keeps the receiver busy? Compare with the next hop: does "
                                             "the request wait there, or was it lost?"),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%5 was captured, and yet %1 from %2 was sent %3 times more, "
                                             "over %4 s: the response did not reach the sender."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "Does the response go to the address and port in the Via of the "
                                             "request (received, rport)? Does a firewall drop it?"),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "%1 from %2 was sent at least %3 times within %4 s; the timers of SIP "
                      "repeat nothing so often."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "What makes the sender send it again? Two sides that answer each other's repetitions go "
        "on for ever: see what the other side sent at the same times."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "%1 from %2 names the tool \"%3\", which looks for servers and weak passwords."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Block the address unless it is yours; look for what else it sent."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%2 sent %1 to %3 different targets under one Call-ID and was "
                                             "let in nowhere: it tries out addresses or users."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "%1 from %2 has CSeq %3, after %4 of the same side in the same "
                      "dialog: it has to be higher, and a receiver refuses a lower one "
                      "with 500."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "Did somebody in the middle (a B2BUA, a fail-over) go on without knowing the numbers used before?"),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 from %2 has the branch of an earlier request with another "
                                             "CSeq; a receiver may take it for that one sent again."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The sender has to be mended: every request needs a branch of its own."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "The ACK to %1 from %2 has the branch of its INVITE; the ACK to a 2xx is a request of its own."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The sender has to be mended; proxies that match by branch may drop this ACK."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 from %2 has no tag in To; only 100 may come without one."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "The server has to be mended; a client cannot tell its dialog from those of other branches."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "%1 from %2 answers a request within a dialog with other tags than the request has."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Did the answering side restart, or does somebody in the middle change tags?"),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The transfer to %1 that %2 asked for failed: the other side reported %3."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Look for the call that was made to the target, and at what refused it."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "The REFER of %2 to %1 was refused with %3."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "Does the other side allow REFER (see its Allow header)?"),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "%1 from %2 was sent %3 times over %4 s, and no ACK to it was captured."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Does the caller get the answer, and can it send to the Contact and Record-Route in "
                      "it? Does the ACK take another way that is not captured?"),
    QT_TRANSLATE_NOOP("core::finding::Kind", "%1 from %2 asks for a PRACK (RSeq %3): it was sent %4 times "
                                             "over %5 s, and no PRACK to it was captured."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "Does the caller support 100rel, and does the response reach it? Can it send to the Contact and "
        "Record-Route in the response? Without a PRACK the server should refuse the call after 32 s."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The ACK to %1 from %2 was captured, and yet the answer was sent %3 times more, over "
                      "%4 s: the ACK did not reach who answered."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Compare the Route and request URI of the ACK with the Record-Route and Contact of the "
                      "answer; follow the ACK to the next hop."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Audio was captured from %1 to %2 for %3 s after the answer, and none in the other "
                      "direction, although both sides had agreed to send."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Does the silent side send to the address in the SDP that it got, and can it get there "
                      "(NAT, firewall)? See whether the capture shows both directions of other calls."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "No audio was captured in the %1 s after the answer, although both sides had agreed to "
                      "send and the capture has RTP between their media addresses."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Compare the addresses and ports in the SDP of both sides with those where they send "
                      "from, and look for a firewall between them."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The first audio from %1 to %2 was captured %3 s after the answer."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Until then the other side hears nothing. Is media set up late (ICE, DTLS, an ACK that "
                      "came late), or is the sender silent at first?"),
    QT_TRANSLATE_NOOP("core::finding::Kind", "RTP stream %4 from %1 to %2 has the payload type %3, which no "
                                             "session description of the call lists."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The receiver may play noise or nothing. Compare the codecs of the answer with the "
                      "settings of who sends, or of what transcodes on the way."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "%3 of the %4 packets (%5 %) of RTP stream %6 from %1 to %2 never came to where they were captured."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Compare with the reports of the receiver (RTCP) and with a capture nearer to the "
                      "sender, to see where packets are lost; the capture itself may have dropped some."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The packets of RTP stream %4 from %1 to %2 came with a mean jitter of %3 ms."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Jitter above the length of the receiver's buffer is heard as loss. Look for full "
                      "links and for missing priority (DSCP); a sender with a wrong clock shows it too."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Losses bring the estimated MOS of RTP stream %4 (%5) from %1 to %2 down to %3."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "The estimate assumes 150 ms of delay and no concealment of "
                                             "losses. Look for where packets are lost."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "The timestamps of RTP stream %5 from %1 to %2 go on by %3 s while its packets take %4 s."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The sender counts with another clock rate than that of its codec (%6), or sends "
                      "packets of another length than it says; receivers play it too fast or too slow."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "The digits %1 were sent both as telephone-events (RTP stream %2) and in INFO requests."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "The receiver may take each digit for two. Let the sender use "
                                             "one way only: events, where both sides have agreed on them."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "The digits %1 were sent in INFO requests, although both sides had agreed on telephone-events."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "A receiver that has agreed on events may not look into INFO. "
                                             "Compare the DTMF settings of both sides."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "RTP stream %4 from %1 to %2 has telephone-events with the payload type %3, which the "
                      "session description of the receiver does not list."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "The receiver may miss the digits. Each side has to send with the numbers that the "
                      "other one gave; this one sends with its own."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "RTP stream %4 from %1, where the call has its media, goes to "
                                             "%2, which no session description that was captured names."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "Does the sender hold on to an older address, or does something on the way rewrite the "
                      "SDP that it got? Compare the SDP near the sender with the one captured here."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "RTP stream %4 to %2 comes from %1, and the SDP of that side names %3 for its media."),
    QT_TRANSLATE_NOOP(
        "core::finding::Kind",
        "What the other side sends goes to the address in the SDP. Is that where this side receives? A media "
        "relay or a host with several addresses may send from another one than it receives on."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "The packets of RTP stream %4 from %1 to %2 carry %3 ms of "
                                             "audio each, and the receiver allows %5 ms at most (maxptime)."),
    QT_TRANSLATE_NOOP("core::finding::Kind",
                      "A receiver may have no room for longer packets and play gaps. Does the sender read "
                      "maxptime, or does something on the way pack the audio anew?"),
    QT_TRANSLATE_NOOP("core::finding::Kind", "The packets of RTP stream %4 from %1 to %2 carry %3 ms of "
                                             "audio each, and the receiver asks for %5 ms (ptime)."),
    QT_TRANSLATE_NOOP("core::finding::Kind", "That is allowed, and some receivers cope badly. Compare the "
                                             "packet times in the settings of both sides."),
};
