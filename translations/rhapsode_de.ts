<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>core::finding::Kind</name>
    <message>
        <source>Audio was captured from %1 to %2 for %3 s after the answer, and none in the other direction, although both sides had agreed to send.</source>
        <translation>Vom Annehmen an wurde %3 s lang Ton von %1 nach %2 aufgezeichnet und keiner in der anderen Richtung, obwohl beide Seiten vereinbart hatten zu senden.</translation>
    </message>
    <message>
        <source>Does the silent side send to the address in the SDP that it got, and can it get there (NAT, firewall)? See whether the capture shows both directions of other calls.</source>
        <translation>Sendet die stumme Seite an die Adresse im SDP, das sie bekam, und kommt sie dorthin (NAT, Firewall)? Prüfen, ob die Aufzeichnung bei anderen Anrufen beide Richtungen zeigt.</translation>
    </message>
    <message>
        <source>No audio was captured in the %1 s after the answer, although both sides had agreed to send and the capture has RTP between their media addresses.</source>
        <translation>In den %1 s nach dem Annehmen wurde kein Ton aufgezeichnet, obwohl beide Seiten vereinbart hatten zu senden und die Aufzeichnung RTP zwischen ihren Medienadressen enthält.</translation>
    </message>
    <message>
        <source>Compare the addresses and ports in the SDP of both sides with those where they send from, and look for a firewall between them.</source>
        <translation>Adressen und Ports im SDP beider Seiten mit denen vergleichen, von denen sie senden, und nach einer Firewall dazwischen suchen.</translation>
    </message>
    <message>
        <source>The first audio from %1 to %2 was captured %3 s after the answer.</source>
        <translation>Der erste Ton von %1 nach %2 wurde %3 s nach dem Annehmen aufgezeichnet.</translation>
    </message>
    <message>
        <source>Until then the other side hears nothing. Is media set up late (ICE, DTLS, an ACK that came late), or is the sender silent at first?</source>
        <translation>Bis dahin hört die andere Seite nichts. Werden die Medien spät aufgebaut (ICE, DTLS, ein spätes ACK), oder schweigt der Sender zunächst?</translation>
    </message>
    <message>
        <source>RTP stream %4 from %1 to %2 has the payload type %3, which no session description of the call lists.</source>
        <translation>Der RTP-Strom %4 von %1 nach %2 hat den Payload-Typ %3, den keine Sitzungsbeschreibung des Anrufs nennt.</translation>
    </message>
    <message>
        <source>The receiver may play noise or nothing. Compare the codecs of the answer with the settings of who sends, or of what transcodes on the way.</source>
        <translation>Der Empfänger spielt womöglich Rauschen oder nichts. Die Codecs der Antwort mit den Einstellungen dessen vergleichen, der sendet oder unterwegs umwandelt.</translation>
    </message>
    <message>
        <source>%3 of the %4 packets (%5 %) of RTP stream %6 from %1 to %2 never came to where they were captured.</source>
        <translation>%3 der %4 Pakete (%5 %) des RTP-Stroms %6 von %1 nach %2 kamen nicht bis zur Aufzeichnung.</translation>
    </message>
    <message>
        <source>Compare with the reports of the receiver (RTCP) and with a capture nearer to the sender, to see where packets are lost; the capture itself may have dropped some.</source>
        <translation>Mit den Berichten des Empfängers (RTCP) und mit einer Aufzeichnung näher am Sender vergleichen, um zu sehen, wo Pakete verloren gehen; auch die Aufzeichnung selbst kann welche verloren haben.</translation>
    </message>
    <message>
        <source>The packets of RTP stream %4 from %1 to %2 came with a mean jitter of %3 ms.</source>
        <translation>Die Pakete des RTP-Stroms %4 von %1 nach %2 kamen mit einem mittleren Jitter von %3 ms.</translation>
    </message>
    <message>
        <source>Jitter above the length of the receiver&apos;s buffer is heard as loss. Look for full links and for missing priority (DSCP); a sender with a wrong clock shows it too.</source>
        <translation>Jitter über der Länge des Puffers beim Empfänger ist als Verlust zu hören. Nach vollen Leitungen und fehlendem Vorrang (DSCP) suchen; auch ein Sender mit falschem Takt zeigt sich so.</translation>
    </message>
    <message>
        <source>Losses bring the estimated MOS of RTP stream %4 (%5) from %1 to %2 down to %3.</source>
        <translation>Verluste drücken den geschätzten MOS des RTP-Stroms %4 (%5) von %1 nach %2 auf %3.</translation>
    </message>
    <message>
        <source>The estimate assumes 150 ms of delay and no concealment of losses. Look for where packets are lost.</source>
        <translation>Die Schätzung nimmt 150 ms Verzögerung und kein Verdecken von Verlusten an. Suchen, wo Pakete verloren gehen.</translation>
    </message>
    <message>
        <source>The timestamps of RTP stream %5 from %1 to %2 go on by %3 s while its packets take %4 s.</source>
        <translation>Die Zeitstempel des RTP-Stroms %5 von %1 nach %2 schreiten um %3 s fort, während seine Pakete %4 s brauchen.</translation>
    </message>
    <message>
        <source>The sender counts with another clock rate than that of its codec (%6), or sends packets of another length than it says; receivers play it too fast or too slow.</source>
        <translation>Der Sender zählt mit einem anderen Takt als dem seines Codecs (%6), oder er sendet Pakete anderer Länge, als er sagt; Empfänger spielen sie zu schnell oder zu langsam ab.</translation>
    </message>
    <message>
        <source>The digits %1 were sent both as telephone-events (RTP stream %2) and in INFO requests.</source>
        <translation>Die Ziffern %1 wurden sowohl als Telephone-Events (RTP-Strom %2) als auch in INFO-Anfragen gesendet.</translation>
    </message>
    <message>
        <source>The receiver may take each digit for two. Let the sender use one way only: events, where both sides have agreed on them.</source>
        <translation>Der Empfänger kann jede Ziffer doppelt zählen. Der Sender sollte nur einen Weg nehmen: Events, wo beide Seiten sich darauf geeinigt haben.</translation>
    </message>
    <message>
        <source>The digits %1 were sent in INFO requests, although both sides had agreed on telephone-events.</source>
        <translation>Die Ziffern %1 wurden in INFO-Anfragen gesendet, obwohl sich beide Seiten auf Telephone-Events geeinigt hatten.</translation>
    </message>
    <message>
        <source>A receiver that has agreed on events may not look into INFO. Compare the DTMF settings of both sides.</source>
        <translation>Ein Empfänger, der Events vereinbart hat, beachtet INFO vielleicht nicht. Die DTMF-Einstellungen beider Seiten vergleichen.</translation>
    </message>
    <message>
        <source>RTP stream %4 from %1 to %2 has telephone-events with the payload type %3, which the session description of the receiver does not list.</source>
        <translation>RTP-Strom %4 von %1 nach %2 hat Telephone-Events mit dem Payload-Typ %3, den die Sitzungsbeschreibung des Empfängers nicht nennt.</translation>
    </message>
    <message>
        <source>The receiver may miss the digits. Each side has to send with the numbers that the other one gave; this one sends with its own.</source>
        <translation>Dem Empfänger können die Ziffern entgehen. Jede Seite muss mit den Nummern senden, die die andere genannt hat; diese sendet mit den eigenen.</translation>
    </message>
    <message>
        <source>RTP stream %4 from %1, where the call has its media, goes to %2, which no session description that was captured names.</source>
        <translation>RTP-Strom %4 von %1, wo der Anruf seine Medien hat, geht nach %2, das keine aufgezeichnete Sitzungsbeschreibung nennt.</translation>
    </message>
    <message>
        <source>Does the sender hold on to an older address, or does something on the way rewrite the SDP that it got? Compare the SDP near the sender with the one captured here.</source>
        <translation>Hält der Sender an einer älteren Adresse fest, oder schreibt unterwegs etwas das SDP um, das er bekam? Das SDP nahe beim Sender mit dem hier aufgezeichneten vergleichen.</translation>
    </message>
    <message>
        <source>RTP stream %4 to %2 comes from %1, and the SDP of that side names %3 for its media.</source>
        <translation>RTP-Strom %4 nach %2 kommt von %1, und das SDP dieser Seite nennt %3 für ihre Medien.</translation>
    </message>
    <message>
        <source>What the other side sends goes to the address in the SDP. Is that where this side receives? A media relay or a host with several addresses may send from another one than it receives on.</source>
        <translation>Was die andere Seite sendet, geht an die Adresse im SDP. Empfängt diese Seite dort? Ein Medienrelais oder ein Rechner mit mehreren Adressen kann von einer anderen senden, als er empfängt.</translation>
    </message>
    <message>
        <source>The packets of RTP stream %4 from %1 to %2 carry %3 ms of audio each, and the receiver allows %5 ms at most (maxptime).</source>
        <translation>Die Pakete von RTP-Strom %4 von %1 nach %2 enthalten je %3 ms Ton, und der Empfänger erlaubt höchstens %5 ms (maxptime).</translation>
    </message>
    <message>
        <source>A receiver may have no room for longer packets and play gaps. Does the sender read maxptime, or does something on the way pack the audio anew?</source>
        <translation>Ein Empfänger hat für längere Pakete vielleicht keinen Platz und spielt Lücken. Liest der Sender maxptime, oder packt unterwegs etwas den Ton neu?</translation>
    </message>
    <message>
        <source>The packets of RTP stream %4 from %1 to %2 carry %3 ms of audio each, and the receiver asks for %5 ms (ptime).</source>
        <translation>Die Pakete von RTP-Strom %4 von %1 nach %2 enthalten je %3 ms Ton, und der Empfänger bittet um %5 ms (ptime).</translation>
    </message>
    <message>
        <source>That is allowed, and some receivers cope badly. Compare the packet times in the settings of both sides.</source>
        <translation>Das ist erlaubt, und manche Empfänger kommen schlecht damit zurecht. Die Paketlängen in den Einstellungen beider Seiten vergleichen.</translation>
    </message>
</context>
<context>
    <name>LadderView</name>
    <message>
        <source>quiet for %1</source>
        <translation>%1 Ruhe</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>Leg</source>
        <translation>Leg</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message numerus="yes">
        <source>(%n more lines)</source>
        <translation>
            <numerusform>(%n weitere Zeile)</numerusform>
            <numerusform>(%n weitere Zeilen)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>core::base::Error</name>
    <message>
        <source>The file does not exist</source>
        <translation>Die Datei gibt es nicht</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Bitte den Pfad prüfen.</translation>
    </message>
    <message>
        <source>The file cannot be read</source>
        <translation>Die Datei kann nicht gelesen werden</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Bitte die Zugriffsrechte prüfen.</translation>
    </message>
    <message>
        <source>The file exists already</source>
        <translation>Die Datei gibt es schon</translation>
    </message>
    <message>
        <source>Choose another name, or use --append or --overwrite.</source>
        <translation>Einen anderen Namen wählen, oder --append oder --overwrite angeben.</translation>
    </message>
    <message>
        <source>The folder cannot be written to</source>
        <translation>In den Ordner kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>Choose another folder, or change its permissions.</source>
        <translation>Einen anderen Ordner wählen oder dessen Zugriffsrechte ändern.</translation>
    </message>
    <message>
        <source>Writing failed</source>
        <translation>Das Schreiben ist misslungen</translation>
    </message>
    <message>
        <source>Check the disk and try again.</source>
        <translation>Den Datenträger prüfen und es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>There is no space left on the disk</source>
        <translation>Auf dem Datenträger ist kein Platz mehr</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>Bitte Platz schaffen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Reading or writing failed</source>
        <translation>Lesen oder Schreiben ist misslungen</translation>
    </message>
    <message>
        <source>This is neither a capture nor a session</source>
        <translation>Das ist weder ein Mitschnitt noch eine Sitzung</translation>
    </message>
    <message>
        <source>Rhapsode reads pcap and pcapng, also compressed (gzip, zstd, lz4, xz), and its own sessions.</source>
        <translation>Rhapsode liest pcap und pcapng, auch gepackt (gzip, zstd, lz4, xz), und eigene Sitzungen.</translation>
    </message>
    <message>
        <source>The capture ends in the middle of a packet</source>
        <translation>Der Mitschnitt endet mitten in einem Paket</translation>
    </message>
    <message>
        <source>Everything before that was read.</source>
        <translation>Alles davor wurde gelesen.</translation>
    </message>
    <message>
        <source>The capture is damaged</source>
        <translation>Der Mitschnitt ist beschädigt</translation>
    </message>
    <message>
        <source>Everything that could be read was kept.</source>
        <translation>Alles Lesbare wurde behalten.</translation>
    </message>
    <message>
        <source>The file is compressed in a way that Rhapsode does not read</source>
        <translation>Die Datei ist auf eine Art gepackt, die Rhapsode nicht liest</translation>
    </message>
    <message>
        <source>Decompress it first.</source>
        <translation>Bitte zuerst entpacken.</translation>
    </message>
    <message>
        <source>This is not a Rhapsode session</source>
        <translation>Das ist keine Rhapsode-Sitzung</translation>
    </message>
    <message>
        <source>Captures are opened with import.</source>
        <translation>Mitschnitte werden mit import geöffnet.</translation>
    </message>
    <message>
        <source>The session was written by a newer Rhapsode</source>
        <translation>Die Sitzung stammt von einem neueren Rhapsode</translation>
    </message>
    <message>
        <source>Update Rhapsode to open it.</source>
        <translation>Zum Öffnen bitte Rhapsode aktualisieren.</translation>
    </message>
    <message>
        <source>The session was written by an older Rhapsode</source>
        <translation>Die Sitzung stammt von einem älteren Rhapsode</translation>
    </message>
    <message>
        <source>Run &apos;rhapsode-cli reindex&apos; on it.</source>
        <translation>Bitte &apos;rhapsode-cli reindex&apos; darauf anwenden.</translation>
    </message>
    <message>
        <source>The session file is damaged</source>
        <translation>Die Sitzungsdatei ist beschädigt</translation>
    </message>
    <message>
        <source>Run &apos;rhapsode-cli reindex&apos; to save what is readable.</source>
        <translation>&apos;rhapsode-cli reindex&apos; rettet, was lesbar ist.</translation>
    </message>
    <message>
        <source>Another program is writing to the session</source>
        <translation>Ein anderes Programm schreibt gerade in die Sitzung</translation>
    </message>
    <message>
        <source>Close it there first.</source>
        <translation>Bitte zuerst dort schließen.</translation>
    </message>
    <message>
        <source>The session database reported an error</source>
        <translation>Die Datenbank der Sitzung meldet einen Fehler</translation>
    </message>
    <message>
        <source>There is no such interface</source>
        <translation>Diese Schnittstelle gibt es nicht</translation>
    </message>
    <message>
        <source>&apos;rhapsode-cli interfaces&apos; lists them.</source>
        <translation>&apos;rhapsode-cli interfaces&apos; zählt sie auf.</translation>
    </message>
    <message>
        <source>The interface is down</source>
        <translation>Die Schnittstelle ist nicht in Betrieb</translation>
    </message>
    <message>
        <source>Bring it up with &apos;sudo ip link set NAME up&apos;, then try again.</source>
        <translation>Mit &apos;sudo ip link set NAME up&apos; einschalten, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The interface disappeared during the capture</source>
        <translation>Die Schnittstelle ist während der Aufzeichnung verschwunden</translation>
    </message>
    <message>
        <source>What had arrived is kept.</source>
        <translation>Was angekommen war, bleibt erhalten.</translation>
    </message>
    <message>
        <source>This user is not allowed to capture on the interface</source>
        <translation>Dieser Benutzer darf auf der Schnittstelle nicht mitschneiden</translation>
    </message>
    <message>
        <source>Run as root, or get the right with the command in brackets; a new group counts after the next login.</source>
        <translation>Als root starten oder sich das Recht mit dem Befehl in Klammern geben; eine neue Gruppe gilt ab der nächsten Anmeldung.</translation>
    </message>
    <message>
        <source>The capture filter (BPF) is not valid</source>
        <translation>Der Mitschnittfilter (BPF) ist ungültig</translation>
    </message>
    <message>
        <source>See &apos;man pcap-filter&apos;.</source>
        <translation>Siehe &apos;man pcap-filter&apos;.</translation>
    </message>
    <message>
        <source>Another program already listens on this address</source>
        <translation>Ein anderes Programm lauscht schon auf dieser Adresse</translation>
    </message>
    <message>
        <source>Stop it, or choose another port.</source>
        <translation>Jenes beenden oder einen anderen Port wählen.</translation>
    </message>
    <message>
        <source>This machine does not have this address</source>
        <translation>Dieser Rechner hat diese Adresse nicht</translation>
    </message>
    <message>
        <source>Use an address of this machine, or 0.0.0.0 or [::] for all.</source>
        <translation>Eine Adresse dieses Rechners angeben, oder 0.0.0.0 oder [::] für alle.</translation>
    </message>
    <message>
        <source>This user may not listen on this port</source>
        <translation>Dieser Benutzer darf auf diesem Port nicht lauschen</translation>
    </message>
    <message>
        <source>Choose a port above 1023.</source>
        <translation>Bitte einen Port über 1023 wählen.</translation>
    </message>
    <message>
        <source>The system grants a smaller receive buffer than Rhapsode asks for</source>
        <translation>Das System gewährt einen kleineren Empfangspuffer, als Rhapsode möchte</translation>
    </message>
    <message>
        <source>Bursts may be lost; allow more with &apos;sudo sysctl -w net.core.rmem_max=33554432&apos;, then start again.</source>
        <translation>Bei Lastspitzen kann etwas verloren gehen; mit &apos;sudo sysctl -w net.core.rmem_max=33554432&apos; mehr erlauben, dann neu starten.</translation>
    </message>
    <message>
        <source>The system has less memory for a capture buffer than Rhapsode asks for</source>
        <translation>Das System hat weniger Speicher für einen Mitschnittpuffer, als Rhapsode möchte</translation>
    </message>
    <message>
        <source>Bursts may be lost; free some memory, or capture less with a filter (BPF), then start again.</source>
        <translation>Bei Lastspitzen kann etwas verloren gehen; Speicher freigeben oder mit einem Filter (BPF) weniger mitschneiden, dann neu starten.</translation>
    </message>
    <message>
        <source>This is not a HEP address</source>
        <translation>Das ist keine HEP-Adresse</translation>
    </message>
    <message>
        <source>Write for instance hep+udp://0.0.0.0:9060.</source>
        <translation>Schreiben Sie zum Beispiel hep+udp://0.0.0.0:9060.</translation>
    </message>
    <message>
        <source>The collector&apos;s host name cannot be resolved</source>
        <translation>Der Rechnername des Kollektors lässt sich nicht auflösen</translation>
    </message>
    <message>
        <source>Check the name, or give an address.</source>
        <translation>Prüfen Sie den Namen, oder geben Sie eine Adresse an.</translation>
    </message>
    <message>
        <source>The collector cannot be reached</source>
        <translation>Der Kollektor ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Check that it runs and listens there.</source>
        <translation>Prüfen Sie, ob er läuft und dort lauscht.</translation>
    </message>
    <message>
        <source>The collector&apos;s certificate could not be verified, and messages are sent all the same</source>
        <translation>Das Zertifikat des Kollektors ließ sich nicht prüfen; gesendet wird trotzdem</translation>
    </message>
    <message>
        <source>Give its authority&apos;s certificate with --tls-ca to send to nobody else.</source>
        <translation>Geben Sie mit --tls-ca das Zertifikat seiner Zertifizierungsstelle an, damit niemand sonst etwas bekommt.</translation>
    </message>
    <message>
        <source>This user is not allowed to send IP-in-IP</source>
        <translation>Dieser Benutzer darf kein IP-in-IP senden</translation>
    </message>
    <message>
        <source>The filter is not valid</source>
        <translation>Der Filter ist ungültig</translation>
    </message>
    <message>
        <source>The filter takes too long</source>
        <translation>Der Filter braucht zu lange</translation>
    </message>
    <message>
        <source>There is no such field</source>
        <translation>Dieses Feld gibt es nicht</translation>
    </message>
    <message>
        <source>There is no such message in the session</source>
        <translation>Diese Nachricht gibt es in der Sitzung nicht</translation>
    </message>
    <message>
        <source>&apos;rhapsode-cli messages&apos; lists them.</source>
        <translation>&apos;rhapsode-cli messages&apos; zählt sie auf.</translation>
    </message>
    <message>
        <source>There is no such call in the session</source>
        <translation>Diesen Anruf gibt es in der Sitzung nicht</translation>
    </message>
    <message>
        <source>&apos;rhapsode-cli calls&apos; lists them.</source>
        <translation>&apos;rhapsode-cli calls&apos; zählt sie auf.</translation>
    </message>
    <message>
        <source>The option is not valid</source>
        <translation>Die Option ist ungültig</translation>
    </message>
    <message>
        <source>The program is not installed</source>
        <translation>Das Programm ist nicht installiert</translation>
    </message>
    <message>
        <source>Install it, then try again.</source>
        <translation>Bitte installieren und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The file holds no private RSA key that can be read</source>
        <translation>Die Datei enthält keinen lesbaren privaten RSA-Schlüssel</translation>
    </message>
    <message>
        <source>It has to be an RSA key in PEM without a passphrase.</source>
        <translation>Es muss ein RSA-Schlüssel im PEM-Format ohne Kennwort sein.</translation>
    </message>
    <message>
        <source>The certificate or its private key cannot be used</source>
        <translation>Das Zertifikat oder sein privater Schlüssel ist nicht verwendbar</translation>
    </message>
    <message>
        <source>Both have to be PEM files that belong together, the key without a passphrase.</source>
        <translation>Beides müssen PEM-Dateien sein, die zusammengehören, der Schlüssel ohne Kennwort.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Run as root, or give this program the right once with the command in brackets.</source>
        <translation>Als root starten oder diesem Programm das Recht einmalig mit dem Befehl in Klammern geben.</translation>
    </message>
</context>
<context>
    <name>core::filter::Completion</name>
    <message>
        <source>Starts or changes a call</source>
        <translation>Beginnt oder ändert einen Anruf</translation>
    </message>
    <message>
        <source>Confirms the answer to an INVITE</source>
        <translation>Bestätigt die Antwort auf ein INVITE</translation>
    </message>
    <message>
        <source>Ends a call</source>
        <translation>Beendet einen Anruf</translation>
    </message>
    <message>
        <source>Takes a request back</source>
        <translation>Nimmt eine Anfrage zurück</translation>
    </message>
    <message>
        <source>Binds a user to a contact</source>
        <translation>Verbindet einen Benutzer mit einem Kontakt</translation>
    </message>
    <message>
        <source>Asks for capabilities</source>
        <translation>Fragt nach Fähigkeiten</translation>
    </message>
    <message>
        <source>Asks to be notified</source>
        <translation>Bittet um Benachrichtigungen</translation>
    </message>
    <message>
        <source>Tells about an event</source>
        <translation>Meldet ein Ereignis</translation>
    </message>
    <message>
        <source>Carries an instant message</source>
        <translation>Trägt eine Kurznachricht</translation>
    </message>
    <message>
        <source>Asks to call somebody else</source>
        <translation>Bittet, jemand anderen anzurufen</translation>
    </message>
    <message>
        <source>Changes a session</source>
        <translation>Ändert eine Sitzung</translation>
    </message>
    <message>
        <source>Confirms a provisional response</source>
        <translation>Bestätigt eine vorläufige Antwort</translation>
    </message>
    <message>
        <source>Carries application information</source>
        <translation>Trägt Angaben einer Anwendung</translation>
    </message>
    <message>
        <source>Publishes event state</source>
        <translation>Veröffentlicht einen Zustand</translation>
    </message>
    <message>
        <source>Provisional</source>
        <translation>Vorläufig</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>Redirection</source>
        <translation>Umleitung</translation>
    </message>
    <message>
        <source>Request failure</source>
        <translation>Fehler der Anfrage</translation>
    </message>
    <message>
        <source>Server failure</source>
        <translation>Fehler des Servers</translation>
    </message>
    <message>
        <source>Global failure</source>
        <translation>Fehler überall</translation>
    </message>
    <message>
        <source>is equal to</source>
        <translation>ist gleich</translation>
    </message>
    <message>
        <source>has values, and none is equal to</source>
        <translation>hat Werte, und keiner ist gleich</translation>
    </message>
    <message>
        <source>is greater than</source>
        <translation>ist größer als</translation>
    </message>
    <message>
        <source>is at least</source>
        <translation>ist mindestens</translation>
    </message>
    <message>
        <source>is less than</source>
        <translation>ist kleiner als</translation>
    </message>
    <message>
        <source>is at most</source>
        <translation>ist höchstens</translation>
    </message>
    <message>
        <source>has the text in it, in upper or lower case</source>
        <translation>enthält den Text, groß oder klein geschrieben</translation>
    </message>
    <message>
        <source>has a match of the regular expression</source>
        <translation>enthält einen Treffer des regulären Ausdrucks</translation>
    </message>
    <message>
        <source>is one of a set: {a, b} or {1..9}</source>
        <translation>ist in einer Menge: {a, b} oder {1..9}</translation>
    </message>
    <message>
        <source>both must be true</source>
        <translation>beides muss stimmen</translation>
    </message>
    <message>
        <source>one must be true</source>
        <translation>eines muss stimmen</translation>
    </message>
    <message>
        <source>the next must not be true</source>
        <translation>das Folgende darf nicht stimmen</translation>
    </message>
    <message>
        <source>the next is true of a message of the call</source>
        <translation>das Folgende gilt für eine Nachricht des Anrufs</translation>
    </message>
    <message>
        <source>the next is true of no message of the call</source>
        <translation>das Folgende gilt für keine Nachricht des Anrufs</translation>
    </message>
    <message>
        <source>the next is true of every message of the call</source>
        <translation>das Folgende gilt für jede Nachricht des Anrufs</translation>
    </message>
    <message>
        <source>Header User-Agent</source>
        <translation>Header User-Agent</translation>
    </message>
    <message>
        <source>Header Server</source>
        <translation>Header Server</translation>
    </message>
    <message>
        <source>First Via</source>
        <translation>Erster Via</translation>
    </message>
    <message>
        <source>First Route</source>
        <translation>Erster Route</translation>
    </message>
    <message>
        <source>First Record-Route</source>
        <translation>Erster Record-Route</translation>
    </message>
    <message>
        <source>First Contact</source>
        <translation>Erster Contact</translation>
    </message>
    <message>
        <source>Header P-Asserted-Identity</source>
        <translation>Header P-Asserted-Identity</translation>
    </message>
    <message>
        <source>Header Diversion</source>
        <translation>Header Diversion</translation>
    </message>
    <message>
        <source>Header Reason</source>
        <translation>Header Reason</translation>
    </message>
    <message>
        <source>Header Session-ID</source>
        <translation>Header Session-ID</translation>
    </message>
    <message>
        <source>Header Expires</source>
        <translation>Header Expires</translation>
    </message>
    <message>
        <source>a set of values</source>
        <translation>eine Menge von Werten</translation>
    </message>
    <message>
        <source>one more value</source>
        <translation>noch ein Wert</translation>
    </message>
    <message>
        <source>end of the set</source>
        <translation>Ende der Menge</translation>
    </message>
</context>
<context>
    <name>core::filter::Error</name>
    <message>
        <source>the filter is longer than 64 KiB</source>
        <translation>der Filter ist länger als 64 KiB</translation>
    </message>
    <message>
        <source>the filter is nested too deeply</source>
        <translation>der Filter ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>the closing quote is missing</source>
        <translation>das schließende Anführungszeichen fehlt</translation>
    </message>
    <message>
        <source>there is nothing between the quotes</source>
        <translation>zwischen den Anführungszeichen steht nichts</translation>
    </message>
    <message>
        <source>there is no &apos;(&apos; for this &apos;)&apos;</source>
        <translation>zu dieser &apos;)&apos; gibt es keine &apos;(&apos;</translation>
    </message>
    <message>
        <source>there is no &apos;)&apos; for this &apos;(&apos;</source>
        <translation>zu dieser &apos;(&apos; gibt es keine &apos;)&apos;</translation>
    </message>
    <message>
        <source>there is no &apos;}&apos; for this &apos;{&apos;</source>
        <translation>zu dieser &apos;{&apos; gibt es keine &apos;}&apos;</translation>
    </message>
    <message>
        <source>a comparison is expected between the brackets</source>
        <translation>zwischen den Klammern wird ein Vergleich erwartet</translation>
    </message>
    <message>
        <source>%e is expected between the braces</source>
        <translation>zwischen den geschweiften Klammern wird %e erwartet</translation>
    </message>
    <message>
        <source>a field or a text is expected</source>
        <translation>ein Feld oder ein Text wird erwartet</translation>
    </message>
    <message>
        <source>a field or a text is expected before %1</source>
        <translation>vor %1 wird ein Feld oder ein Text erwartet</translation>
    </message>
    <message>
        <source>a field is expected before %1, not a text</source>
        <translation>vor %1 wird ein Feld erwartet, kein Text</translation>
    </message>
    <message>
        <source>something is expected after %1</source>
        <translation>nach %1 wird noch etwas erwartet</translation>
    </message>
    <message>
        <source>an operator such as &apos;==&apos; is expected after %1</source>
        <translation>nach %1 wird ein Vergleich wie &apos;==&apos; erwartet</translation>
    </message>
    <message>
        <source>&apos;and&apos; or &apos;or&apos; is expected before %1</source>
        <translation>vor %1 wird &apos;and&apos; oder &apos;or&apos; erwartet</translation>
    </message>
    <message>
        <source>&apos;,&apos; or &apos;}&apos; is expected before %1</source>
        <translation>vor %1 wird &apos;,&apos; oder &apos;}&apos; erwartet</translation>
    </message>
    <message>
        <source>write &apos;==&apos; to compare</source>
        <translation>zum Vergleichen bitte &apos;==&apos; schreiben</translation>
    </message>
    <message>
        <source>write %1</source>
        <translation>bitte %1 schreiben</translation>
    </message>
    <message>
        <source>there is no field %1</source>
        <translation>es gibt kein Feld %1</translation>
    </message>
    <message>
        <source>there is no field %1; did you mean %2?</source>
        <translation>es gibt kein Feld %1; war %2 gemeint?</translation>
    </message>
    <message>
        <source>there is no field %1; did you mean %2 or %3?</source>
        <translation>es gibt kein Feld %1; war %2 oder %3 gemeint?</translation>
    </message>
    <message>
        <source>there is no field %1; did you mean %2, %3 or %4?</source>
        <translation>es gibt kein Feld %1; war %2, %3 oder %4 gemeint?</translation>
    </message>
    <message>
        <source>%1 works on texts; the value of %2 is %e</source>
        <translation>%1 ist für Texte; der Wert von %2 ist %e</translation>
    </message>
    <message>
        <source>%1 is true or false; use &apos;==&apos; or &apos;!=&apos;</source>
        <translation>%1 ist wahr oder falsch; dafür gibt es &apos;==&apos; und &apos;!=&apos;</translation>
    </message>
    <message>
        <source>fields cannot be compared with each other; put %1 into quotes if you mean the text</source>
        <translation>Felder lassen sich nicht miteinander vergleichen; ist der Text gemeint, gehört %1 in Anführungszeichen</translation>
    </message>
    <message>
        <source>%e is expected after %1</source>
        <translation>nach %1 wird %e erwartet</translation>
    </message>
    <message>
        <source>a regular expression is expected after %1</source>
        <translation>nach %1 wird ein regulärer Ausdruck erwartet</translation>
    </message>
    <message>
        <source>the regular expression is not valid: %1</source>
        <translation>der reguläre Ausdruck ist nicht gültig: %1</translation>
    </message>
    <message>
        <source>%1 is no status code; write for instance 486 or 4xx</source>
        <translation>%1 ist kein Statuscode; zum Beispiel 486 oder 4xx</translation>
    </message>
    <message>
        <source>%1 is no whole number</source>
        <translation>%1 ist keine ganze Zahl</translation>
    </message>
    <message>
        <source>%1 is no number</source>
        <translation>%1 ist keine Zahl</translation>
    </message>
    <message>
        <source>%1 is no time; write seconds since 1970 or &quot;2026-11-24 21:35:01&quot; (UTC)</source>
        <translation>%1 ist kein Zeitpunkt; möglich sind Sekunden seit 1970 oder &quot;2026-11-24 21:35:01&quot; (UTC)</translation>
    </message>
    <message>
        <source>%1 is no duration; write for instance 3 s or 250 ms</source>
        <translation>%1 ist keine Dauer; zum Beispiel 3 s oder 250 ms</translation>
    </message>
    <message>
        <source>%1 is no IP address or network; write for instance 10.0.0.1 or 10.0.0.0/8</source>
        <translation>%1 ist weder IP-Adresse noch Netz; zum Beispiel 10.0.0.1 oder 10.0.0.0/8</translation>
    </message>
    <message>
        <source>%1 is no address; write for instance 10.0.0.1, 10.0.0.1:5060 or 10.0.0.0/8</source>
        <translation>%1 ist keine Adresse; zum Beispiel 10.0.0.1, 10.0.0.1:5060 oder 10.0.0.0/8</translation>
    </message>
    <message>
        <source>%1 is neither true nor false</source>
        <translation>%1 ist weder true noch false</translation>
    </message>
    <message>
        <source>this field holds IPv4 addresses only; use ipv6.addr, src.ip or dst.ip</source>
        <translation>dieses Feld hat nur IPv4-Adressen; für andere gibt es ipv6.addr, src.ip und dst.ip</translation>
    </message>
    <message>
        <source>this field holds IPv6 addresses only; use ip.addr, src.ip or dst.ip</source>
        <translation>dieses Feld hat nur IPv6-Adressen; für andere gibt es ip.addr, src.ip und dst.ip</translation>
    </message>
    <message>
        <source>%1 is no value of %2</source>
        <translation>%1 ist kein Wert von %2</translation>
    </message>
    <message>
        <source>%1 is no value of %2; did you mean %3?</source>
        <translation>%1 ist kein Wert von %2; war %3 gemeint?</translation>
    </message>
    <message>
        <source>%1 is no value of %2; it is one of %3</source>
        <translation>%1 ist kein Wert von %2; möglich sind %3</translation>
    </message>
    <message>
        <source>the range ends before it begins</source>
        <translation>der Bereich endet, bevor er beginnt</translation>
    </message>
    <message>
        <source>the range begins with one kind of address and ends with another</source>
        <translation>der Bereich beginnt mit einer Art von Adresse und endet mit einer anderen</translation>
    </message>
    <message>
        <source>ranges are for numbers, times and addresses</source>
        <translation>Bereiche gibt es für Zahlen, Zeiten und Adressen</translation>
    </message>
    <message>
        <source>this regular expression needs too many steps for one of the texts, and there is no answer without it; avoid repetitions within repetitions, as in (a+)+</source>
        <translation>dieser reguläre Ausdruck braucht für einen der Texte zu viele Schritte, und ohne ihn gibt es keine Antwort; Wiederholungen in Wiederholungen wie (a+)+ vermeiden</translation>
    </message>
    <message>
        <source>this regular expression takes too long for so many texts, and there is no answer without it; make it simpler, or leave fewer texts with another condition: ... and method == INVITE</source>
        <translation>dieser reguläre Ausdruck braucht für so viele Texte zu lange, und ohne sie gibt es keine Antwort; ihn einfacher machen, oder mit einer weiteren Bedingung weniger Texte übrig lassen: ... and method == INVITE</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a time</source>
        <translation>ein Zeitpunkt</translation>
    </message>
    <message>
        <source>a duration</source>
        <translation>eine Dauer</translation>
    </message>
    <message>
        <source>an address</source>
        <translation>eine Adresse</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>wahr oder falsch</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
</context>
<context>
    <name>core::filter::Field</name>
    <message>
        <source>Number of the message in order of arrival, from 1</source>
        <translation>Nummer der Nachricht in der Reihenfolge des Eintreffens, ab 1</translation>
    </message>
    <message>
        <source>When the message was captured</source>
        <translation>Wann die Nachricht aufgezeichnet wurde</translation>
    </message>
    <message>
        <source>Capture file, interface or listener that it came from</source>
        <translation>Datei, Schnittstelle oder Empfänger, von dem sie kam</translation>
    </message>
    <message>
        <source>Address of the sender</source>
        <translation>Adresse des Absenders</translation>
    </message>
    <message>
        <source>Port of the sender</source>
        <translation>Port des Absenders</translation>
    </message>
    <message>
        <source>Address of the receiver</source>
        <translation>Adresse des Empfängers</translation>
    </message>
    <message>
        <source>Port of the receiver</source>
        <translation>Port des Empfängers</translation>
    </message>
    <message>
        <source>What carried the message: udp, tcp, tls, sctp, ws, wss</source>
        <translation>Was die Nachricht trug: udp, tcp, tls, sctp, ws, wss</translation>
    </message>
    <message>
        <source>Request or response</source>
        <translation>Anfrage oder Antwort</translation>
    </message>
    <message>
        <source>Method of a request</source>
        <translation>Methode einer Anfrage</translation>
    </message>
    <message>
        <source>Status code of a response</source>
        <translation>Statuscode einer Antwort</translation>
    </message>
    <message>
        <source>Reason phrase of a response</source>
        <translation>Text zum Statuscode einer Antwort</translation>
    </message>
    <message>
        <source>Call-ID</source>
        <translation>Call-ID</translation>
    </message>
    <message>
        <source>Sequence number of CSeq</source>
        <translation>Laufende Nummer aus CSeq</translation>
    </message>
    <message>
        <source>Method of CSeq</source>
        <translation>Methode aus CSeq</translation>
    </message>
    <message>
        <source>User of the URI in From</source>
        <translation>Benutzer der URI in From</translation>
    </message>
    <message>
        <source>Host of the URI in From</source>
        <translation>Host der URI in From</translation>
    </message>
    <message>
        <source>Tag of From</source>
        <translation>Tag von From</translation>
    </message>
    <message>
        <source>User of the URI in To</source>
        <translation>Benutzer der URI in To</translation>
    </message>
    <message>
        <source>Host of the URI in To</source>
        <translation>Host der URI in To</translation>
    </message>
    <message>
        <source>Tag of To</source>
        <translation>Tag von To</translation>
    </message>
    <message>
        <source>Request-URI of a request</source>
        <translation>Request-URI einer Anfrage</translation>
    </message>
    <message>
        <source>First value of Contact</source>
        <translation>Erster Wert von Contact</translation>
    </message>
    <message>
        <source>User-Agent of requests, Server of responses</source>
        <translation>User-Agent der Anfragen, Server der Antworten</translation>
    </message>
    <message>
        <source>Branch of the top Via</source>
        <translation>Branch des obersten Via</translation>
    </message>
    <message>
        <source>Length of the message in bytes</source>
        <translation>Länge der Nachricht in Bytes</translation>
    </message>
    <message>
        <source>Capture id of the HEP agent</source>
        <translation>Kennung des HEP-Agenten</translation>
    </message>
    <message>
        <source>Name of the HEP agent</source>
        <translation>Name des HEP-Agenten</translation>
    </message>
    <message>
        <source>Correlation id that the HEP agent gave</source>
        <translation>Korrelationskennung vom HEP-Agenten</translation>
    </message>
    <message>
        <source>Id of the message that the sender sent again</source>
        <translation>Nummer der Nachricht, die der Absender wiederholt hat</translation>
    </message>
    <message>
        <source>Id of the same packet seen at another capture point</source>
        <translation>Nummer desselben Pakets von einem anderen Messpunkt</translation>
    </message>
    <message>
        <source>What is wrong with the message</source>
        <translation>Was an der Nachricht nicht stimmt</translation>
    </message>
    <message>
        <source>The body is or contains SDP</source>
        <translation>Der Inhalt ist oder enthält SDP</translation>
    </message>
    <message>
        <source>Number of the frame that completes the message</source>
        <translation>Nummer des Frames, mit dem die Nachricht vollständig ist</translation>
    </message>
    <message>
        <source>First header of that name</source>
        <translation>Erster Header dieses Namens</translation>
    </message>
    <message>
        <source>The whole message</source>
        <translation>Die ganze Nachricht</translation>
    </message>
    <message>
        <source>Address of the sender or the receiver</source>
        <translation>Adresse des Absenders oder des Empfängers</translation>
    </message>
    <message>
        <source>Port of the sender or the receiver</source>
        <translation>Port des Absenders oder des Empfängers</translation>
    </message>
    <message>
        <source>Media of each m-line: audio, video, image</source>
        <translation>Medium jeder m-Zeile: audio, video, image</translation>
    </message>
    <message>
        <source>Codecs that each m-line offers, static payload types by their names</source>
        <translation>Codecs, die jede m-Zeile anbietet, feste Payload-Typen mit ihrem Namen</translation>
    </message>
    <message>
        <source>Address where media is wanted, of each c-line</source>
        <translation>Adresse, an der Medien erwartet werden, aus jeder c-Zeile</translation>
    </message>
    <message>
        <source>Port of each m-line; 0 where it is refused</source>
        <translation>Port jeder m-Zeile; 0, wo sie abgelehnt ist</translation>
    </message>
    <message>
        <source>Transport of each m-line: RTP/AVP</source>
        <translation>Transport jeder m-Zeile: RTP/AVP</translation>
    </message>
    <message>
        <source>Direction of each m-line: sendrecv, sendonly, recvonly, inactive</source>
        <translation>Richtung jeder m-Zeile: sendrecv, sendonly, recvonly, inactive</translation>
    </message>
    <message>
        <source>Number of the call in order of arrival, from 1</source>
        <translation>Nummer des Anrufs in der Reihenfolge des Eintreffens, ab 1</translation>
    </message>
    <message>
        <source>When the first message was captured</source>
        <translation>Wann die erste Nachricht aufgezeichnet wurde</translation>
    </message>
    <message>
        <source>Time from the first to the last message</source>
        <translation>Zeit von der ersten bis zur letzten Nachricht</translation>
    </message>
    <message>
        <source>What the first request wanted</source>
        <translation>Was die erste Anfrage wollte</translation>
    </message>
    <message>
        <source>How far the call got</source>
        <translation>Wie weit der Anruf kam</translation>
    </message>
    <message>
        <source>Address and port that sent the first request</source>
        <translation>Adresse und Port, von denen die erste Anfrage kam</translation>
    </message>
    <message>
        <source>Address and port that the first request went to</source>
        <translation>Adresse und Port, an die die erste Anfrage ging</translation>
    </message>
    <message>
        <source>Number of messages</source>
        <translation>Anzahl der Nachrichten</translation>
    </message>
    <message>
        <source>Number of requests</source>
        <translation>Anzahl der Anfragen</translation>
    </message>
    <message>
        <source>Number of messages that were sent again</source>
        <translation>Anzahl der wiederholten Nachrichten</translation>
    </message>
    <message>
        <source>Method of the first request</source>
        <translation>Methode der ersten Anfrage</translation>
    </message>
    <message>
        <source>Status code that ended the attempt that counts: the last one after challenges and redirections</source>
        <translation>Statuscode, der den Versuch beendete, der zählt: den letzten nach Anmeldefragen und Umleitungen</translation>
    </message>
    <message>
        <source>Post-dial delay: INVITE to first 18x</source>
        <translation>Post-Dial Delay: INVITE bis zum ersten 18x</translation>
    </message>
    <message>
        <source>INVITE to 200</source>
        <translation>INVITE bis 200</translation>
    </message>
    <message>
        <source>First 180 to 200</source>
        <translation>Vom ersten 180 bis 200</translation>
    </message>
    <message>
        <source>200 to BYE</source>
        <translation>200 bis BYE</translation>
    </message>
    <message>
        <source>Who ended the call</source>
        <translation>Wer den Anruf beendete</translation>
    </message>
    <message>
        <source>Number of calls of the same scenario</source>
        <translation>Anzahl der Anrufe, die zusammengehören</translation>
    </message>
    <message>
        <source>Number of RTP streams that its SDP announced</source>
        <translation>Anzahl der RTP-Ströme, die sein SDP ankündigte</translation>
    </message>
    <message>
        <source>Lowest estimated MOS of its RTP streams, assuming 150 ms of one-way delay</source>
        <translation>Niedrigster geschätzter MOS seiner RTP-Ströme bei angenommenen 150 ms Laufzeit</translation>
    </message>
    <message>
        <source>What was found to be wrong</source>
        <translation>Was auffiel</translation>
    </message>
    <message>
        <source>Somebody marked the call to keep it</source>
        <translation>Jemand hat den Anruf zum Behalten markiert</translation>
    </message>
    <message>
        <source>The ring has let the first messages of the call go</source>
        <translation>Die ersten Nachrichten des Anrufs sind aus dem Ring gefallen</translation>
    </message>
    <message>
        <source>Session request delay (RFC 6076 4.3): INVITE to the first answer other than 100</source>
        <translation>Session Request Delay (RFC 6076, 4.3): INVITE bis zur ersten Antwort außer 100</translation>
    </message>
    <message>
        <source>Session disconnect delay (RFC 6076 4.4): BYE to its 2xx</source>
        <translation>Session Disconnect Delay (RFC 6076, 4.4): BYE bis zu seiner 2xx</translation>
    </message>
    <message>
        <source>Session duration (RFC 6076 4.5): 200 to BYE, and 32 s when nobody answered the BYE</source>
        <translation>Session Duration Time (RFC 6076, 4.5): 200 bis BYE, und 32 s, wenn niemand das BYE beantwortete</translation>
    </message>
    <message>
        <source>Registration request delay (RFC 6076 4.1): REGISTER to its 200</source>
        <translation>Registration Request Delay (RFC 6076, 4.1): REGISTER bis zu seiner 200</translation>
    </message>
    <message>
        <source>Codecs of its RTP streams</source>
        <translation>Codecs seiner RTP-Ströme</translation>
    </message>
    <message>
        <source>Synchronisation sources of its RTP streams</source>
        <translation>Synchronisationsquellen (SSRC) seiner RTP-Ströme</translation>
    </message>
    <message>
        <source>Lost packets of its RTP streams, in percent of those expected</source>
        <translation>Verlorene Pakete seiner RTP-Ströme in Prozent der erwarteten</translation>
    </message>
    <message>
        <source>Mean interarrival jitter of its RTP streams (RFC 3550 6.4.1)</source>
        <translation>Mittlerer Jitter seiner RTP-Ströme (RFC 3550, 6.4.1)</translation>
    </message>
    <message>
        <source>Estimated MOS of its RTP streams, assuming 150 ms of one-way delay</source>
        <translation>Geschätzter MOS seiner RTP-Ströme bei angenommenen 150 ms Laufzeit</translation>
    </message>
    <message>
        <source>When the first packet of each RTP stream was captured</source>
        <translation>Wann das erste Paket jedes RTP-Stroms mitgeschnitten wurde</translation>
    </message>
    <message>
        <source>Time from the first to the last packet of each RTP stream</source>
        <translation>Zeit vom ersten bis zum letzten Paket jedes RTP-Stroms</translation>
    </message>
    <message>
        <source>Addresses that its RTP comes from</source>
        <translation>Adressen, von denen sein RTP kommt</translation>
    </message>
    <message>
        <source>Ports that its RTP comes from</source>
        <translation>Ports, von denen sein RTP kommt</translation>
    </message>
    <message>
        <source>Addresses that its RTP goes to</source>
        <translation>Adressen, an die sein RTP geht</translation>
    </message>
    <message>
        <source>Ports that its RTP goes to</source>
        <translation>Ports, an die sein RTP geht</translation>
    </message>
    <message>
        <source>Payload type that each RTP stream used last, comfort noise and events aside</source>
        <translation>Payload-Typ, den jeder RTP-Strom zuletzt nutzte, ohne Comfort Noise und Events</translation>
    </message>
    <message>
        <source>All payload types of each RTP stream, blank-joined: 8 101</source>
        <translation>Alle Payload-Typen jedes RTP-Stroms, durch Leerzeichen getrennt: 8 101</translation>
    </message>
    <message>
        <source>Time of audio in most packets of each RTP stream</source>
        <translation>Dauer des Tons in den meisten Paketen jedes RTP-Stroms</translation>
    </message>
    <message>
        <source>Packets of each RTP stream</source>
        <translation>Pakete jedes RTP-Stroms</translation>
    </message>
    <message>
        <source>Packets that each RTP stream should have had, by its sequence numbers</source>
        <translation>Pakete, die jeder RTP-Strom nach seinen Sequenznummern haben sollte</translation>
    </message>
    <message>
        <source>Expected less received packets of each RTP stream (RFC 3550 A.3)</source>
        <translation>Erwartete minus empfangene Pakete jedes RTP-Stroms (RFC 3550, A.3)</translation>
    </message>
    <message>
        <source>Packets of each RTP stream that came twice</source>
        <translation>Pakete jedes RTP-Stroms, die doppelt kamen</translation>
    </message>
    <message>
        <source>Packets of each RTP stream that came late</source>
        <translation>Pakete jedes RTP-Stroms, die verspätet kamen</translation>
    </message>
    <message>
        <source>Highest interarrival jitter of each RTP stream</source>
        <translation>Höchster Jitter jedes RTP-Stroms</translation>
    </message>
    <message>
        <source>Longest time between two packets of each RTP stream</source>
        <translation>Längste Zeit zwischen zwei Paketen jedes RTP-Stroms</translation>
    </message>
    <message>
        <source>How often the sender of each RTP stream was silent and said so</source>
        <translation>Wie oft der Absender jedes RTP-Stroms still war und es ankündigte</translation>
    </message>
    <message>
        <source>Changes of the payload type in each RTP stream</source>
        <translation>Wechsel des Payload-Typs in jedem RTP-Strom</translation>
    </message>
    <message>
        <source>Which synchronisation source between its addresses each RTP stream is, from 1</source>
        <translation>Die wievielte Synchronisationsquelle (SSRC) zwischen seinen Adressen jeder RTP-Strom ist, ab 1</translation>
    </message>
    <message>
        <source>Differentiated services code point of each RTP stream, 0 to 63</source>
        <translation>DSCP jedes RTP-Stroms, 0 bis 63</translation>
    </message>
    <message>
        <source>Estimated R of its RTP streams (G.107), assuming 150 ms of one-way delay</source>
        <translation>Geschätztes R seiner RTP-Ströme (G.107) bei angenommenen 150 ms Laufzeit</translation>
    </message>
    <message>
        <source>Lowest estimated MOS of an interval of each RTP stream</source>
        <translation>Niedrigster geschätzter MOS eines Abschnitts jedes RTP-Stroms</translation>
    </message>
    <message>
        <source>Where the codec&apos;s figures behind MOS come from: published, loss-assumed, assumed</source>
        <translation>Woher die Werte des Codecs hinter dem MOS kommen: published, loss-assumed, assumed</translation>
    </message>
    <message>
        <source>What says that it is RTP: signalling, symmetric, heuristic</source>
        <translation>Woran erkannt wurde, dass es RTP ist: signalling, symmetric, heuristic</translation>
    </message>
    <message>
        <source>How sure that is, 0 to 100</source>
        <translation>Wie sicher das ist, 0 bis 100</translation>
    </message>
    <message>
        <source>Formats that both sides agreed on for each RTP stream, blank-joined</source>
        <translation>Formate, auf die sich beide Seiten für jeden RTP-Strom einigten, durch Leerzeichen getrennt</translation>
    </message>
    <message>
        <source>How its RTP streams are encrypted: srtp</source>
        <translation>Wie seine RTP-Ströme verschlüsselt sind: srtp</translation>
    </message>
    <message>
        <source>Packets of each RTP stream with the marker</source>
        <translation>Pakete jedes RTP-Stroms mit Marker</translation>
    </message>
    <message>
        <source>Packets of comfort noise in each RTP stream</source>
        <translation>Pakete mit Comfort Noise in jedem RTP-Strom</translation>
    </message>
    <message>
        <source>Packets of telephone-event in each RTP stream</source>
        <translation>Pakete mit telephone-event in jedem RTP-Strom</translation>
    </message>
    <message>
        <source>Changes of the code point in each RTP stream</source>
        <translation>Wechsel des DSCP in jedem RTP-Strom</translation>
    </message>
    <message>
        <source>How often each RTP stream began with other sequence numbers</source>
        <translation>Wie oft jeder RTP-Strom mit anderen Sequenznummern neu begann</translation>
    </message>
    <message>
        <source>Runs of packets that were missing in each RTP stream</source>
        <translation>Folgen fehlender Pakete in jedem RTP-Strom</translation>
    </message>
    <message>
        <source>Packets of the longest run that was missing in each RTP stream</source>
        <translation>Pakete der längsten Folge, die in jedem RTP-Strom fehlte</translation>
    </message>
    <message>
        <source>How long the sender of each RTP stream was silent and said so</source>
        <translation>Wie lange der Absender jedes RTP-Stroms still war und es ankündigte</translation>
    </message>
    <message>
        <source>Jumps of the timestamp in each RTP stream that nothing explains</source>
        <translation>Sprünge des Zeitstempels in jedem RTP-Strom, die nichts erklärt</translation>
    </message>
    <message>
        <source>How often packets of each RTP stream were held up</source>
        <translation>Wie oft Pakete jedes RTP-Stroms aufgehalten wurden</translation>
    </message>
    <message>
        <source>Longest time for which packets of each RTP stream were held up</source>
        <translation>Längste Zeit, die Pakete jedes RTP-Stroms aufgehalten wurden</translation>
    </message>
    <message>
        <source>Silence in the sound of each G.711 stream, in percent</source>
        <translation>Stille im Ton jedes G.711-Stroms in Prozent</translation>
    </message>
    <message>
        <source>Longest silence in the sound of each G.711 stream</source>
        <translation>Längste Stille im Ton jedes G.711-Stroms</translation>
    </message>
    <message>
        <source>Digits that each RTP stream carried as telephone-event (RFC 4733)</source>
        <translation>Ziffern, die jeder RTP-Strom als telephone-event trug (RFC 4733)</translation>
    </message>
    <message>
        <source>Digits in the sound of each G.711 stream</source>
        <translation>Ziffern im Ton jedes G.711-Stroms</translation>
    </message>
    <message>
        <source>Digits that the sender of each RTP stream sent in INFO</source>
        <translation>Ziffern, die der Absender jedes RTP-Stroms in INFO schickte</translation>
    </message>
    <message>
        <source>RTCP sender reports about each RTP stream</source>
        <translation>RTCP-Senderberichte über jeden RTP-Strom</translation>
    </message>
    <message>
        <source>RTCP reception reports about each RTP stream</source>
        <translation>RTCP-Empfangsberichte über jeden RTP-Strom</translation>
    </message>
    <message>
        <source>Packets that the sender of each RTP stream says it sent</source>
        <translation>Pakete, die der Absender jedes RTP-Stroms nach eigenem Bericht schickte</translation>
    </message>
    <message>
        <source>Packets that the receiver of each RTP stream says it lost</source>
        <translation>Pakete, die dem Empfänger jedes RTP-Stroms nach eigenem Bericht fehlten</translation>
    </message>
    <message>
        <source>Mean loss by the receiver&apos;s reports, in percent</source>
        <translation>Mittlerer Verlust nach den Berichten des Empfängers in Prozent</translation>
    </message>
    <message>
        <source>Highest loss by the receiver&apos;s reports, in percent</source>
        <translation>Höchster Verlust nach den Berichten des Empfängers in Prozent</translation>
    </message>
    <message>
        <source>Mean jitter by the receiver&apos;s reports</source>
        <translation>Mittlerer Jitter nach den Berichten des Empfängers</translation>
    </message>
    <message>
        <source>Highest jitter by the receiver&apos;s reports</source>
        <translation>Höchster Jitter nach den Berichten des Empfängers</translation>
    </message>
    <message>
        <source>Mean time from the capture point to the receiver and back, by RTCP</source>
        <translation>Mittlere Zeit vom Messpunkt zum Empfänger und zurück nach RTCP</translation>
    </message>
    <message>
        <source>Longest time from the capture point to the receiver and back, by RTCP</source>
        <translation>Längste Zeit vom Messpunkt zum Empfänger und zurück nach RTCP</translation>
    </message>
    <message>
        <source>Time between both ends and back, as RTCP XR says</source>
        <translation>Zeit zwischen beiden Enden hin und zurück laut RTCP XR</translation>
    </message>
    <message>
        <source>Packets that the receiver threw away, in percent, as RTCP XR says</source>
        <translation>Pakete, die der Empfänger verwarf, in Prozent laut RTCP XR</translation>
    </message>
    <message>
        <source>R as RTCP XR says</source>
        <translation>R laut RTCP XR</translation>
    </message>
    <message>
        <source>MOS for listening as RTCP XR says</source>
        <translation>MOS beim Hören laut RTCP XR</translation>
    </message>
    <message>
        <source>MOS for conversation as RTCP XR says</source>
        <translation>MOS im Gespräch laut RTCP XR</translation>
    </message>
    <message>
        <source>Reports of HEP agents and endpoints about each RTP stream</source>
        <translation>Berichte von HEP-Agenten und Endpunkten über jeden RTP-Strom</translation>
    </message>
    <message>
        <source>Kinds of these reports: rtcp-json, rtp-agent, vq-rtcpxr</source>
        <translation>Arten dieser Berichte: rtcp-json, rtp-agent, vq-rtcpxr</translation>
    </message>
    <message>
        <source>Who reported last on each RTP stream: an address and port, or a HEP agent</source>
        <translation>Wer zuletzt über jeden RTP-Strom berichtet hat: eine Adresse mit Port oder ein HEP-Agent</translation>
    </message>
    <message>
        <source>Packets of each RTP stream that came, by the newest report</source>
        <translation>Angekommene Pakete jedes RTP-Stroms nach dem neuesten Bericht</translation>
    </message>
    <message>
        <source>Packets of each RTP stream that should have come, by the newest report</source>
        <translation>Erwartete Pakete jedes RTP-Stroms nach dem neuesten Bericht</translation>
    </message>
    <message>
        <source>MOS of each RTP stream by the newest report</source>
        <translation>MOS jedes RTP-Stroms nach dem neuesten Bericht</translation>
    </message>
    <message>
        <source>R of each RTP stream by the newest report</source>
        <translation>R jedes RTP-Stroms nach dem neuesten Bericht</translation>
    </message>
    <message>
        <source>Number of each registration of the call</source>
        <translation>Nummer jeder Registrierung des Anrufs</translation>
    </message>
    <message>
        <source>When each registration was first asked for</source>
        <translation>Wann jede Registrierung zuerst verlangt wurde</translation>
    </message>
    <message>
        <source>What became of each registration</source>
        <translation>Was aus jeder Registrierung wurde</translation>
    </message>
    <message>
        <source>Address of record of each registration: who is registered</source>
        <translation>Address of Record jeder Registrierung: wer registriert ist</translation>
    </message>
    <message>
        <source>Contact of each registration: where</source>
        <translation>Contact jeder Registrierung: wo</translation>
    </message>
    <message>
        <source>User-Agent of the client of each registration</source>
        <translation>User-Agent des Clients jeder Registrierung</translation>
    </message>
    <message>
        <source>Address and port of the client of each registration</source>
        <translation>Adresse und Port des Clients jeder Registrierung</translation>
    </message>
    <message>
        <source>Address and port of the registrar of each registration, or of the proxy before it</source>
        <translation>Adresse und Port des Registrars jeder Registrierung oder des Proxys davor</translation>
    </message>
    <message>
        <source>When each registration expires, or expired</source>
        <translation>Wann jede Registrierung abläuft oder abgelaufen ist</translation>
    </message>
    <message>
        <source>Time that was granted for each registration the last time</source>
        <translation>Zeit, für die jede Registrierung zuletzt gewährt wurde</translation>
    </message>
    <message>
        <source>When each registration was granted the last time</source>
        <translation>Wann jede Registrierung zuletzt gewährt wurde</translation>
    </message>
    <message>
        <source>When the newest message about each registration was captured</source>
        <translation>Wann die neueste Nachricht zu jeder Registrierung aufgezeichnet wurde</translation>
    </message>
    <message>
        <source>How often each registration was granted again while it was in force</source>
        <translation>Wie oft jede Registrierung erneuert wurde, solange sie galt</translation>
    </message>
    <message>
        <source>How often each registration was asked for; a challenge and its answer belong to one attempt</source>
        <translation>Wie oft jede Registrierung verlangt wurde; die Frage nach der Anmeldung und ihre Antwort gehören zu einem Versuch</translation>
    </message>
    <message>
        <source>Attempts at each registration that came to nothing</source>
        <translation>Versuche jeder Registrierung, aus denen nichts wurde</translation>
    </message>
    <message>
        <source>Kinds of what went wrong in attempts at each registration</source>
        <translation>Arten dessen, was bei Versuchen jeder Registrierung schiefging</translation>
    </message>
    <message>
        <source>Kind of the newest failure of each registration</source>
        <translation>Art des neuesten Fehlschlags jeder Registrierung</translation>
    </message>
    <message>
        <source>Status of the newest failure of each registration; absent when there was no answer</source>
        <translation>Status des neuesten Fehlschlags jeder Registrierung; fehlt, wenn es keine Antwort gab</translation>
    </message>
    <message>
        <source>How often each registration was removed by the client</source>
        <translation>Wie oft der Client jede Registrierung entfernt hat</translation>
    </message>
    <message>
        <source>How often each registration ran out without a refresh</source>
        <translation>Wie oft jede Registrierung ohne Erneuerung abgelaufen ist</translation>
    </message>
    <message>
        <source>How often the client of each registration replaced its contact</source>
        <translation>Wie oft der Client jeder Registrierung seinen Contact ersetzt hat</translation>
    </message>
    <message>
        <source>Its contact changed or it came back after a removal three times within five minutes</source>
        <translation>Ihr Contact wechselte, oder sie kam nach einem Entfernen wieder, dreimal in fünf Minuten</translation>
    </message>
    <message>
        <source>Instance of the client of each registration (RFC 5626)</source>
        <translation>Instanz des Clients jeder Registrierung (RFC 5626)</translation>
    </message>
    <message>
        <source>Number of the flow of each registration (RFC 5626)</source>
        <translation>Nummer des Flows jeder Registrierung (RFC 5626)</translation>
    </message>
    <message>
        <source>Public GRUU that the registrar gave each registration (RFC 5627)</source>
        <translation>Öffentliche GRUU, die der Registrar jeder Registrierung gab (RFC 5627)</translation>
    </message>
    <message>
        <source>Headers in front of the message when it came in a tunnel or VLAN: eth/vlan 100/ip/gre/ip</source>
        <translation>Kopfdaten vor der Nachricht, wenn sie in einem Tunnel oder VLAN kam: eth/vlan 100/ip/gre/ip</translation>
    </message>
    <message>
        <source>VLAN that the message was in, of several tags the innermost</source>
        <translation>VLAN, in dem die Nachricht war, von mehreren Tags das innerste</translation>
    </message>
</context>
<context>
    <name>core::sip::Defect</name>
    <message>
        <source>The start line is not as the grammar has it: wrong spaces, or a part is missing.</source>
        <translation>Die Startzeile entspricht nicht der Grammatik: falsche Leerzeichen, oder ein Teil fehlt.</translation>
    </message>
    <message>
        <source>The start line names a SIP version other than 2.0.</source>
        <translation>Die Startzeile nennt eine andere SIP-Version als 2.0.</translation>
    </message>
    <message>
        <source>The request URI is not a valid URI, or holds what a request URI may not.</source>
        <translation>Die Request-URI ist keine gültige URI oder enthält, was dort nicht stehen darf.</translation>
    </message>
    <message>
        <source>The status code is not between 100 and 699.</source>
        <translation>Der Statuscode liegt nicht zwischen 100 und 699.</translation>
    </message>
    <message>
        <source>A header line has no valid name, no colon, or a value that its grammar does not allow.</source>
        <translation>Eine Kopfzeile hat keinen gültigen Namen, keinen Doppelpunkt oder einen Wert, den ihre Grammatik nicht erlaubt.</translation>
    </message>
    <message>
        <source>There is no Via header.</source>
        <translation>Der Via-Header fehlt.</translation>
    </message>
    <message>
        <source>There is no From header.</source>
        <translation>Der From-Header fehlt.</translation>
    </message>
    <message>
        <source>There is no To header.</source>
        <translation>Der To-Header fehlt.</translation>
    </message>
    <message>
        <source>There is no Call-ID header.</source>
        <translation>Der Call-ID-Header fehlt.</translation>
    </message>
    <message>
        <source>There is no CSeq header.</source>
        <translation>Der CSeq-Header fehlt.</translation>
    </message>
    <message>
        <source>The request has no Max-Forwards header; peers of the older RFC 2543 leave it out.</source>
        <translation>Der Anfrage fehlt der Max-Forwards-Header; Gegenstellen nach dem älteren RFC 2543 lassen ihn weg.</translation>
    </message>
    <message>
        <source>A Via header cannot be read.</source>
        <translation>Ein Via-Header ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The From header cannot be read.</source>
        <translation>Der From-Header ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The To header cannot be read.</source>
        <translation>Der To-Header ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The Call-ID is empty or holds characters that it may not.</source>
        <translation>Die Call-ID ist leer oder enthält unerlaubte Zeichen.</translation>
    </message>
    <message>
        <source>The CSeq header is not a number below 2^31 and a method.</source>
        <translation>Der CSeq-Header besteht nicht aus einer Zahl unter 2^31 und einer Methode.</translation>
    </message>
    <message>
        <source>The method in CSeq is not that of the request line.</source>
        <translation>Die Methode in CSeq ist nicht die der Anfragezeile.</translation>
    </message>
    <message>
        <source>Max-Forwards is not a number from 0 to 255.</source>
        <translation>Max-Forwards ist keine Zahl von 0 bis 255.</translation>
    </message>
    <message>
        <source>A Contact header cannot be read.</source>
        <translation>Ein Contact-Header ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Content-Length is not a number.</source>
        <translation>Content-Length ist keine Zahl.</translation>
    </message>
    <message>
        <source>Content-Length promises more bytes than there are.</source>
        <translation>Content-Length verspricht mehr Bytes, als da sind.</translation>
    </message>
    <message>
        <source>More bytes follow than Content-Length says; receivers drop them.</source>
        <translation>Es folgen mehr Bytes, als Content-Length sagt; Empfänger verwerfen sie.</translation>
    </message>
    <message>
        <source>A header that may stand only once stands there several times.</source>
        <translation>Ein Header, der nur einmal stehen darf, steht mehrmals da.</translation>
    </message>
    <message>
        <source>The message ends before the empty line that ends its headers.</source>
        <translation>Die Nachricht endet vor der Leerzeile, die die Header abschließt.</translation>
    </message>
    <message>
        <source>The end of the message was not captured.</source>
        <translation>Das Ende der Nachricht wurde nicht mitgeschnitten.</translation>
    </message>
    <message>
        <source>The start line or a header holds bytes that are not UTF-8.</source>
        <translation>Die Startzeile oder ein Header enthält Bytes, die kein UTF-8 sind.</translation>
    </message>
    <message>
        <source>There is a body, and no Content-Type says what it is.</source>
        <translation>Es gibt einen Rumpf, aber kein Content-Type sagt, was er ist.</translation>
    </message>
    <message>
        <source>The session description cannot be read.</source>
        <translation>Die Sitzungsbeschreibung (SDP) ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The branch of the topmost Via is missing or does not begin with z9hG4bK, as from peers of the older RFC 2543.</source>
        <translation>Der branch-Wert des obersten Via fehlt oder beginnt nicht mit z9hG4bK, wie bei Gegenstellen nach dem älteren RFC 2543.</translation>
    </message>
    <message>
        <source>There are more headers than are listed; all of them are in the message text.</source>
        <translation>Es gibt mehr Header als aufgezählt; im Nachrichtentext stehen alle.</translation>
    </message>
    <message>
        <source>Lines end in LF alone instead of CR LF.</source>
        <translation>Zeilen enden nur mit LF statt mit CR LF.</translation>
    </message>
    <message>
        <source>Bytes that are no SIP stand before the start line.</source>
        <translation>Vor der Startzeile stehen Bytes, die kein SIP sind.</translation>
    </message>
    <message>
        <source>Bytes of the TCP stream before or within the message were not captured.</source>
        <translation>Bytes des TCP-Stroms vor oder in der Nachricht wurden nicht mitgeschnitten.</translation>
    </message>
    <message>
        <source>The Date is not an RFC 1123 date in GMT.</source>
        <translation>Date ist kein Datum nach RFC 1123 in GMT.</translation>
    </message>
    <message>
        <source>Expires is not a number of seconds below 2^32.</source>
        <translation>Expires ist keine Sekundenzahl unter 2^32.</translation>
    </message>
    <message>
        <source>Credentials or a challenge cannot be read.</source>
        <translation>Anmeldedaten oder eine Aufforderung dazu sind nicht lesbar.</translation>
    </message>
    <message>
        <source>Another message follows in the same datagram.</source>
        <translation>Im selben Datagramm folgt noch eine Nachricht.</translation>
    </message>
    <message>
        <source>From has no tag; peers of the older RFC 2543 leave it out.</source>
        <translation>From hat kein tag; Gegenstellen nach dem älteren RFC 2543 lassen es weg.</translation>
    </message>
    <message>
        <source>The branch of the topmost Via is the cookie z9hG4bK and nothing more, so it names no transaction.</source>
        <translation>Der branch-Wert des obersten Via ist nur z9hG4bK und benennt damit keine Transaktion.</translation>
    </message>
    <message>
        <source>A message on a stream has no Content-Length, so its end is a guess.</source>
        <translation>Einer Nachricht im Strom fehlt Content-Length, so dass ihr Ende geraten ist.</translation>
    </message>
    <message>
        <source>The report on the quality of a session cannot be read.</source>
        <translation>Der Bericht über die Qualität einer Sitzung ist nicht lesbar.</translation>
    </message>
</context>
<context>
    <name>ui::adapt</name>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Give this program the right once with the command below, then start it again.</source>
        <translation>Geben Sie dem Programm mit dem folgenden Befehl einmalig das Recht und starten Sie es neu.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Bitte einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>%1 section %2</source>
        <extracomment>%1 is the name of a standard, %2 the number of a section: &quot;RFC 3261 section 20.14&quot;</extracomment>
        <translation>%1 Abschnitt %2</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>ui::charts::TimeStrip</name>
    <message>
        <source>No messages yet</source>
        <translation>Noch keine Nachrichten</translation>
    </message>
    <message>
        <source>%1 msg/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 msg in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1 msg/min</source>
        <translation>%1/min</translation>
    </message>
    <message>
        <source>%1 msg/h</source>
        <translation>%1/h</translation>
    </message>
    <message>
        <source>%1 msg/day</source>
        <translation>%1/Tag</translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n Anruf</numerusform>
            <numerusform>%n Anrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Message rate over time</source>
        <translation>Nachrichtenrate im Zeitverlauf</translation>
    </message>
    <message>
        <source>Drag or turn the wheel to choose a time range; double click or Esc shows all</source>
        <translation>Ziehen oder am Rad drehen wählt einen Zeitraum; Doppelklick oder Esc zeigt alles</translation>
    </message>
</context>
<context>
    <name>ui::filterbar::FilterBar</name>
    <message>
        <source>Copy as Wireshark Filter</source>
        <translation>Als Wireshark-Filter kopieren</translation>
    </message>
    <message>
        <source>Nothing was copied: Wireshark cannot express %1.</source>
        <translation>Nichts wurde kopiert: Wireshark kann %1 nicht ausdrücken.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Copied without what Wireshark cannot express, so that it shows more messages: %1.</source>
        <translation>Kopiert ohne das, was Wireshark nicht ausdrücken kann; es zeigt deshalb mehr Nachrichten: %1.</translation>
    </message>
    <message>
        <source>Wireshark shows the messages that match, not their whole calls.</source>
        <translation>Wireshark zeigt die Nachrichten, die passen, nicht ihre ganzen Anrufe.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Earlier filters</source>
        <translation>Frühere Filter</translation>
    </message>
    <message>
        <source>column %1: %2</source>
        <translation>Spalte %1: %2</translation>
    </message>
    <message>
        <source>The filter is valid.</source>
        <translation>Der Filter ist gültig.</translation>
    </message>
    <message>
        <source>No earlier filters</source>
        <translation>Keine früheren Filter</translation>
    </message>
</context>
<context>
    <name>ui::filterbar::FilterField</name>
    <message>
        <source>Filter: field, word or text</source>
        <translation>Filter: Feld, Wort oder Text</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>ui::filterbar::FilterPopup</name>
    <message>
        <source>Completions</source>
        <translation>Vorschläge</translation>
    </message>
</context>
<context>
    <name>ui::ladder::LadderMinimap</name>
    <message>
        <source>The whole flow; drag to scroll</source>
        <translation>Der ganze Verlauf; ziehen zum Rollen</translation>
    </message>
    <message>
        <source>Map of the flow</source>
        <translation>Übersicht des Verlaufs</translation>
    </message>
</context>
<context>
    <name>ui::ladder::LadderView</name>
    <message>
        <source>%1 from %2 to %3, CSeq %4, at %5</source>
        <translation>%1 von %2 an %3, CSeq %4, um %5</translation>
    </message>
    <message>
        <source>; SDP %1</source>
        <translation>; SDP %1</translation>
    </message>
    <message numerus="yes">
        <source>; sent again %n times</source>
        <translation>
            <numerusform>; %n Mal wiederholt</numerusform>
            <numerusform>; %n Mal wiederholt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; seen at %n more capture points</source>
        <translation>
            <numerusform>; an %n weiteren Messpunkt gesehen</numerusform>
            <numerusform>; an %n weiteren Messpunkten gesehen</numerusform>
        </translation>
    </message>
    <message>
        <source>; the message breaks RFC 3261</source>
        <translation>; die Nachricht verletzt RFC 3261</translation>
    </message>
    <message>
        <source>Call flow</source>
        <translation>Anrufverlauf</translation>
    </message>
    <message>
        <source>No call is selected.</source>
        <translation>Kein Anruf ist ausgewählt.</translation>
    </message>
    <message>
        <source>Select a call to see its flow.</source>
        <translation>Wählen Sie einen Anruf, um seinen Verlauf zu sehen.</translation>
    </message>
    <message>
        <source>Open the message</source>
        <translation>Nachricht öffnen</translation>
    </message>
    <message>
        <source>Copy the arrow as text</source>
        <translation>Pfeil als Text kopieren</translation>
    </message>
    <message>
        <source>Copy the flow as text</source>
        <translation>Verlauf als Text kopieren</translation>
    </message>
    <message>
        <source>Higher rows</source>
        <translation>Höhere Zeilen</translation>
    </message>
    <message>
        <source>Lower rows</source>
        <translation>Niedrigere Zeilen</translation>
    </message>
    <message numerus="yes">
        <source>%1 packets</source>
        <translation>
            <numerusform>%1 Paket</numerusform>
            <numerusform>%1 Pakete</numerusform>
        </translation>
    </message>
    <message>
        <source>loss %1 %</source>
        <translation>Verlust %1 %</translation>
    </message>
    <message>
        <source>jitter %1 ms</source>
        <translation>Jitter %1 ms</translation>
    </message>
    <message>
        <source>MOS %1</source>
        <translation>MOS %1</translation>
    </message>
    <message>
        <source>%1 from %2 to %3, from %4 to %5</source>
        <translation>%1 von %2 an %3, von %4 bis %5</translation>
    </message>
    <message>
        <source>dialog %1</source>
        <translation>Dialog %1</translation>
    </message>
    <message>
        <source>; seen at %1</source>
        <translation>; gesehen bei %1</translation>
    </message>
</context>
<context>
    <name>ui::lists::ListView</name>
    <message>
        <source>Reset columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
    <message>
        <source>Filter by this value</source>
        <translation>Nach diesem Wert filtern</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>Filter: %1</translation>
    </message>
    <message>
        <source>Exclude this value</source>
        <translation>Diesen Wert ausschließen</translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation>Zelle kopieren</translation>
    </message>
    <message>
        <source>Copy rows	Ctrl+C</source>
        <translation>Zeilen kopieren	Strg+C</translation>
    </message>
    <message>
        <source>Copy rows as CSV</source>
        <translation>Zeilen als CSV kopieren</translation>
    </message>
    <message>
        <source>Select all	Ctrl+A</source>
        <translation>Alles auswählen	Strg+A</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Open in Wireshark</source>
        <translation>In Wireshark öffnen</translation>
    </message>
    <message>
        <source>Mark or unmark call	Ctrl+M</source>
        <translation>Markierung setzen oder aufheben	Strg+M</translation>
    </message>
</context>
<context>
    <name>ui::message::HeaderTable</name>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Filter by this value</source>
        <translation>Nach diesem Wert filtern</translation>
    </message>
    <message>
        <source>Filter by this header</source>
        <translation>Nach diesem Header filtern</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Copy header</source>
        <translation>Header kopieren</translation>
    </message>
</context>
<context>
    <name>ui::message::MessageView</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>SDP</source>
        <translation>SDP</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Previous message</source>
        <translation>Vorige Nachricht</translation>
    </message>
    <message>
        <source>Next message</source>
        <translation>Nächste Nachricht</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Message text</source>
        <translation>Nachrichtentext</translation>
    </message>
    <message>
        <source>Message bytes</source>
        <translation>Bytes der Nachricht</translation>
    </message>
    <message>
        <source>%1 · %2 · %3 bytes · %4, frame %5</source>
        <translation>%1 · %2 · %3 Bytes · %4, Frame %5</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>No message is selected.</source>
        <translation>Keine Nachricht ist ausgewählt.</translation>
    </message>
    <message>
        <source>Select one in the flow or in the list.</source>
        <translation>Wählen Sie eine im Verlauf oder in der Liste.</translation>
    </message>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n weitere</numerusform>
            <numerusform>+%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Frame %1</source>
        <translation>Paket %1</translation>
    </message>
    <message>
        <source>%1 · %2 bytes · no SIP message</source>
        <translation>%1 · %2 Bytes · keine SIP-Nachricht</translation>
    </message>
    <message>
        <source>through %1</source>
        <translation>durch %1</translation>
    </message>
</context>
<context>
    <name>ui::message::SdpTable</name>
    <message>
        <source>sends and receives</source>
        <translation>sendet und empfängt</translation>
    </message>
    <message>
        <source>only sends</source>
        <translation>sendet nur</translation>
    </message>
    <message>
        <source>only receives</source>
        <translation>empfängt nur</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inaktiv</translation>
    </message>
    <message>
        <source>not described</source>
        <translation>nicht beschrieben</translation>
    </message>
    <message>
        <source>, %1 Hz</source>
        <translation>, %1 Hz</translation>
    </message>
    <message>
        <source>rejected, %1</source>
        <translation>abgelehnt, %1</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Session description</source>
        <translation>Sitzungsbeschreibung</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Ursprung</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Malformed</source>
        <translation>Fehlerhaft</translation>
    </message>
    <message>
        <source>some lines do not follow RFC 8866</source>
        <translation>einige Zeilen entsprechen nicht RFC 8866</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Format %1</source>
        <translation>Format %1</translation>
    </message>
</context>
<context>
    <name>ui::models</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Followed file</source>
        <translation>Verfolgte Datei</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>From host</source>
        <translation>Von Host</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>To host</source>
        <translation>An Host</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>PDD</source>
        <translation>PDD</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Ring</source>
        <translation>Ruf</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>Ende durch</translation>
    </message>
    <message>
        <source>Msgs</source>
        <translation>Nachr.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>Resent</source>
        <translation>Wdh.</translation>
    </message>
    <message>
        <source>MOS</source>
        <translation>MOS</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>Ströme</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Call-ID</source>
        <translation>Call-ID</translation>
    </message>
    <message>
        <source>resent</source>
        <translation>wiederholt</translation>
    </message>
    <message>
        <source>seen twice</source>
        <translation>doppelt gesehen</translation>
    </message>
    <message>
        <source>Delta</source>
        <translation>Delta</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>CSeq</source>
        <translation>CSeq</translation>
    </message>
    <message>
        <source>SDP</source>
        <translation>SDP</translation>
    </message>
    <message>
        <source>VLAN</source>
        <translation>VLAN</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Frame</translation>
    </message>
    <message>
        <source>Defects</source>
        <translation>Mängel</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>Schnittstelle</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erster</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Frames</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Other payload</source>
        <translation>Anderer Inhalt</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>Nicht verstanden</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>Wählt</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Klingelt</translation>
    </message>
    <message>
        <source>In call</source>
        <translation>Im Gespräch</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Diverted</source>
        <translation>Umgeleitet</translation>
    </message>
    <message>
        <source>Trying</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registriert</translation>
    </message>
    <message>
        <source>Unregistered</source>
        <translation>Abgemeldet</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Terminated</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anruf</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>Registrierung</translation>
    </message>
    <message>
        <source>Subscription</source>
        <translation>Abonnement</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>Publication</source>
        <translation>Veröffentlichung</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>caller</source>
        <translation>Anrufer</translation>
    </message>
    <message>
        <source>called</source>
        <translation>Angerufener</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>Zeitablauf</translation>
    </message>
    <message>
        <source>Other traffic</source>
        <translation>Anderer Verkehr</translation>
    </message>
    <message>
        <source>Not stored</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Marke</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>markiert</translation>
    </message>
    <message>
        <source>capturing</source>
        <translation>zeichnet auf</translation>
    </message>
    <message>
        <source>RTP kept</source>
        <translation>RTP behalten</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>headers</source>
        <translation>Kopfdaten</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>ui::windows::CaptureFilterField</name>
    <message>
        <source>BPF for interfaces, e.g. udp port 5060 or host 10.20.0.10</source>
        <translation>BPF für Schnittstellen, z. B. udp port 5060 or host 10.20.0.10</translation>
    </message>
    <message>
        <source>Capture filter</source>
        <translation>Mitschnittfilter</translation>
    </message>
    <message>
        <source>The filter is valid.</source>
        <translation>Der Filter ist gültig.</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Ready capture filters</source>
        <translation>Fertige Mitschnittfilter</translation>
    </message>
    <message>
        <source>Filters that lose neither fragments nor tagged frames</source>
        <translation>Filter, die weder Fragmente noch Pakete mit VLAN-Tag verlieren</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
</context>
<context>
    <name>ui::windows::CapturePanel</name>
    <message>
        <source>down</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>%1 packets/s</source>
        <translation>%1 Pakete/s</translation>
    </message>
    <message>
        <source>Listen for HEP</source>
        <translation>Auf HEP lauschen</translation>
    </message>
    <message>
        <source>UDP port</source>
        <translation>UDP-Port</translation>
    </message>
    <message>
        <source>HEP port</source>
        <translation>HEP-Port</translation>
    </message>
    <message>
        <source>from other machines</source>
        <translation>von anderen Rechnern</translation>
    </message>
    <message>
        <source>Only packets</source>
        <translation>Nur Pakete</translation>
    </message>
    <message>
        <source>Start capture</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <source>port is free</source>
        <translation>Port ist frei</translation>
    </message>
    <message>
        <source>Choose at least one source.</source>
        <translation>Bitte mindestens eine Quelle wählen.</translation>
    </message>
    <message>
        <source>Kept on this machine only, in %1</source>
        <translation>Bleibt nur auf diesem Rechner, in %1</translation>
    </message>
    <message>
        <source>all interfaces</source>
        <translation>alle Schnittstellen</translation>
    </message>
    <message>
        <source>Packets of every kind, in and out, over the last 20 s</source>
        <translation>Pakete jeder Art, ein und aus, in den letzten 20 s</translation>
    </message>
    <message>
        <source>Of every HEP listener</source>
        <translation>Gilt für jeden HEP-Empfang</translation>
    </message>
    <message>
        <source>HEP over TCP and TLS, who may send HEP, commands, files that grow, forwarding, keys for TLS</source>
        <translation>HEP über TCP und TLS, wer HEP senden darf, Befehle, wachsende Dateien, Weiterleitung, Schlüssel für TLS</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>More sources and options</source>
        <translation>Weitere Quellen und Optionen</translation>
    </message>
    <message>
        <source>Add to the capture</source>
        <translation>Zur Aufzeichnung hinzufügen</translation>
    </message>
    <message>
        <source>What it receives goes into the session that is open.</source>
        <translation>Was sie empfängt, kommt in die offene Sitzung.</translation>
    </message>
    <message>
        <source>Keep RTP</source>
        <translation>RTP behalten</translation>
    </message>
</context>
<context>
    <name>core::exporting::ExportSummary</name>
    <message>
        <source>No RTP stream of these calls is known</source>
        <translation>Zu diesen Anrufen ist kein RTP-Strom bekannt</translation>
    </message>
    <message>
        <source>Some RTP packets of these calls are not in the file, because the session does not hold them</source>
        <translation>Einige RTP-Pakete dieser Anrufe sind nicht in der Datei, weil die Sitzung sie nicht enthält</translation>
    </message>
    <message>
        <source>An earlier program wrote this session without its RTP streams: reindex finds them</source>
        <translation>Ein früheres Programm hat diese Sitzung ohne ihre RTP-Ströme geschrieben: reindex findet sie</translation>
    </message>
    <message>
        <source>More calls go on at that time than are looked at for legs: some may be missing.</source>
        <translation>Zu dieser Zeit gibt es mehr Anrufe, als nach Legs durchsucht werden: einige können fehlen.</translation>
    </message>
    <message>
        <source>No secrets of TLS connections that carried these messages are known</source>
        <translation>Geheimnisse der TLS-Verbindungen, die diese Nachrichten trugen, sind nicht bekannt</translation>
    </message>
    <message>
        <source>The file holds TLS secrets: whoever has it can read all that its TLS connections carried</source>
        <translation>Die Datei enthält TLS-Geheimnisse: wer sie hat, kann alles lesen, was ihre TLS-Verbindungen trugen</translation>
    </message>
</context>
<context>
    <name>ui::windows::ExportPrompt</name>
    <message>
        <source>%1 is not a file and cannot be replaced.</source>
        <translation>%1 ist keine Datei und kann nicht ersetzt werden.</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>Medien</translation>
    </message>
    <message>
        <source>With the RTP and RTCP of the calls</source>
        <translation>Mit RTP und RTCP der Anrufe</translation>
    </message>
    <message>
        <source>With their legs: the calls that belong together with them</source>
        <translation>Mit ihren Legs: den Anrufen, die mit ihnen zusammengehören</translation>
    </message>
    <message>
        <source>With the secrets that decrypt TLS</source>
        <translation>Mit den Geheimnissen, die TLS entschlüsseln</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Only a pcapng file can hold them.</source>
        <translation>Nur eine pcapng-Datei kann sie enthalten.</translation>
    </message>
    <message>
        <source>Looking for secrets in this session…</source>
        <translation>Geheimnisse in dieser Sitzung werden gesucht …</translation>
    </message>
    <message>
        <source>This session has no secrets of TLS connections.</source>
        <translation>Diese Sitzung hat keine Geheimnisse von TLS-Verbindungen.</translation>
    </message>
    <message>
        <source>Whoever has the file can then read all calls of these connections.</source>
        <translation>Wer die Datei hat, kann dann alle Anrufe dieser Verbindungen lesen.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Selected calls</source>
        <translation>Ausgewählte Anrufe</translation>
    </message>
    <message>
        <source>Selected messages</source>
        <translation>Ausgewählte Nachrichten</translation>
    </message>
    <message>
        <source>What the filter shows</source>
        <translation>Was der Filter zeigt</translation>
    </message>
    <message>
        <source>The whole session</source>
        <translation>Die ganze Sitzung</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>pcapng – packets as captured, for Wireshark</source>
        <translation>pcapng – Pakete wie mitgeschnitten, für Wireshark</translation>
    </message>
    <message>
        <source>pcap – packets, for older programs</source>
        <translation>pcap – Pakete, für ältere Programme</translation>
    </message>
    <message>
        <source>Text – the messages one after the other</source>
        <translation>Text – die Nachrichten nacheinander</translation>
    </message>
    <message>
        <source>CSV – a table for spreadsheets</source>
        <translation>CSV – eine Tabelle für Tabellenprogramme</translation>
    </message>
    <message>
        <source>JSON – one object per line</source>
        <translation>JSON – ein Objekt je Zeile</translation>
    </message>
    <message>
        <source>As</source>
        <translation>Als</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>The file exists and will be replaced.</source>
        <translation>Die Datei gibt es schon; sie wird ersetzt.</translation>
    </message>
</context>
<context>
    <name>ui::windows::FlowPane</name>
    <message>
        <source>Rows closer together</source>
        <translation>Zeilen enger</translation>
    </message>
    <message>
        <source>Rows further apart</source>
        <translation>Zeilen weiter</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>Übliche Größe</translation>
    </message>
    <message>
        <source>Copy the flow as text</source>
        <translation>Verlauf als Text kopieren</translation>
    </message>
    <message>
        <source>Call flow</source>
        <translation>Anrufverlauf</translation>
    </message>
    <message numerus="yes">
        <source>%1 messages</source>
        <translation>
            <numerusform>%1 Nachricht</numerusform>
            <numerusform>%1 Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %1 are not shown</source>
        <translation>
            <numerusform>die letzte wird nicht gezeigt</numerusform>
            <numerusform>die letzten %1 werden nicht gezeigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n calls</source>
        <translation>
            <numerusform>%n Anruf</numerusform>
            <numerusform>%n Anrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Legs in the flow</source>
        <translation>&amp;Legs im Verlauf</translation>
    </message>
    <message>
        <source>RT&amp;P in the flow</source>
        <translation>RT&amp;P im Verlauf</translation>
    </message>
    <message numerus="yes">
        <source>%n more RTP streams are not shown</source>
        <translation>
            <numerusform>%n weiterer RTP-Strom wird nicht gezeigt</numerusform>
            <numerusform>%n weitere RTP-Ströme werden nicht gezeigt</numerusform>
        </translation>
    </message>
    <message>
        <source>legs cannot be told</source>
        <translation>Legs lassen sich nicht feststellen</translation>
    </message>
    <message numerus="yes">
        <source>with %n more legs</source>
        <translation>
            <numerusform>mit %n weiteren Leg</numerusform>
            <numerusform>mit %n weiteren Legs</numerusform>
        </translation>
    </message>
    <message>
        <source>looking for legs…</source>
        <translation>Legs werden gesucht …</translation>
    </message>
    <message>
        <source>no other legs</source>
        <translation>keine weiteren Legs</translation>
    </message>
    <message>
        <source>, some may be missing: too many calls go on at that time</source>
        <translation>, vielleicht fehlen welche: zu dieser Zeit gibt es zu viele Anrufe</translation>
    </message>
    <message numerus="yes">
        <source>%n dialogs under one Call-ID</source>
        <translation>
            <numerusform>%n Dialog unter einer Call-ID</numerusform>
            <numerusform>%n Dialoge unter einer Call-ID</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>clocks of %n capture points corrected</source>
        <translation>
            <numerusform>Uhr von %n Messpunkt berichtigt</numerusform>
            <numerusform>Uhren von %n Messpunkten berichtigt</numerusform>
        </translation>
    </message>
    <message>
        <source>clock of %1 corrected by %2</source>
        <translation>Uhr von %1 um %2 berichtigt</translation>
    </message>
</context>
<context>
    <name>ui::windows::ListPage</name>
    <message numerus="yes">
        <source>%1 calls</source>
        <translation>
            <numerusform>%1 Anruf</numerusform>
            <numerusform>%1 Anrufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 messages</source>
        <translation>
            <numerusform>%1 Nachricht</numerusform>
            <numerusform>%1 Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 calls</source>
        <translation>
            <numerusform>%1 von %2 Anruf</numerusform>
            <numerusform>%1 von %2 Anrufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 messages</source>
        <translation>
            <numerusform>%1 von %2 Nachricht</numerusform>
            <numerusform>%1 von %2 Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>No call matches the filter or the range.</source>
        <translation>Kein Anruf passt zu Filter oder Zeitraum.</translation>
    </message>
    <message>
        <source>No message matches the filter or the range.</source>
        <translation>Keine Nachricht passt zu Filter oder Zeitraum.</translation>
    </message>
    <message>
        <source>%1 are hidden by it.</source>
        <translation>%1 sind dadurch ausgeblendet.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>No SIP has arrived yet.</source>
        <translation>Es ist noch kein SIP angekommen.</translation>
    </message>
    <message>
        <source>The status line counts what comes in; rows appear here as soon as they are stored.</source>
        <translation>Die Statuszeile zählt, was ankommt; Zeilen erscheinen hier, sobald sie gespeichert sind.</translation>
    </message>
    <message>
        <source>There is no call in this session.</source>
        <translation>In dieser Sitzung gibt es keinen Anruf.</translation>
    </message>
    <message>
        <source>There is no SIP message in this session.</source>
        <translation>In dieser Sitzung gibt es keine SIP-Nachricht.</translation>
    </message>
    <message>
        <source>Sources says what the frames were instead.</source>
        <translation>Unter „Quellen“ steht, was die Frames stattdessen waren.</translation>
    </message>
</context>
<context>
    <name>ui::windows::MainWindow</name>
    <message>
        <source>St&amp;reams</source>
        <translation>St&amp;röme</translation>
    </message>
    <message>
        <source>&amp;Findings</source>
        <translation>&amp;Befunde</translation>
    </message>
    <message>
        <source>What was stored until then is kept.</source>
        <translation>Was bis dahin gespeichert war, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Nothing was exported.</source>
        <translation>Es wurde nichts exportiert.</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Export läuft</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Sessions and captures (*.rhapsode *.pcap *.pcapng *.cap *.gz *.zst *.lz4 *.xz);;All files (*)</source>
        <translation>Sitzungen und Mitschnitte (*.rhapsode *.pcap *.pcapng *.cap *.gz *.zst *.lz4 *.xz);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Capture into a new session</source>
        <translation>In eine neue Sitzung aufzeichnen</translation>
    </message>
    <message>
        <source>%1 – Rhapsode</source>
        <translation>%1 – Rhapsode</translation>
    </message>
    <message numerus="yes">
        <source>Importing · %1 messages</source>
        <translation>
            <numerusform>Import läuft · %1 Nachricht</numerusform>
            <numerusform>Import läuft · %1 Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>The session is on this machine only</source>
        <translation>Die Sitzung liegt nur auf diesem Rechner</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Close session</source>
        <translation>Sitzung s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren …</translation>
    </message>
    <message>
        <source>Open in &amp;Wireshark</source>
        <translation>In &amp;Wireshark öffnen</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Start capture</source>
        <translation>&amp;Aufzeichnen</translation>
    </message>
    <message>
        <source>Capture &amp;options…</source>
        <translation>Aufzeichnungs&amp;optionen …</translation>
    </message>
    <message>
        <source>&amp;Pause the view</source>
        <translation>Ansicht &amp;anhalten</translation>
    </message>
    <message>
        <source>Stay at the &amp;newest</source>
        <translation>Beim &amp;Neuesten bleiben</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vor</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>C&amp;lear filter and range</source>
        <translation>Filter und Zeitraum &amp;leeren</translation>
    </message>
    <message>
        <source>&amp;Calls</source>
        <translation>&amp;Anrufe</translation>
    </message>
    <message>
        <source>&amp;Messages</source>
        <translation>&amp;Nachrichten</translation>
    </message>
    <message>
        <source>&amp;Sources</source>
        <translation>&amp;Quellen</translation>
    </message>
    <message>
        <source>Times in &amp;UTC</source>
        <translation>Zeiten in &amp;UTC</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;About Rhapsode</source>
        <translation>&amp;Über Rhapsode</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Capture</source>
        <translation>Auf&amp;zeichnung</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stopp</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Go to the call flow</source>
        <translation>Zum Anrufverlauf</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Space, arrows, Page Up, Page Down</source>
        <translation>Leertaste, Pfeile, Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>Move through lists and flows</source>
        <translation>Durch Listen und Verläufe gehen</translation>
    </message>
    <message>
        <source>Shift+F10</source>
        <translation>Umschalt+F10</translation>
    </message>
    <message>
        <source>Menu of the row: filter, copy, export</source>
        <translation>Menü der Zeile: filtern, kopieren, exportieren</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Strg+Rad</translation>
    </message>
    <message>
        <source>Rows of the flow closer or further apart</source>
        <translation>Zeilen des Verlaufs enger oder weiter</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>About Rhapsode</source>
        <translation>Über Rhapsode</translation>
    </message>
    <message>
        <source>Captures and analyses SIP on this machine.

Free software under the GNU General Public License, version 3 or later. Without any warranty.

Built with Qt %1, QCustomPlot, libpcap, SQLite, zstd and PCRE2.</source>
        <translation>Zeichnet SIP auf diesem Rechner auf und wertet es aus.

Freie Software unter der GNU General Public License, Version 3 oder neuer. Ohne jede Gewährleistung.

Gebaut mit Qt %1, QCustomPlot, libpcap, SQLite, zstd und PCRE2.</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exportiert nach %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 rows</source>
        <translation>
            <numerusform>%1 Zeile</numerusform>
            <numerusform>%1 Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>Nichts ist ausgewählt</translation>
    </message>
    <message>
        <source>Select the calls or messages that Wireshark shall show.</source>
        <translation>Wählen Sie die Anrufe oder Nachrichten, die Wireshark zeigen soll.</translation>
    </message>
    <message>
        <source>Ctrl+click, Shift+arrows</source>
        <translation>Strg+Klick, Umschalt+Pfeile</translation>
    </message>
    <message>
        <source>Several calls in one flow</source>
        <translation>Mehrere Anrufe in einem Verlauf</translation>
    </message>
    <message>
        <source>&lt; and &gt;</source>
        <translation>&lt; und &gt;</translation>
    </message>
    <message>
        <source>Sort by the column before or after</source>
        <translation>Nach der Spalte davor oder danach sortieren</translation>
    </message>
    <message>
        <source>Sort the other way, then not at all</source>
        <translation>Andersherum sortieren, dann gar nicht</translation>
    </message>
    <message>
        <source>Go &amp;to…</source>
        <translation>Gehe &amp;zu …</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>Number, time of day (14:05:32) or Call-ID:</source>
        <translation>Nummer, Uhrzeit (14:05:32) oder Call-ID:</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Gehe</translation>
    </message>
    <message>
        <source>No mark was changed.</source>
        <translation>Keine Markierung wurde geändert.</translation>
    </message>
    <message>
        <source>Select the calls that shall be marked.</source>
        <translation>Bitte die Anrufe auswählen, die markiert werden sollen.</translation>
    </message>
    <message>
        <source>&amp;Mark or unmark</source>
        <translation>&amp;Markierung setzen oder aufheben</translation>
    </message>
    <message>
        <source>&amp;Show marked calls</source>
        <translation>Markierte &amp;zeigen</translation>
    </message>
    <message>
        <source>Ca&amp;ll</source>
        <translation>A&amp;nruf</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <source>Not every message was forwarded</source>
        <translation>Nicht jede Nachricht wurde weitergeleitet</translation>
    </message>
    <message>
        <source>Decrypting</source>
        <translation>Wird entschlüsselt</translation>
    </message>
    <message>
        <source>Decrypt with key logs (SSLKEYLOGFILE) or private RSA keys (PEM)</source>
        <translation>Mit Schlüsselprotokollen (SSLKEYLOGFILE) oder privaten RSA-Schlüsseln (PEM) entschlüsseln</translation>
    </message>
    <message>
        <source>TLS is decrypted from now on</source>
        <translation>TLS wird ab jetzt entschlüsselt</translation>
    </message>
    <message>
        <source>Connections that began within the last minute are decrypted from their start. What came before in others follows when the capture ends.</source>
        <translation>Verbindungen, die in der letzten Minute begannen, werden von Anfang an entschlüsselt. Was in anderen davor kam, folgt nach dem Ende der Aufzeichnung.</translation>
    </message>
    <message>
        <source>Decrypting waits for the end of the import</source>
        <translation>Entschlüsselt wird nach dem Ende des Imports</translation>
    </message>
    <message>
        <source>It begins by itself.</source>
        <translation>Es beginnt von selbst.</translation>
    </message>
    <message>
        <source>There is nothing to decrypt</source>
        <translation>Es gibt nichts zu entschlüsseln</translation>
    </message>
    <message>
        <source>Open a session or a capture first, or open it together with the key log.</source>
        <translation>Bitte zuerst eine Sitzung oder einen Mitschnitt öffnen, oder beides zusammen mit dem Schlüsselprotokoll.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 TLS connections are decrypted</source>
        <translation>
            <numerusform>%1 von %2 TLS-Verbindung ist entschlüsselt</numerusform>
            <numerusform>%1 von %2 TLS-Verbindungen sind entschlüsselt</numerusform>
        </translation>
    </message>
    <message>
        <source>The messages in them are in the lists now.</source>
        <translation>Ihre Nachrichten stehen jetzt in den Listen.</translation>
    </message>
    <message>
        <source>Sources says why each could or could not be decrypted.</source>
        <translation>Unter „Quellen“ steht, warum jede entschlüsselt werden konnte oder nicht.</translation>
    </message>
    <message>
        <source>&amp;Decrypt TLS…</source>
        <translation>TLS &amp;entschlüsseln …</translation>
    </message>
    <message>
        <source>Add sources to the capture</source>
        <translation>Quellen zur Aufzeichnung hinzufügen</translation>
    </message>
    <message>
        <source>This is the only source</source>
        <translation>Das ist die einzige Quelle</translation>
    </message>
    <message>
        <source>Stop the capture instead, or add another source first.</source>
        <translation>Bitte stattdessen die Aufzeichnung beenden, oder zuerst eine andere Quelle hinzufügen.</translation>
    </message>
    <message>
        <source>&amp;Add a source…</source>
        <translation>Quelle &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Remove the source</source>
        <translation>Quelle &amp;entfernen</translation>
    </message>
    <message>
        <source>S&amp;tatistics</source>
        <translation>S&amp;tatistik</translation>
    </message>
    <message>
        <source>Re&amp;gistrations</source>
        <translation>Re&amp;gistrierungen</translation>
    </message>
    <message>
        <source>&amp;Link the selected calls</source>
        <translation>Ausgewählte Anrufe &amp;verbinden</translation>
    </message>
    <message>
        <source>The calls are linked</source>
        <translation>Die Anrufe sind verbunden</translation>
    </message>
    <message>
        <source>Legs in the flow shows them together, and takes the link back.</source>
        <translation>„Legs im Verlauf“ zeigt sie zusammen und nimmt die Verbindung zurück.</translation>
    </message>
    <message>
        <source>Nothing is linked</source>
        <translation>Nichts wurde verbunden</translation>
    </message>
    <message>
        <source>Select the calls that belong together, two at least and fifty at most.</source>
        <translation>Wählen Sie die Anrufe, die zusammengehören, mindestens zwei und höchstens fünfzig.</translation>
    </message>
</context>
<context>
    <name>ui::windows::Notice</name>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ui::windows::PreferencesWindow</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Table rows</source>
        <translation>Tabellenzeilen</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Eng</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation>Weit</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Show times in UTC</source>
        <translation>Zeiten in UTC zeigen</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>Sessions folder</source>
        <translation>Sitzungsordner</translation>
    </message>
    <message>
        <source>Font size and language change with the next start.</source>
        <translation>Schriftgröße und Sprache ändern sich mit dem nächsten Start.</translation>
    </message>
    <message>
        <source>Keep RTP of captures</source>
        <translation>RTP von Mitschnitten behalten</translation>
    </message>
    <message>
        <source>Opened captures: keep RTP</source>
        <translation>Geöffnete Mitschnitte: RTP behalten</translation>
    </message>
</context>
<context>
    <name>ui::windows::RecentModel</name>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgezeichnet</translation>
    </message>
    <message>
        <source>Span</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>ui::windows::RunBar</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ui::windows::SessionView</name>
    <message>
        <source>Streams</source>
        <translation>Ströme</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message numerus="yes">
        <source>%1 new</source>
        <translation>
            <numerusform>%1 neu</numerusform>
            <numerusform>%1 neu</numerusform>
        </translation>
    </message>
    <message>
        <source>No call is selected.</source>
        <translation>Kein Anruf ist ausgewählt.</translation>
    </message>
    <message>
        <source>Select a call or a message to see its flow.</source>
        <translation>Wählen Sie einen Anruf oder eine Nachricht, um den Verlauf zu sehen.</translation>
    </message>
    <message>
        <source>No message is selected.</source>
        <translation>Keine Nachricht ist ausgewählt.</translation>
    </message>
    <message>
        <source>Select a message in the list or in the flow.</source>
        <translation>Wählen Sie eine Nachricht in der Liste oder im Verlauf.</translation>
    </message>
    <message>
        <source>Frame %1 is not in the file.</source>
        <translation>Paket %1 ist nicht in der Datei.</translation>
    </message>
    <message>
        <source>It was counted, not stored.</source>
        <translation>Es wurde gezählt, nicht gespeichert.</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Registrations</source>
        <translation>Registrierungen</translation>
    </message>
</context>
<context>
    <name>ui::windows::StartPage</name>
    <message>
        <source>Moving %1</source>
        <translation>%1 wird verschoben</translation>
    </message>
    <message>
        <source>Capture SIP, see every call, find out what went wrong</source>
        <translation>SIP aufzeichnen, jeden Anruf sehen, Fehler finden</translation>
    </message>
    <message>
        <source>Recent sessions</source>
        <translation>Letzte Sitzungen</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>Noch keine Sitzungen</translation>
    </message>
    <message>
        <source>Open a capture, or start one: each becomes a session that stays here.</source>
        <translation>Öffnen Sie einen Mitschnitt oder starten Sie eine Aufzeichnung: Jede wird eine Sitzung und bleibt hier.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Capture</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Ctrl+K while a session is open</source>
        <translation>Strg+K, während eine Sitzung offen ist</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>capture options</source>
        <translation>Aufzeichnungsoptionen</translation>
    </message>
    <message>
        <source>start and stop</source>
        <translation>starten und stoppen</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>filtern</translation>
    </message>
    <message>
        <source>help</source>
        <translation>Hilfe</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) · Ctrl+O for others</source>
        <translation>
            <numerusform>%n Sitzung · Strg+O für andere</numerusform>
            <numerusform>%n Sitzungen · Strg+O für andere</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Verschieben …</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Rename session</source>
        <translation>Sitzung umbenennen</translation>
    </message>
    <message>
        <source>New name:</source>
        <translation>Neuer Name:</translation>
    </message>
    <message>
        <source>Move session to</source>
        <translation>Sitzung verschieben nach</translation>
    </message>
    <message>
        <source>Delete session</source>
        <translation>Sitzung löschen</translation>
    </message>
    <message>
        <source>Delete “%1” for good?</source>
        <translation>„%1“ endgültig löschen?</translation>
    </message>
    <message>
        <source>The file %1 and everything captured in it will be gone.</source>
        <translation>Die Datei %1 und alles darin Aufgezeichnete ist dann weg.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>ui::windows::StatusLine</name>
    <message>
        <source>Show times in local time or UTC</source>
        <translation>Zeiten in Ortszeit oder UTC zeigen</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>Keine Aufzeichnung</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Import läuft</translation>
    </message>
    <message>
        <source>Recording %1</source>
        <translation>Aufzeichnung %1</translation>
    </message>
    <message>
        <source>%1 msg/s</source>
        <translation>%1 Nachr./s</translation>
    </message>
    <message numerus="yes">
        <source>%1 dropped</source>
        <translation>
            <numerusform>%1 verloren</numerusform>
            <numerusform>%1 verloren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 not understood</source>
        <translation>
            <numerusform>%1 nicht verstanden</numerusform>
            <numerusform>%1 nicht verstanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 messages</source>
        <translation>
            <numerusform>%1 Nachricht</numerusform>
            <numerusform>%1 Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 calls</source>
        <translation>
            <numerusform>%1 Anruf</numerusform>
            <numerusform>%1 Anrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
</context>
<context>
    <name>ui::windows::SourcesPage</name>
    <message numerus="yes">
        <source>and %n more warnings</source>
        <translation>
            <numerusform>und %n weitere Warnung</numerusform>
            <numerusform>und %n weitere Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>No source is ready yet.</source>
        <translation>Noch ist keine Quelle bereit.</translation>
    </message>
    <message>
        <source>Each appears here as soon as it is; one that cannot start is told above.</source>
        <translation>Jede erscheint hier, sobald sie es ist; kann eine nicht beginnen, steht es oben.</translation>
    </message>
    <message>
        <source>There is no source in this session.</source>
        <translation>In dieser Sitzung gibt es keine Quelle.</translation>
    </message>
    <message>
        <source>Nothing was captured or imported into it: open a capture, or start one with Ctrl+K.</source>
        <translation>Es wurde nichts aufgezeichnet oder eingelesen: bitte einen Mitschnitt öffnen oder mit Strg+K einen beginnen.</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Packets/s</source>
        <translation>Pakete/s</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgewiesen</translation>
    </message>
    <message>
        <source>Clock offset</source>
        <translation>Uhrabweichung</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Server name</source>
        <translation>Servername</translation>
    </message>
    <message>
        <source>Undecrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Decryption</source>
        <translation>Entschlüsselung</translation>
    </message>
    <message>
        <source>Cipher suite</source>
        <translation>Cipher-Suite</translation>
    </message>
    <message>
        <source>TLS connections</source>
        <translation>TLS-Verbindungen</translation>
    </message>
    <message numerus="yes">
        <source>%1 TLS connections</source>
        <translation>
            <numerusform>%1 TLS-Verbindung</numerusform>
            <numerusform>%1 TLS-Verbindungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 decrypted</source>
        <translation>%1 entschlüsselt</translation>
    </message>
    <message>
        <source>the newest %1 are listed</source>
        <translation>die neuesten %1 sind aufgeführt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Add a source…</source>
        <translation>Quelle hinzufügen …</translation>
    </message>
    <message>
        <source>Remove from the capture</source>
        <translation>Aus der Aufzeichnung entfernen</translation>
    </message>
</context>
<context>
    <name>ui::session</name>
    <message>
        <source>command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>core::capture::FilterPreset</name>
    <message>
        <source>SIP on ports 5060 and 5061</source>
        <translation>SIP auf den Ports 5060 und 5061</translation>
    </message>
    <message>
        <source>SIP and RTP</source>
        <translation>SIP und RTP</translation>
    </message>
    <message>
        <source>Everything but ssh</source>
        <translation>Alles außer ssh</translation>
    </message>
</context>
<context>
    <name>ui::windows::PathField</name>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation>%1 auswählen</translation>
    </message>
    <message>
        <source>File or pipe…</source>
        <translation>Datei oder Pipe …</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner …</translation>
    </message>
</context>
<context>
    <name>ui::windows::MoreSources</name>
    <message>
        <source>HEP TCP</source>
        <translation>HEP TCP</translation>
    </message>
    <message>
        <source>Listen for HEP over TCP</source>
        <translation>HEP über TCP empfangen</translation>
    </message>
    <message>
        <source>HEP TLS</source>
        <translation>HEP TLS</translation>
    </message>
    <message>
        <source>Listen for HEP over TLS</source>
        <translation>HEP über TLS empfangen</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Certificate (PEM); without, one of our own</source>
        <translation>Zertifikat (PEM); ohne gilt ein eigenes</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>Privater Schlüssel</translation>
    </message>
    <message>
        <source>Its private key (PEM)</source>
        <translation>Dessen privater Schlüssel (PEM)</translation>
    </message>
    <message>
        <source>HEP key file</source>
        <translation>HEP-Schlüssel</translation>
    </message>
    <message>
        <source>File with the key that HEP must carry</source>
        <translation>Datei mit dem Schlüssel, den HEP tragen muss</translation>
    </message>
    <message>
        <source>HEP only from</source>
        <translation>HEP nur von</translation>
    </message>
    <message>
        <source>Everybody; else e.g. 10.20.0.0/16, 2001:db8::7</source>
        <translation>Allen; sonst z. B. 10.20.0.0/16, 2001:db8::7</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Writes pcap, e.g. ssh probe tcpdump -U -w - not port 22</source>
        <translation>Schreibt pcap, z. B. ssh probe tcpdump -U -w - not port 22</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Capture what a command writes</source>
        <translation>Aufzeichnen, was ein Befehl schreibt</translation>
    </message>
    <message>
        <source>Followed file</source>
        <translation>Verfolgte Datei</translation>
    </message>
    <message>
        <source>A capture that grows, a folder of them, or a pipe</source>
        <translation>Wachsender Mitschnitt, Ordner mit solchen oder Pipe</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Verfolgen</translation>
    </message>
    <message>
        <source>Follow a file</source>
        <translation>Eine Datei verfolgen</translation>
    </message>
    <message>
        <source>Port of %1</source>
        <translation>Port von %1</translation>
    </message>
    <message>
        <source>port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>port is free</source>
        <translation>Port ist frei</translation>
    </message>
    <message>
        <source>A certificate and its private key belong together.</source>
        <translation>Zertifikat und privater Schlüssel gehören zusammen.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>There is no key in the first line of %1.</source>
        <translation>In der ersten Zeile von %1 steht kein Schlüssel.</translation>
    </message>
    <message>
        <source>“%1” is neither an address nor a network.</source>
        <translation>„%1“ ist weder eine Adresse noch ein Netz.</translation>
    </message>
    <message>
        <source>Enter the command that captures.</source>
        <translation>Bitte den Befehl eingeben, der aufzeichnet.</translation>
    </message>
    <message>
        <source>Choose what to follow.</source>
        <translation>Bitte auswählen, was verfolgt werden soll.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 gibt es nicht.</translation>
    </message>
</context>
<context>
    <name>ui::windows::FramesPane</name>
    <message>
        <source>Frames that were</source>
        <translation>Pakete, die … waren</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Not stored</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>Classes of frames</source>
        <translation>Arten von Paketen</translation>
    </message>
    <message>
        <source>Example frames</source>
        <translation>Beispielpakete</translation>
    </message>
    <message>
        <source>counted, not stored</source>
        <translation>gezählt, nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>core::session::FrameFate</name>
    <message>
        <source>SIP message</source>
        <translation>SIP-Nachricht</translation>
    </message>
    <message>
        <source>part of a SIP message</source>
        <translation>Teil einer SIP-Nachricht</translation>
    </message>
    <message>
        <source>keep-alive</source>
        <translation>Lebenszeichen</translation>
    </message>
    <message>
        <source>other payload</source>
        <translation>andere Nutzdaten</translation>
    </message>
    <message>
        <source>HEP without SIP</source>
        <translation>HEP ohne SIP</translation>
    </message>
    <message>
        <source>broken HEP</source>
        <translation>fehlerhaftes HEP</translation>
    </message>
    <message>
        <source>TCP without data</source>
        <translation>TCP ohne Daten</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>wiederholt</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>unvollständig</translation>
    </message>
    <message>
        <source>other protocol</source>
        <translation>anderes Protokoll</translation>
    </message>
    <message>
        <source>unknown link type or EtherType</source>
        <translation>unbekannter Linktyp oder EtherType</translation>
    </message>
    <message>
        <source>malformed</source>
        <translation>fehlerhaft</translation>
    </message>
    <message>
        <source>SIP over TCP behind a gap</source>
        <translation>SIP über TCP hinter einer Lücke</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <source>lost from the damaged file</source>
        <translation>aus der beschädigten Datei verloren</translation>
    </message>
</context>
<context>
    <name>core::net::FrameDetail</name>
    <message>
        <source>RTP</source>
        <translation>RTP</translation>
    </message>
    <message>
        <source>RTCP</source>
        <translation>RTCP</translation>
    </message>
    <message>
        <source>STUN</source>
        <translation>STUN</translation>
    </message>
    <message>
        <source>TURN channel data</source>
        <translation>TURN-Kanaldaten</translation>
    </message>
    <message>
        <source>ZRTP</source>
        <translation>ZRTP</translation>
    </message>
    <message>
        <source>DTLS</source>
        <translation>DTLS</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>multicast DNS</source>
        <translation>Multicast-DNS</translation>
    </message>
    <message>
        <source>LLMNR</source>
        <translation>LLMNR</translation>
    </message>
    <message>
        <source>DHCP</source>
        <translation>DHCP</translation>
    </message>
    <message>
        <source>NTP</source>
        <translation>NTP</translation>
    </message>
    <message>
        <source>SNMP</source>
        <translation>SNMP</translation>
    </message>
    <message>
        <source>SSDP</source>
        <translation>SSDP</translation>
    </message>
    <message>
        <source>NetBIOS</source>
        <translation>NetBIOS</translation>
    </message>
    <message>
        <source>TFTP</source>
        <translation>TFTP</translation>
    </message>
    <message>
        <source>RADIUS</source>
        <translation>RADIUS</translation>
    </message>
    <message>
        <source>syslog</source>
        <translation>syslog</translation>
    </message>
    <message>
        <source>MGCP</source>
        <translation>MGCP</translation>
    </message>
    <message>
        <source>Megaco</source>
        <translation>Megaco</translation>
    </message>
    <message>
        <source>IAX2</source>
        <translation>IAX2</translation>
    </message>
    <message>
        <source>H.323</source>
        <translation>H.323</translation>
    </message>
    <message>
        <source>QUIC</source>
        <translation>QUIC</translation>
    </message>
    <message>
        <source>ISAKMP</source>
        <translation>ISAKMP</translation>
    </message>
    <message>
        <source>GTP</source>
        <translation>GTP</translation>
    </message>
    <message>
        <source>RIP</source>
        <translation>RIP</translation>
    </message>
    <message>
        <source>HSRP</source>
        <translation>HSRP</translation>
    </message>
    <message>
        <source>TLS that was not decrypted</source>
        <translation>TLS, nicht entschlüsselt</translation>
    </message>
    <message>
        <source>TLS handshake, alert or ticket</source>
        <translation>TLS-Handshake, -Alarm oder -Ticket</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>WebSocket without SIP</source>
        <translation>WebSocket ohne SIP</translation>
    </message>
    <message>
        <source>RTSP</source>
        <translation>RTSP</translation>
    </message>
    <message>
        <source>MSRP</source>
        <translation>MSRP</translation>
    </message>
    <message>
        <source>SSH</source>
        <translation>SSH</translation>
    </message>
    <message>
        <source>SMTP</source>
        <translation>SMTP</translation>
    </message>
    <message>
        <source>FTP</source>
        <translation>FTP</translation>
    </message>
    <message>
        <source>Diameter</source>
        <translation>Diameter</translation>
    </message>
    <message>
        <source>LDAP</source>
        <translation>LDAP</translation>
    </message>
    <message>
        <source>BGP</source>
        <translation>BGP</translation>
    </message>
    <message>
        <source>Skinny</source>
        <translation>Skinny</translation>
    </message>
    <message>
        <source>UDP of an unknown protocol</source>
        <translation>UDP eines unbekannten Protokolls</translation>
    </message>
    <message>
        <source>TCP of an unknown protocol</source>
        <translation>TCP eines unbekannten Protokolls</translation>
    </message>
    <message>
        <source>SCTP of an unknown protocol</source>
        <translation>SCTP eines unbekannten Protokolls</translation>
    </message>
    <message>
        <source>HEP with XMPP</source>
        <translation>HEP mit XMPP</translation>
    </message>
    <message>
        <source>HEP with SDP</source>
        <translation>HEP mit SDP</translation>
    </message>
    <message>
        <source>HEP with RTP</source>
        <translation>HEP mit RTP</translation>
    </message>
    <message>
        <source>HEP with RTCP</source>
        <translation>HEP mit RTCP</translation>
    </message>
    <message>
        <source>HEP with MGCP</source>
        <translation>HEP mit MGCP</translation>
    </message>
    <message>
        <source>HEP with Megaco</source>
        <translation>HEP mit Megaco</translation>
    </message>
    <message>
        <source>HEP with SIGTRAN</source>
        <translation>HEP mit SIGTRAN</translation>
    </message>
    <message>
        <source>HEP with IAX</source>
        <translation>HEP mit IAX</translation>
    </message>
    <message>
        <source>HEP with H.32x</source>
        <translation>HEP mit H.32x</translation>
    </message>
    <message>
        <source>HEP with a quality report</source>
        <translation>HEP mit Qualitätsbericht</translation>
    </message>
    <message>
        <source>HEP with an event as JSON</source>
        <translation>HEP mit Ereignis als JSON</translation>
    </message>
    <message>
        <source>HEP with a log line</source>
        <translation>HEP mit Protokollzeile</translation>
    </message>
    <message>
        <source>HEP with another payload type</source>
        <translation>HEP mit anderer Art von Nutzdaten</translation>
    </message>
    <message>
        <source>HEP that claims SIP and carries none</source>
        <translation>HEP, das SIP angibt und keines trägt</translation>
    </message>
    <message>
        <source>HEP without a payload</source>
        <translation>HEP ohne Nutzdaten</translation>
    </message>
    <message>
        <source>ARP</source>
        <translation>ARP</translation>
    </message>
    <message>
        <source>RARP</source>
        <translation>RARP</translation>
    </message>
    <message>
        <source>ICMP</source>
        <translation>ICMP</translation>
    </message>
    <message>
        <source>ICMPv6</source>
        <translation>ICMPv6</translation>
    </message>
    <message>
        <source>IGMP</source>
        <translation>IGMP</translation>
    </message>
    <message>
        <source>OSPF</source>
        <translation>OSPF</translation>
    </message>
    <message>
        <source>PIM</source>
        <translation>PIM</translation>
    </message>
    <message>
        <source>VRRP</source>
        <translation>VRRP</translation>
    </message>
    <message>
        <source>EIGRP</source>
        <translation>EIGRP</translation>
    </message>
    <message>
        <source>L2TP</source>
        <translation>L2TP</translation>
    </message>
    <message>
        <source>ESP that is encrypted</source>
        <translation>ESP, verschlüsselt</translation>
    </message>
    <message>
        <source>GRE without a packet</source>
        <translation>GRE ohne Paket</translation>
    </message>
    <message>
        <source>SCTP without data</source>
        <translation>SCTP ohne Daten</translation>
    </message>
    <message>
        <source>spanning tree</source>
        <translation>Spanning Tree</translation>
    </message>
    <message>
        <source>LLDP</source>
        <translation>LLDP</translation>
    </message>
    <message>
        <source>CDP</source>
        <translation>CDP</translation>
    </message>
    <message>
        <source>a slow protocol (LACP)</source>
        <translation>ein langsames Protokoll (LACP)</translation>
    </message>
    <message>
        <source>EAPOL</source>
        <translation>EAPOL</translation>
    </message>
    <message>
        <source>PTP</source>
        <translation>PTP</translation>
    </message>
    <message>
        <source>PPPoE discovery</source>
        <translation>PPPoE-Suche</translation>
    </message>
    <message>
        <source>PPP control</source>
        <translation>PPP-Steuerung</translation>
    </message>
    <message>
        <source>Ethernet loopback</source>
        <translation>Ethernet-Loopback</translation>
    </message>
    <message>
        <source>a wireless frame without data</source>
        <translation>ein Funkrahmen ohne Daten</translation>
    </message>
    <message>
        <source>a wireless frame that is encrypted</source>
        <translation>ein verschlüsselter Funkrahmen</translation>
    </message>
    <message>
        <source>IEEE 802.2 without IP</source>
        <translation>IEEE 802.2 ohne IP</translation>
    </message>
    <message>
        <source>MPLS without IP</source>
        <translation>MPLS ohne IP</translation>
    </message>
    <message>
        <source>a network protocol other than IP</source>
        <translation>ein anderes Netzprotokoll als IP</translation>
    </message>
    <message>
        <source>an IP protocol without SIP</source>
        <translation>ein IP-Protokoll ohne SIP</translation>
    </message>
    <message>
        <source>more tunnels in one another than are followed</source>
        <translation>mehr Tunnel ineinander, als verfolgt werden</translation>
    </message>
    <message>
        <source>empty lines</source>
        <translation>Leerzeilen</translation>
    </message>
    <message>
        <source>an empty datagram</source>
        <translation>ein leeres Datagramm</translation>
    </message>
    <message>
        <source>a keep-alive of another form</source>
        <translation>ein Lebenszeichen anderer Form</translation>
    </message>
    <message>
        <source>a TCP segment that was there already</source>
        <translation>ein TCP-Segment, das schon da war</translation>
    </message>
    <message>
        <source>an IP fragment that was there already</source>
        <translation>ein IP-Fragment, das schon da war</translation>
    </message>
    <message>
        <source>an SCTP chunk that was there already</source>
        <translation>ein SCTP-Chunk, der schon da war</translation>
    </message>
    <message>
        <source>waits for the other fragments of its packet</source>
        <translation>wartet auf die anderen Fragmente des Pakets</translation>
    </message>
    <message>
        <source>waits for an earlier TCP segment</source>
        <translation>wartet auf ein früheres TCP-Segment</translation>
    </message>
    <message>
        <source>waits for the rest of a SIP message</source>
        <translation>wartet auf den Rest einer SIP-Nachricht</translation>
    </message>
    <message>
        <source>waits for the secret of its TLS connection</source>
        <translation>wartet auf das Geheimnis seiner TLS-Verbindung</translation>
    </message>
    <message>
        <source>the other fragments did not come in time</source>
        <translation>die anderen Fragmente kamen nicht rechtzeitig</translation>
    </message>
    <message>
        <source>the fragments contradict each other</source>
        <translation>die Fragmente widersprechen einander</translation>
    </message>
    <message>
        <source>too many fragments waited</source>
        <translation>zu viele Fragmente warteten</translation>
    </message>
    <message>
        <source>the other fragments never came</source>
        <translation>die anderen Fragmente kamen nie</translation>
    </message>
    <message>
        <source>the capture cut its payload off</source>
        <translation>der Mitschnitt hat die Nutzdaten abgeschnitten</translation>
    </message>
    <message>
        <source>an earlier TCP segment was lost</source>
        <translation>ein früheres TCP-Segment ging verloren</translation>
    </message>
    <message>
        <source>the connection began before the capture</source>
        <translation>die Verbindung begann vor der Aufzeichnung</translation>
    </message>
    <message>
        <source>the link layer header is cut short</source>
        <translation>der Kopf der Sicherungsschicht ist abgeschnitten</translation>
    </message>
    <message>
        <source>the VLAN tag is cut short</source>
        <translation>das VLAN-Tag ist abgeschnitten</translation>
    </message>
    <message>
        <source>the IEEE 802.2 header is cut short</source>
        <translation>der IEEE-802.2-Kopf ist abgeschnitten</translation>
    </message>
    <message>
        <source>the wireless header is cut short</source>
        <translation>der Kopf des Funkrahmens ist abgeschnitten</translation>
    </message>
    <message>
        <source>the PPP header is cut short</source>
        <translation>der PPP-Kopf ist abgeschnitten</translation>
    </message>
    <message>
        <source>the PPPoE header is wrong</source>
        <translation>der PPPoE-Kopf ist falsch</translation>
    </message>
    <message>
        <source>the MPLS labels do not end</source>
        <translation>die MPLS-Label enden nicht</translation>
    </message>
    <message>
        <source>the tunnel's header is cut short or contradicts itself</source>
        <translation>der Kopf des Tunnels ist abgeschnitten oder widersprüchlich</translation>
    </message>
    <message>
        <source>the IP header is cut short or contradicts itself</source>
        <translation>der IP-Kopf ist abgeschnitten oder widersprüchlich</translation>
    </message>
    <message>
        <source>the fragment has an impossible size or place</source>
        <translation>das Fragment hat eine unmögliche Größe oder Stelle</translation>
    </message>
    <message>
        <source>the UDP header is cut short or contradicts itself</source>
        <translation>der UDP-Kopf ist abgeschnitten oder widersprüchlich</translation>
    </message>
    <message>
        <source>the TCP header is cut short or contradicts itself</source>
        <translation>der TCP-Kopf ist abgeschnitten oder widersprüchlich</translation>
    </message>
    <message>
        <source>the SCTP packet is cut short or contradicts itself</source>
        <translation>das SCTP-Paket ist abgeschnitten oder widersprüchlich</translation>
    </message>
    <message>
        <source>no SIP where a message should begin</source>
        <translation>kein SIP, wo eine Nachricht beginnen sollte</translation>
    </message>
    <message>
        <source>not HEP</source>
        <translation>kein HEP</translation>
    </message>
    <message>
        <source>an empty HEP packet</source>
        <translation>ein leeres HEP-Paket</translation>
    </message>
    <message>
        <source>the HEP header is cut short</source>
        <translation>der HEP-Kopf ist abgeschnitten</translation>
    </message>
    <message>
        <source>the HEP packet has an impossible length</source>
        <translation>das HEP-Paket hat eine unmögliche Länge</translation>
    </message>
    <message>
        <source>the HEP packet names an unknown address family</source>
        <translation>das HEP-Paket nennt eine unbekannte Adressfamilie</translation>
    </message>
    <message>
        <source>the HEP payload cannot be unpacked</source>
        <translation>die HEP-Nutzdaten können nicht entpackt werden</translation>
    </message>
    <message>
        <source>T.38 fax over UDPTL</source>
        <translation>T.38-Fax über UDPTL</translation>
    </message>
    <message>
        <source>the report on media is no JSON</source>
        <translation>der Bericht über Medien ist kein JSON</translation>
    </message>
    <message>
        <source>the report on media is cut short</source>
        <translation>der Bericht über Medien ist abgeschnitten</translation>
    </message>
    <message>
        <source>the report on media is too large or nested too deeply</source>
        <translation>der Bericht über Medien ist zu groß oder zu tief geschachtelt</translation>
    </message>
    <message>
        <source>the report says nothing of a stream</source>
        <translation>der Bericht sagt nichts über einen Strom</translation>
    </message>
    <message>
        <source>an unknown link type</source>
        <translation>ein unbekannter Linktyp</translation>
    </message>
    <message>
        <source>an unknown EtherType</source>
        <translation>ein unbekannter EtherType</translation>
    </message>
    <message>
        <source>no longer in the damaged file</source>
        <translation>nicht mehr in der beschädigten Datei</translation>
    </message>
</context>
<context>
    <name>ui::windows::ForwardBar</name>
    <message>
        <source>Forwarding to</source>
        <translation>Weiterleitung an</translation>
    </message>
    <message>
        <source>no connection needed</source>
        <translation>ohne Verbindung</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>Verbindung wird aufgebaut</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>%1 gesendet</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 wartend</translation>
    </message>
    <message>
        <source>%1 not sent</source>
        <translation>%1 nicht gesendet</translation>
    </message>
</context>
<context>
    <name>ui::windows::ForwardFields</name>
    <message>
        <source>Forward what is captured</source>
        <translation>Weiterleiten, was aufgezeichnet wird</translation>
    </message>
    <message>
        <source>Forward to</source>
        <translation>Weiter an</translation>
    </message>
    <message>
        <source>e.g. hep+udp://collector:9060, hep+tls://…, hep1+udp://…, ipip://…</source>
        <translation>z. B. hep+udp://collector:9060, hep+tls://…, hep1+udp://…, ipip://…</translation>
    </message>
    <message>
        <source>Key file of the collector</source>
        <translation>Schlüsseldatei des Empfängers</translation>
    </message>
    <message>
        <source>File with the key that the collector asks for</source>
        <translation>Datei mit dem Schlüssel, den der Empfänger verlangt</translation>
    </message>
    <message>
        <source>Its key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <source>Capture id to send</source>
        <translation>Zu sendende Capture-ID</translation>
    </message>
    <message>
        <source>2002; HEP agents keep theirs</source>
        <translation>2002; HEP-Agenten behalten ihre</translation>
    </message>
    <message>
        <source>Capture id</source>
        <translation>Capture-ID</translation>
    </message>
    <message>
        <source>Enter where the collector listens.</source>
        <translation>Bitte angeben, wo der Empfänger lauscht.</translation>
    </message>
    <message>
        <source>There is no key in the first line of %1.</source>
        <translation>In der ersten Zeile von %1 steht kein Schlüssel.</translation>
    </message>
    <message>
        <source>Only HEP 3 carries a key.</source>
        <translation>Nur HEP 3 überträgt einen Schlüssel.</translation>
    </message>
    <message>
        <source>A capture id is a number from 0 to 4294967295.</source>
        <translation>Eine Capture-ID ist eine Zahl von 0 bis 4294967295.</translation>
    </message>
    <message>
        <source>HEP 2 carries a capture id up to 65535, HEP 1 and IP-in-IP carry none.</source>
        <translation>HEP 2 überträgt eine Capture-ID bis 65535, HEP 1 und IP-in-IP keine.</translation>
    </message>
</context>
<context>
    <name>core::forward::NotSent</name>
    <message>
        <source>queue full</source>
        <translation>Warteschlange voll</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>zu groß</translation>
    </message>
    <message>
        <source>IPv4 and IPv6 mixed</source>
        <translation>IPv4 und IPv6 gemischt</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>keine Verbindung</translation>
    </message>
    <message>
        <source>nobody listens</source>
        <translation>niemand lauscht</translation>
    </message>
    <message>
        <source>rejected by the system</source>
        <translation>vom System abgelehnt</translation>
    </message>
    <message>
        <source>not SIP</source>
        <translation>kein SIP</translation>
    </message>
</context>
<context>
    <name>core::forward::ForwardUrl</name>
    <message>
        <source>none of hep+udp, hep1+udp, hep2+udp, hep+tcp, hep+tls, ipip at the start</source>
        <translation>am Anfang steht keines von hep+udp, hep1+udp, hep2+udp, hep+tcp, hep+tls, ipip</translation>
    </message>
    <message>
        <source>no host</source>
        <translation>kein Rechnername</translation>
    </message>
    <message>
        <source>IP-in-IP has no ports</source>
        <translation>IP-in-IP hat keine Ports</translation>
    </message>
    <message>
        <source>no port number</source>
        <translation>keine Portnummer</translation>
    </message>
</context>
<context>
    <name>core::tls::Outcome</name>
    <message>
        <source>the handshake did not get as far as encryption</source>
        <translation>der Handshake kam nicht bis zur Verschlüsselung</translation>
    </message>
    <message>
        <source>waiting for its secret to appear in the key log</source>
        <translation>wartet darauf, dass ihr Geheimnis im Schlüsselprotokoll erscheint</translation>
    </message>
    <message>
        <source>decrypted with the key log</source>
        <translation>mit dem Schlüsselprotokoll entschlüsselt</translation>
    </message>
    <message>
        <source>decrypted with the secrets in the capture</source>
        <translation>mit den Geheimnissen im Mitschnitt entschlüsselt</translation>
    </message>
    <message>
        <source>decrypted with the RSA key</source>
        <translation>mit dem RSA-Schlüssel entschlüsselt</translation>
    </message>
    <message>
        <source>no secret for this client random in the key log or in the capture</source>
        <translation>kein Geheimnis zu diesem Client-Random im Schlüsselprotokoll oder im Mitschnitt</translation>
    </message>
    <message>
        <source>the start of the connection was not captured</source>
        <translation>der Anfang der Verbindung wurde nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>only one direction of the connection was captured</source>
        <translation>nur eine Richtung der Verbindung wurde aufgezeichnet</translation>
    </message>
    <message>
        <source>bytes of the handshake were not captured</source>
        <translation>Teile des Handshakes wurden nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>the RSA key cannot help: it is not the key of this server's certificate</source>
        <translation>der RSA-Schlüssel hilft nicht: er gehört nicht zum Zertifikat dieses Servers</translation>
    </message>
    <message>
        <source>the RSA key cannot help: the session was resumed from an earlier connection</source>
        <translation>der RSA-Schlüssel hilft nicht: die TLS-Sitzung setzt eine frühere Verbindung fort</translation>
    </message>
    <message>
        <source>this version cannot be decrypted</source>
        <translation>diese Version kann nicht entschlüsselt werden</translation>
    </message>
    <message>
        <source>this cipher suite cannot be decrypted</source>
        <translation>diese Cipher-Suite kann nicht entschlüsselt werden</translation>
    </message>
    <message>
        <source>compressed TLS cannot be decrypted</source>
        <translation>komprimiertes TLS kann nicht entschlüsselt werden</translation>
    </message>
    <message>
        <source>the secret for this client random is wrong: no record passed its check</source>
        <translation>das Geheimnis zu diesem Client-Random ist falsch: kein Record bestand seine Prüfung</translation>
    </message>
    <message>
        <source>the bytes break the rules of TLS</source>
        <translation>die Bytes verletzen die Regeln von TLS</translation>
    </message>
    <message>
        <source>its secret became known when its records had gone by</source>
        <translation>ihr Geheimnis wurde erst bekannt, als ihre Records vorbei waren</translation>
    </message>
    <message>
        <source>the handshake failed with the alert %1, nothing was encrypted</source>
        <translation>der Handshake scheiterte mit dem Alert %1, nichts war verschlüsselt</translation>
    </message>
    <message>
        <source>the RSA key cannot help: the cipher suite %1 uses an ephemeral key exchange</source>
        <translation>der RSA-Schlüssel hilft nicht: die Cipher-Suite %1 tauscht flüchtige Schlüssel aus</translation>
    </message>
    <message>
        <source>%1, up to a place where bytes of the TCP connection were not captured</source>
        <translation>%1, bis zu einer Stelle, an der Bytes der TCP-Verbindung fehlen</translation>
    </message>
    <message>
        <source>%1, up to a record that did not pass its check</source>
        <translation>%1, bis zu einem Record, der seine Prüfung nicht bestand</translation>
    </message>
    <message>
        <source>%1, from where its secret became known</source>
        <translation>%1, ab der Stelle, an der ihr Geheimnis bekannt wurde</translation>
    </message>
</context>
<context>
    <name>ui::windows::FileNote</name>
    <message>
        <source>%1 is no file.</source>
        <translation>%1 ist keine Datei.</translation>
    </message>
    <message>
        <source>Looking at the file, which does not answer yet…</source>
        <translation>Die Datei wird geprüft, antwortet aber noch nicht …</translation>
    </message>
</context>
<context>
    <name>ui::windows::KeyFields</name>
    <message>
        <source>TLS key log</source>
        <translation>TLS-Schlüssel</translation>
    </message>
    <message>
        <source>SSLKEYLOGFILE of a client or server</source>
        <translation>SSLKEYLOGFILE eines Clients oder Servers</translation>
    </message>
    <message>
        <source>RSA key</source>
        <translation>RSA-Schlüssel</translation>
    </message>
    <message>
        <source>A server's private key (PEM), for old cipher suites</source>
        <translation>Privater Schlüssel eines Servers (PEM), für alte Cipher-Suites</translation>
    </message>
    <message>
        <source>It is read as soon as it is there.</source>
        <translation>Sie wird gelesen, sobald es sie gibt.</translation>
    </message>
    <message>
        <source>%1 is no file.</source>
        <translation>%1 ist keine Datei.</translation>
    </message>
    <message>
        <source>There is no private key in %1.</source>
        <translation>In %1 steht kein privater Schlüssel.</translation>
    </message>
</context>
<context>
    <name>core::statistics::Report</name>
    <message>
        <source>Measures of RFC 6076</source>
        <translation>Maße nach RFC 6076</translation>
    </message>
    <message>
        <source>Of requests of the host that began the call. SER and SEER are of INVITE requests and leave out those answered with 3xx only: a challenged INVITE counts. ISA and SCR are of sessions: an INVITE and its repetition after a challenge or a redirection are one. SRD, RRD and SDD begin with the first request.</source>
        <translation>Aus den Anfragen des Hosts, der den Anruf begann. SER und SEER zählen INVITE-Anfragen, ohne die, die nur mit 3xx beantwortet wurden: ein INVITE, nach dessen Anmeldung gefragt wird, zählt. ISA und SCR zählen Sitzungen: ein INVITE und seine Wiederholung nach Anmeldung oder Umleitung sind eine. SRD, RRD und SDD beginnen mit der ersten Anfrage.</translation>
    </message>
    <message>
        <source>Measures by the names of ITU-T E.411 and E.425</source>
        <translation>Maße mit den Namen von ITU-T E.411 und E.425</translation>
    </message>
    <message>
        <source>A call is a seizure. NER counts 2xx, 480, 486, 487, 600 and 603 as delivered.</source>
        <translation>Ein Anruf ist eine Belegung. NER zählt 2xx, 480, 486, 487, 600 und 603 als zugestellt.</translation>
    </message>
    <message>
        <source>Registrations</source>
        <translation>Registrierungen</translation>
    </message>
    <message>
        <source>Attempts of the host that registers; a challenge and its answer are one.</source>
        <translation>Versuche des Hosts, der sich registriert; die Frage nach der Anmeldung und ihre Antwort sind einer.</translation>
    </message>
    <message>
        <source>Requests by method</source>
        <translation>Anfragen nach Methode</translation>
    </message>
    <message>
        <source>Responses by status code</source>
        <translation>Antworten nach Statuscode</translation>
    </message>
    <message>
        <source>Transactions by method and final response</source>
        <translation>Transaktionen nach Methode und Endantwort</translation>
    </message>
    <message>
        <source>A transaction is Call-ID, CSeq and two hosts: what a proxy forks to one host is one.</source>
        <translation>Eine Transaktion ist Call-ID, CSeq und zwei Hosts: was ein Proxy mehrfach an einen Host verzweigt, ist eine.</translation>
    </message>
    <message>
        <source>User agents</source>
        <translation>User-Agents</translation>
    </message>
    <message>
        <source>Calls of any type with a message from it; failed are those rejected or failed.</source>
        <translation>Anrufe jeder Art mit einer Nachricht von ihm; gescheitert sind abgewiesene und fehlgeschlagene.</translation>
    </message>
    <message>
        <source>Peers</source>
        <translation>Gegenstellen</translation>
    </message>
    <message>
        <source>Timeouts: asked, and no final response within 32 s.</source>
        <translation>Ohne Antwort: gefragt, und keine Endantwort binnen 32 s.</translation>
    </message>
    <message>
        <source>Calling hosts</source>
        <translation>Anrufende Hosts</translation>
    </message>
    <message>
        <source>Called hosts</source>
        <translation>Angerufene Hosts</translation>
    </message>
    <message>
        <source>Calling users</source>
        <translation>Anrufende Benutzer</translation>
    </message>
    <message>
        <source>Called users</source>
        <translation>Angerufene Benutzer</translation>
    </message>
    <message>
        <source>Prefixes of called numbers</source>
        <translation>Vorwahlen angerufener Nummern</translation>
    </message>
    <message>
        <source>Pairs of hosts</source>
        <translation>Paare von Hosts</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Im Zeitverlauf</translation>
    </message>
    <message>
        <source>Concurrent: calls of type call that are open at the end of the bar.</source>
        <translation>Gleichzeitig: Anrufe der Art call, die am Ende des Balkens offen sind.</translation>
    </message>
    <message>
        <source>Delays of calls</source>
        <translation>Zeiten der Anrufe</translation>
    </message>
    <message>
        <source>Percentiles are by nearest rank: each is a delay of some call.</source>
        <translation>Perzentile nach dem nächsten Rang: jedes ist die Zeit eines Anrufs.</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>Stichprobe</translation>
    </message>
    <message>
        <source>attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>responses</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>up to here</source>
        <translation>bis hier</translation>
    </message>
    <message>
        <source>transactions</source>
        <translation>Transaktionen</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>sent again</source>
        <translation>wiederholt</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>gefragt</translation>
    </message>
    <message>
        <source>timeouts</source>
        <translation>ohne Antwort</translation>
    </message>
    <message>
        <source>calls/s</source>
        <translation>Anrufe/s</translation>
    </message>
    <message>
        <source>concurrent</source>
        <translation>gleichzeitig</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>max</source>
        <translation>max</translation>
    </message>
    <message>
        <source>success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>failure</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>unanswered</source>
        <translation>unbeantwortet</translation>
    </message>
    <message>
        <source>INVITE to first 18x</source>
        <translation>INVITE bis erste 18x</translation>
    </message>
    <message>
        <source>INVITE to 200</source>
        <translation>INVITE bis 200</translation>
    </message>
    <message>
        <source>First 180 to 200</source>
        <translation>Erste 180 bis 200</translation>
    </message>
    <message>
        <source>200 to BYE</source>
        <translation>200 bis BYE</translation>
    </message>
    <message>
        <source>Messages over time</source>
        <translation>Nachrichten im Zeitverlauf</translation>
    </message>
    <message>
        <source>Failures: responses from 400 on, also those of a challenge.</source>
        <translation>Fehler: Antworten ab 400, auch die Frage nach der Anmeldung.</translation>
    </message>
    <message>
        <source>messages/s</source>
        <translation>Nachrichten/s</translation>
    </message>
    <message>
        <source>failures</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Distribution of the delays</source>
        <translation>Verteilung der Verzögerungen</translation>
    </message>
    <message>
        <source>From is part of a bin, to is not.</source>
        <translation>Ab gehört zur Klasse, bis nicht.</translation>
    </message>
    <message>
        <source>from</source>
        <translation>ab</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>First to last message</source>
        <translation>Erste bis letzte Nachricht</translation>
    </message>
    <message>
        <source>Measures by peer</source>
        <translation>Maße nach Gegenstelle</translation>
    </message>
    <message>
        <source>A peer is the host that the first request of the call went to.</source>
        <translation>Eine Gegenstelle ist der Host, an den die erste Anfrage des Anrufs ging.</translation>
    </message>
    <message>
        <source>Measures by calling host</source>
        <translation>Maße nach anrufendem Host</translation>
    </message>
    <message>
        <source>The host is the one that sent the first request of the call.</source>
        <translation>Gemeint ist der Host, der die erste Anfrage des Anrufs sandte.</translation>
    </message>
    <message>
        <source>Measures by prefix of the called number</source>
        <translation>Maße nach Vorwahl der gerufenen Nummer</translation>
    </message>
    <message>
        <source>Calls to what is no number, or a shorter one, are left out.</source>
        <translation>Anrufe, deren Ziel keine oder eine kürzere Nummer ist, fehlen.</translation>
    </message>
    <message>
        <source>Measures by user agent</source>
        <translation>Maße nach User-Agent</translation>
    </message>
    <message>
        <source>A call counts for each user agent that sent a message of it.</source>
        <translation>Ein Anruf zählt für jeden User-Agent, der eine seiner Nachrichten sandte.</translation>
    </message>
    <message>
        <source>Measures over time</source>
        <translation>Maße im Zeitverlauf</translation>
    </message>
    <message>
        <source>A call belongs to the time of its first message.</source>
        <translation>Ein Anruf gehört zur Zeit seiner ersten Nachricht.</translation>
    </message>
    <message>
        <source>seizures</source>
        <translation>Belegungen</translation>
    </message>
    <message>
        <source>ASR</source>
        <translation>ASR</translation>
    </message>
    <message>
        <source>NER</source>
        <translation>NER</translation>
    </message>
    <message>
        <source>INVITEs</source>
        <translation>INVITEs</translation>
    </message>
    <message>
        <source>SER</source>
        <translation>SER</translation>
    </message>
    <message>
        <source>SEER</source>
        <translation>SEER</translation>
    </message>
    <message>
        <source>sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>ISA</source>
        <translation>ISA</translation>
    </message>
    <message>
        <source>SCR</source>
        <translation>SCR</translation>
    </message>
    <message>
        <source>REGISTERs</source>
        <translation>REGISTERs</translation>
    </message>
    <message>
        <source>IRA</source>
        <translation>IRA</translation>
    </message>
    <message>
        <source>PDD</source>
        <translation>PDD</translation>
    </message>
    <message>
        <source>ACD</source>
        <translation>ACD</translation>
    </message>
    <message>
        <source>SRD</source>
        <translation>SRD</translation>
    </message>
    <message>
        <source>SRD failed</source>
        <translation>SRD gescheitert</translation>
    </message>
    <message>
        <source>SDD</source>
        <translation>SDD</translation>
    </message>
    <message>
        <source>SDT</source>
        <translation>SDT</translation>
    </message>
    <message>
        <source>SDT failed</source>
        <translation>SDT gescheitert</translation>
    </message>
    <message>
        <source>RRD</source>
        <translation>RRD</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Packet loss of RTP streams</source>
        <translation>Paketverlust der RTP-Ströme</translation>
    </message>
    <message>
        <source>Jitter of RTP streams</source>
        <translation>Jitter der RTP-Ströme</translation>
    </message>
    <message>
        <source>The mean of RFC 3550 section 6.4.1 for each stream.</source>
        <translation>Der Mittelwert nach RFC 3550, Abschnitt 6.4.1, für jeden Strom.</translation>
    </message>
    <message>
        <source>MOS of RTP streams</source>
        <translation>MOS der RTP-Ströme</translation>
    </message>
    <message>
        <source>Estimated by G.107, assuming 150 ms of one-way delay; classes by its annex B.</source>
        <translation>Geschätzt nach G.107 bei angenommenen 150 ms Laufzeit in einer Richtung; Klassen nach dessen Anhang B.</translation>
    </message>
    <message>
        <source>RTP streams by codec</source>
        <translation>RTP-Ströme nach Codec</translation>
    </message>
    <message>
        <source>Loss: of all packets together. Streams of no call count where no filter is set.</source>
        <translation>Verlust: aller Pakete zusammen. Ströme ohne Anruf zählen, wo kein Filter gesetzt ist.</translation>
    </message>
    <message>
        <source>streams</source>
        <translation>Ströme</translation>
    </message>
    <message>
        <source>packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>jitter</source>
        <translation>Jitter</translation>
    </message>
    <message>
        <source>jitter p95</source>
        <translation>Jitter p95</translation>
    </message>
    <message>
        <source>MOS</source>
        <translation>MOS</translation>
    </message>
    <message>
        <source>MOS min</source>
        <translation>MOS min.</translation>
    </message>
    <message>
        <source>Bindings</source>
        <translation>Bindungen</translation>
    </message>
    <message>
        <source>An address of record at a contact, with the state that it has at the end; by the call of its newest REGISTER.</source>
        <translation>Eine Adresse an einem Kontakt, mit ihrem Zustand am Ende; gezählt beim Anruf ihres neuesten REGISTER.</translation>
    </message>
    <message>
        <source>bindings</source>
        <translation>Bindungen</translation>
    </message>
    <message>
        <source>Failed registrations by kind</source>
        <translation>Gescheiterte Registrierungen nach Art</translation>
    </message>
    <message>
        <source>An attempt may have failed in several ways.</source>
        <translation>Ein Versuch kann auf mehrere Arten gescheitert sein.</translation>
    </message>
</context>
<context>
    <name>ui::windows::StatisticsTable</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>ui::windows::StatisticsCharts</name>
    <message>
        <source>Messages per second; hatched: failures</source>
        <translation>Nachrichten je Sekunde; schraffiert: Fehler</translation>
    </message>
    <message>
        <source>Messages in each %1; hatched: failures</source>
        <translation>Nachrichten je %1; schraffiert: Fehler</translation>
    </message>
</context>
<context>
    <name>ui::windows::StatisticsDelays</name>
    <message>
        <source>Delay</source>
        <translation>Verzögerung</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
</context>
<context>
    <name>ui::windows::StatisticsPage</name>
    <message numerus="yes">
        <source>%1 calls</source>
        <translation>
            <numerusform>%1 Anruf</numerusform>
            <numerusform>%1 Anrufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 messages</source>
        <translation>
            <numerusform>%1 Nachricht</numerusform>
            <numerusform>%1 Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>wird gezählt…</translation>
    </message>
    <message>
        <source>The calls and messages are being counted.</source>
        <translation>Anrufe und Nachrichten werden gezählt.</translation>
    </message>
    <message>
        <source>A large session takes some seconds. The lists can be used meanwhile.</source>
        <translation>Bei einer großen Sitzung dauert das einige Sekunden. Die Listen sind inzwischen benutzbar.</translation>
    </message>
    <message>
        <source>A click lists %1.</source>
        <translation>Ein Klick listet %1.</translation>
    </message>
    <message>
        <source>Nothing matches the filter or the range.</source>
        <translation>Nichts passt zu Filter oder Zeitraum.</translation>
    </message>
    <message>
        <source>There is nothing to count without calls and messages.</source>
        <translation>Ohne Anrufe und Nachrichten gibt es nichts zu zählen.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>No SIP has arrived yet.</source>
        <translation>Es ist noch kein SIP angekommen.</translation>
    </message>
    <message>
        <source>Figures appear here as soon as messages are stored.</source>
        <translation>Zahlen erscheinen hier, sobald Nachrichten gespeichert sind.</translation>
    </message>
    <message>
        <source>There is no SIP message in this session.</source>
        <translation>In dieser Sitzung gibt es keine SIP-Nachricht.</translation>
    </message>
    <message>
        <source>Sources says what the frames were instead.</source>
        <translation>Unter „Quellen“ steht, was die Frames stattdessen waren.</translation>
    </message>
</context>
<context>
    <name>ui::charts::LoadChart</name>
    <message>
        <source>concurrent calls: %1</source>
        <translation>gleichzeitige Anrufe: %1</translation>
    </message>
    <message>
        <source>calls: %1</source>
        <translation>Anrufe: %1</translation>
    </message>
    <message>
        <source>calls per second: %1</source>
        <translation>Anrufe je Sekunde: %1</translation>
    </message>
    <message>
        <source>Concurrent calls</source>
        <translation>Gleichzeitige Anrufe</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Anrufe</translation>
    </message>
    <message>
        <source>Calls in each %1</source>
        <translation>Anrufe je %1</translation>
    </message>
    <message>
        <source>Calls over time</source>
        <translation>Anrufe im Zeitverlauf</translation>
    </message>
</context>
<context>
    <name>ui::charts::CodeChart</name>
    <message>
        <source>up to here</source>
        <translation>bis hier</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Responses by status code</source>
        <translation>Antworten nach Statuscode</translation>
    </message>
</context>
<context>
    <name>core::finding::Kind</name>
    <message>
        <source>The credentials that %1 sent with %2 for the realm &quot;%3&quot; were refused with %4: they were made from the newest challenge, %5 s old then, and the same realm challenged again.</source>
        <translation>Die Zugangsdaten, die %1 mit %2 für den Bereich „%3“ sandte, wurden mit %4 abgelehnt: Sie beruhten auf der neuesten Anmeldungsfrage, die da %5 s alt war, und derselbe Bereich fragte noch einmal.</translation>
    </message>
    <message>
        <source>Check user name, password and algorithm on both sides. If they are right, the nonce had expired: the server should say so (stale=true), and the client answer sooner.</source>
        <translation>Benutzername, Passwort und Verfahren auf beiden Seiten prüfen. Stimmen sie, war die Nonce abgelaufen: Der Server sollte das sagen (stale=true) und der Client früher antworten.</translation>
    </message>
    <message>
        <source>%2 from %1 was challenged %6 times in a row by the realm &quot;%3&quot;, although it had answered each challenge.</source>
        <translation>%2 von %1 wurde vom Bereich „%3“ %6-mal nacheinander nach der Anmeldung gefragt, obwohl jede Frage beantwortet worden war.</translation>
    </message>
    <message>
        <source>Check user name, password and algorithm on both sides; the client should stop after the first refusal.</source>
        <translation>Benutzername, Passwort und Verfahren auf beiden Seiten prüfen; der Client sollte nach der ersten Ablehnung aufhören.</translation>
    </message>
    <message>
        <source>%1 answered the challenge of %3 to its %2, and was refused with %4 all the same.</source>
        <translation>%1 beantwortete die Anmeldungsfrage von %3 auf sein %2 und wurde trotzdem mit %4 abgelehnt.</translation>
    </message>
    <message>
        <source>Some servers say so when the password is wrong; else the user may not do this. The server's log tells which.</source>
        <translation>Manche Server antworten so, wenn das Passwort falsch ist; sonst darf der Benutzer dies nicht. Was davon zutrifft, steht im Protokoll des Servers.</translation>
    </message>
    <message>
        <source>%1 answered the challenge of the realm &quot;%3&quot; to its %2 with credentials for the realm &quot;%4&quot; only.</source>
        <translation>%1 beantwortete die Anmeldungsfrage des Bereichs „%3“ auf sein %2 nur mit Zugangsdaten für den Bereich „%4“.</translation>
    </message>
    <message>
        <source>Set the realm that the server uses at the client, or let the client take any.</source>
        <translation>Beim Client den Bereich einstellen, den der Server verwendet, oder jeden zulassen.</translation>
    </message>
    <message>
        <source>The call was answered with %1 %2 s after %3 had sent CANCEL: the answer won, and the caller has to end the call with BYE.</source>
        <translation>Der Anruf wurde mit %1 angenommen, %2 s nachdem %3 CANCEL gesandt hatte: Die Annahme gewann, und der Anrufer muss den Anruf mit BYE beenden.</translation>
    </message>
    <message>
        <source>See whether a BYE follows; otherwise the called side thinks that it is in a call.</source>
        <translation>Nachsehen, ob ein BYE folgt; sonst glaubt die angerufene Seite, sie sei im Gespräch.</translation>
    </message>
    <message>
        <source>%1 came from the public address %2, and its session description has media sent to the private address %3.</source>
        <translation>%1 kam von der öffentlichen Adresse %2, und die Sitzungsbeschreibung darin lässt Medien an die private Adresse %3 senden.</translation>
    </message>
    <message>
        <source>Let the client learn its public address (STUN, ICE), or let the server relay media and learn where it comes from. A SIP ALG may have changed only half of the message.</source>
        <translation>Den Client seine öffentliche Adresse lernen lassen (STUN, ICE), oder den Server die Medien weiterleiten und lernen lassen, woher sie kommen. Ein SIP-ALG kann nur die halbe Nachricht geändert haben.</translation>
    </message>
    <message>
        <source>%1 from %2 answers with the address %3 and a port that is not zero: no media can be sent there.</source>
        <translation>%1 von %2 antwortet mit der Adresse %3 und einem Port, der nicht null ist: Dorthin können keine Medien gesandt werden.</translation>
    </message>
    <message>
        <source>Is the answering side on hold, or has it not set up its media?</source>
        <translation>Hält die antwortende Seite das Gespräch, oder hat sie ihre Medien nicht eingerichtet?</translation>
    </message>
    <message>
        <source>The called side ended the call %1 s after its answer, which it had sent %2 times: it gave up waiting for the ACK.</source>
        <translation>Die angerufene Seite beendete den Anruf %1 s nach ihrer Annahme, die sie %2-mal gesandt hatte: Sie wartete vergeblich auf das ACK.</translation>
    </message>
    <message>
        <source>Follow the ACK: does it go where the Contact and Record-Route of the answer say, and can it get there?</source>
        <translation>Dem ACK folgen: Geht es dorthin, wohin Contact und Record-Route der Antwort weisen, und kann es dort ankommen?</translation>
    </message>
    <message>
        <source>%3 ended the call %1 s after the session was last refreshed; the session interval is %2 s, and nobody had refreshed it.</source>
        <translation>%3 beendete den Anruf %1 s nach der letzten Auffrischung der Sitzung; das Sitzungsintervall ist %2 s, und niemand hatte sie aufgefrischt.</translation>
    </message>
    <message>
        <source>Which side had to refresh (refresher= in Session-Expires), and does its re-INVITE or UPDATE get through?</source>
        <translation>Welche Seite musste auffrischen (refresher= in Session-Expires), und kommt ihr re-INVITE oder UPDATE durch?</translation>
    </message>
    <message>
        <source>%3 refused %1 from %2 because of an extension that it does not support: %4.</source>
        <translation>%3 hat %1 von %2 wegen einer Erweiterung abgelehnt, die es nicht unterstützt: %4.</translation>
    </message>
    <message>
        <source>The client may try again without the extension; else switch it off there, or on at the server.</source>
        <translation>Der Client kann es ohne die Erweiterung noch einmal versuchen; sonst dort ausschalten oder am Server einschalten.</translation>
    </message>
    <message>
        <source>%3 takes %1 from %2 only with an extension that the request does not offer: %4.</source>
        <translation>%3 nimmt %1 von %2 nur mit einer Erweiterung an, die die Anfrage nicht anbietet: %4.</translation>
    </message>
    <message>
        <source>Switch the extension on at the client.</source>
        <translation>Die Erweiterung am Client einschalten.</translation>
    </message>
    <message>
        <source>%1 from %2 and %3 from %4 crossed each other, and 491 refused one of them; its sender tries again after a pause.</source>
        <translation>%1 von %2 und %3 von %4 kreuzten sich, und eines davon wurde mit 491 abgelehnt; sein Sender versucht es nach einer Pause noch einmal.</translation>
    </message>
    <message>
        <source>Both sides should choose their pauses as the RFC says; see whether one follows.</source>
        <translation>Beide Seiten sollten ihre Pausen wählen, wie der RFC es sagt; nachsehen, ob eines folgt.</translation>
    </message>
    <message>
        <source>%1 came back to %2 with the same request URI and Route: it goes round in a circle.</source>
        <translation>%1 kam mit derselben Request-URI und Route zu %2 zurück: Es läuft im Kreis.</translation>
    </message>
    <message>
        <source>Two elements route this request to each other; compare their rules for its target.</source>
        <translation>Zwei Elemente leiten diese Anfrage aneinander weiter; ihre Regeln für das Ziel vergleichen.</translation>
    </message>
    <message>
        <source>%2 refused %1 with %3.</source>
        <translation>%2 lehnte %1 mit %3 ab.</translation>
    </message>
    <message>
        <source>Follow the Via headers of the refused request to see who sent it round.</source>
        <translation>An den Via-Headern der abgelehnten Anfrage ablesen, wer sie im Kreis sandte.</translation>
    </message>
    <message>
        <source>%1 came back to %2 on its way, with another request URI or Route; that is allowed, and each round makes the call slower.</source>
        <translation>%1 kam auf seinem Weg mit anderer Request-URI oder Route zu %2 zurück; das ist erlaubt, und jede Runde macht den Anruf langsamer.</translation>
    </message>
    <message>
        <source>Is the way meant to be like this (forwarding, application servers)?</source>
        <translation>Ist der Weg so gewollt (Weiterleitung, Anwendungsserver)?</translation>
    </message>
    <message>
        <source>%1 from %2 is malformed. %3</source>
        <translation>%1 von %2 ist fehlerhaft. %3</translation>
    </message>
    <message>
        <source>The sender has to be mended; a strict receiver rejects it.</source>
        <translation>Der Sender muss verbessert werden; ein strenger Empfänger weist das ab.</translation>
    </message>
    <message>
        <source>%1 was refused with %2 by %3: its Max-Forwards was used up.</source>
        <translation>%1 wurde mit %2 von %3 abgelehnt: Max-Forwards war verbraucht.</translation>
    </message>
    <message>
        <source>Look for a loop in the routing; follow the Via headers of the refused request.</source>
        <translation>Nach einer Schleife in der Weiterleitung suchen; den Via-Headern der abgelehnten Anfrage folgen.</translation>
    </message>
    <message>
        <source>%2 forwarded %1 without taking one off Max-Forwards: %3 came in and %4 went out, so that a loop would not end.</source>
        <translation>%2 leitete %1 weiter, ohne Max-Forwards um eins zu verringern: %3 kam an und %4 ging hinaus; eine Schleife würde so nicht enden.</translation>
    </message>
    <message>
        <source>The proxy has to be mended.</source>
        <translation>Der Proxy muss verbessert werden.</translation>
    </message>
    <message>
        <source>The Content-Length of %1 from %2 is not that of its body: %3</source>
        <translation>Die Content-Length von %1 von %2 ist nicht die des Bodys: %3</translation>
    </message>
    <message>
        <source>Who changed the body without its length? Compare with the hop before; ALGs in firewalls do this.</source>
        <translation>Wer hat den Body ohne seine Länge geändert? Mit dem vorigen Abschnitt vergleichen; ALGs in Firewalls tun das.</translation>
    </message>
    <message>
        <source>%1 from %2 has %3 bytes and went over UDP; above 1300 a request has to go over TCP, or its IP fragments may get lost.</source>
        <translation>%1 von %2 hat %3 Bytes und ging über UDP; über 1300 muss eine Anfrage über TCP gehen, sonst können ihre IP-Fragmente verloren gehen.</translation>
    </message>
    <message>
        <source>Use TCP or TLS, or make the request smaller (fewer codecs, shorter headers).</source>
        <translation>TCP oder TLS verwenden, oder die Anfrage kleiner machen (weniger Codecs, kürzere Header).</translation>
    </message>
    <message>
        <source>%1 came from the public address %2, and its Contact names the private address %3: requests to it cannot be routed there.</source>
        <translation>%1 kam von der öffentlichen Adresse %2, und Contact nennt die private Adresse %3: Anfragen an sie können nicht dorthin geleitet werden.</translation>
    </message>
    <message>
        <source>Let the client learn its public address (outbound, STUN), or let the server use the address that the request came from.</source>
        <translation>Den Client seine öffentliche Adresse lernen lassen (Outbound, STUN), oder den Server die Adresse verwenden lassen, von der die Anfrage kam.</translation>
    </message>
    <message>
        <source>%1 came from %2 and its Via says %3 without rport: the response has to go to port %4, where nobody may listen.</source>
        <translation>%1 kam von %2, und Via nennt %3 ohne rport: Die Antwort muss an Port %4 gehen, wo vielleicht niemand wartet.</translation>
    </message>
    <message>
        <source>Switch rport (symmetric response routing) on at the client or force it at the server.</source>
        <translation>rport (Antworten auf demselben Weg zurück) am Client einschalten oder am Server erzwingen.</translation>
    </message>
    <message>
        <source>%1 from %2 does not say in its Via where the request came from (received=%3), although that is not the %4 of its Via.</source>
        <translation>%1 von %2 sagt in Via nicht, woher die Anfrage kam (received=%3), obwohl das nicht %4 ist, wie in Via steht.</translation>
    </message>
    <message>
        <source>The server has to be mended; a client behind NAT does not learn its address.</source>
        <translation>Der Server muss verbessert werden; ein Client hinter NAT erfährt seine Adresse nicht.</translation>
    </message>
    <message>
        <source>%1 from %2 to %3 got no response: it was sent %4 times, and in the %5 s after it none was captured.</source>
        <translation>%1 von %2 an %3 bekam keine Antwort: Es wurde %4-mal gesandt, und in den %5 s danach wurde keine aufgezeichnet.</translation>
    </message>
    <message>
        <source>Does the receiver run and listen on this address, port and transport? Does a firewall drop the request or its response? Does the capture see both directions?</source>
        <translation>Läuft der Empfänger und wartet er an dieser Adresse, diesem Port und Transport? Verwirft eine Firewall die Anfrage oder ihre Antwort? Sieht die Aufzeichnung beide Richtungen?</translation>
    </message>
    <message>
        <source>%1 from %2 to %3 got a provisional response but no final one in the %4 s that were captured after it.</source>
        <translation>%1 von %2 an %3 bekam eine vorläufige Antwort, aber in den %4 s, die danach aufgezeichnet wurden, keine endgültige.</translation>
    </message>
    <message>
        <source>Look at the next hop: does the receiver wait for somebody else's answer?</source>
        <translation>Den nächsten Abschnitt ansehen: Wartet der Empfänger auf die Antwort eines anderen?</translation>
    </message>
    <message>
        <source>The answer in %1 from %2 has none of the codecs that were offered for %3: offered %4, answered %5.</source>
        <translation>Die Antwort in %1 von %2 enthält keinen der Codecs, die für %3 angeboten waren: angeboten %4, geantwortet %5.</translation>
    </message>
    <message>
        <source>Compare the codec lists of both sides and of what lies between them.</source>
        <translation>Die Codec-Listen beider Seiten und dessen, was dazwischen liegt, vergleichen.</translation>
    </message>
    <message>
        <source>The offer has %3 media lines and the answer in %1 from %2 has %4; each has to be answered, if only with port 0.</source>
        <translation>Das Angebot hat %3 Medienzeilen, und die Antwort in %1 von %2 hat %4; jede muss beantwortet werden, und sei es mit Port 0.</translation>
    </message>
    <message>
        <source>The answering side, or who changes its answer on the way, has to be mended.</source>
        <translation>Die antwortende Seite, oder wer ihre Antwort unterwegs ändert, muss verbessert werden.</translation>
    </message>
    <message>
        <source>The answer in %1 from %2 says %5 to an offer of %4 for %3, which do not go together.</source>
        <translation>Die Antwort in %1 von %2 sagt %5 auf ein Angebot von %4 für %3; das passt nicht zusammen.</translation>
    </message>
    <message>
        <source>Which side is on hold? Expect audio in one direction or none.</source>
        <translation>Welche Seite hält das Gespräch? Ton ist nur in einer Richtung oder gar nicht zu erwarten.</translation>
    </message>
    <message>
        <source>The answer in %1 from %2 rejects every media line of the offer (port 0).</source>
        <translation>Die Antwort in %1 von %2 lehnt jede Medienzeile des Angebots ab (Port 0).</translation>
    </message>
    <message>
        <source>Compare the codecs and protocols on offer with what the other side has.</source>
        <translation>Die angebotenen Codecs und Protokolle mit dem vergleichen, was die andere Seite hat.</translation>
    </message>
    <message>
        <source>%1 from %2 should have the answer to the offer in %3, and has no session description.</source>
        <translation>%1 von %2 müsste die Antwort auf das Angebot in %3 enthalten und hat keine Sitzungsbeschreibung.</translation>
    </message>
    <message>
        <source>Was the body lost on the way? Compare with the hop before.</source>
        <translation>Ging der Body unterwegs verloren? Mit dem vorigen Abschnitt vergleichen.</translation>
    </message>
    <message>
        <source>%1 from %2 refuses the offer in %3. Offered: %4.</source>
        <translation>%1 von %2 lehnt das Angebot in %3 ab. Angeboten: %4.</translation>
    </message>
    <message>
        <source>A Warning header may say why; compare codecs, protocol (RTP/AVP or RTP/SAVP) and media types.</source>
        <translation>Ein Warning-Header kann den Grund nennen; Codecs, Protokoll (RTP/AVP oder RTP/SAVP) und Medienarten vergleichen.</translation>
    </message>
    <message>
        <source>%1 was granted %2 s, and the next REGISTER under this Call-ID came after %3 s: %4 s after the registration had expired.</source>
        <translation>%1 wurde für %2 s gewährt, und das nächste REGISTER mit dieser Call-ID kam nach %3 s: %4 s nachdem die Registrierung abgelaufen war.</translation>
    </message>
    <message>
        <source>Let the client refresh earlier; did its refreshes get lost or refused in between?</source>
        <translation>Den Client früher auffrischen lassen; gingen seine Auffrischungen dazwischen verloren, oder wurden sie abgelehnt?</translation>
    </message>
    <message>
        <source>%1 from %2 was sent %3 times over %4 s until %5 came, %6 s after it was sent first.</source>
        <translation>%1 von %2 wurde mindestens %3-mal in %4 s gesandt, bis %5 kam, %6 s nach dem ersten Senden.</translation>
    </message>
    <message>
        <source>What keeps the receiver busy? Compare with the next hop: does the request wait there, or was it lost?</source>
        <translation>Was hält den Empfänger auf? Mit dem nächsten Abschnitt vergleichen: Wartet die Anfrage dort, oder ging sie verloren?</translation>
    </message>
    <message>
        <source>%5 was captured, and yet %1 from %2 was sent %3 times more, over %4 s: the response did not reach the sender.</source>
        <translation>%5 wurde aufgezeichnet, und doch wurde %1 von %2 noch %3-mal in %4 s gesandt: Die Antwort erreichte den Sender nicht.</translation>
    </message>
    <message>
        <source>Does the response go to the address and port in the Via of the request (received, rport)? Does a firewall drop it?</source>
        <translation>Geht die Antwort an Adresse und Port aus Via der Anfrage (received, rport)? Verwirft eine Firewall sie?</translation>
    </message>
    <message>
        <source>%1 from %2 was sent at least %3 times within %4 s; the timers of SIP repeat nothing so often.</source>
        <translation>%1 von %2 wurde %3-mal in %4 s gesandt; so oft wiederholen die Timer von SIP nichts.</translation>
    </message>
    <message>
        <source>What makes the sender send it again? Two sides that answer each other&apos;s repetitions go on for ever: see what the other side sent at the same times.</source>
        <translation>Was lässt den Sender erneut senden? Zwei Seiten, die einander auf Wiederholungen antworten, hören nie auf: nachsehen, was die andere Seite zur selben Zeit gesandt hat.</translation>
    </message>
    <message>
        <source>%1 from %2 names the tool &quot;%3&quot;, which looks for servers and weak passwords.</source>
        <translation>%1 von %2 nennt das Programm „%3“, das nach Servern und schwachen Passwörtern sucht.</translation>
    </message>
    <message>
        <source>Block the address unless it is yours; look for what else it sent.</source>
        <translation>Die Adresse sperren, wenn es nicht die eigene ist; nachsehen, was sie sonst gesandt hat.</translation>
    </message>
    <message>
        <source>%2 sent %1 to %3 different targets under one Call-ID and was let in nowhere: it tries out addresses or users.</source>
        <translation>%2 sandte %1 mit einer Call-ID an %3 verschiedene Ziele und wurde nirgends eingelassen: Es probiert Adressen oder Benutzer durch.</translation>
    </message>
    <message>
        <source>%1 from %2 has CSeq %3, after %4 of the same side in the same dialog: it has to be higher, and a receiver refuses a lower one with 500.</source>
        <translation>%1 von %2 hat CSeq %3, nach %4 derselben Seite im selben Dialog: Sie muss höher sein, und eine niedrigere lehnt ein Empfänger mit 500 ab.</translation>
    </message>
    <message>
        <source>Did somebody in the middle (a B2BUA, a fail-over) go on without knowing the numbers used before?</source>
        <translation>Hat jemand in der Mitte (ein B2BUA, ein Ersatzsystem) weitergemacht, ohne die bisherigen Nummern zu kennen?</translation>
    </message>
    <message>
        <source>%1 from %2 has the branch of an earlier request with another CSeq; a receiver may take it for that one sent again.</source>
        <translation>%1 von %2 hat den Branch einer früheren Anfrage mit anderer CSeq; ein Empfänger kann es für deren Wiederholung halten.</translation>
    </message>
    <message>
        <source>The sender has to be mended: every request needs a branch of its own.</source>
        <translation>Der Sender muss verbessert werden: Jede Anfrage braucht einen eigenen Branch.</translation>
    </message>
    <message>
        <source>The ACK to %1 from %2 has the branch of its INVITE; the ACK to a 2xx is a request of its own.</source>
        <translation>Das ACK auf %1 von %2 hat den Branch seines INVITE; das ACK auf ein 2xx ist eine eigene Anfrage.</translation>
    </message>
    <message>
        <source>The sender has to be mended; proxies that match by branch may drop this ACK.</source>
        <translation>Der Sender muss verbessert werden; Proxys, die nach dem Branch zuordnen, können dieses ACK verwerfen.</translation>
    </message>
    <message>
        <source>%1 from %2 has no tag in To; only 100 may come without one.</source>
        <translation>%1 von %2 hat keinen Tag in To; nur 100 darf ohne einen kommen.</translation>
    </message>
    <message>
        <source>The server has to be mended; a client cannot tell its dialog from those of other branches.</source>
        <translation>Der Server muss verbessert werden; ein Client kann seinen Dialog nicht von denen anderer Zweige unterscheiden.</translation>
    </message>
    <message>
        <source>%1 from %2 answers a request within a dialog with other tags than the request has.</source>
        <translation>%1 von %2 beantwortet eine Anfrage innerhalb eines Dialogs mit anderen Tags, als die Anfrage hat.</translation>
    </message>
    <message>
        <source>Did the answering side restart, or does somebody in the middle change tags?</source>
        <translation>Wurde die antwortende Seite neu gestartet, oder ändert jemand in der Mitte die Tags?</translation>
    </message>
    <message>
        <source>The transfer to %1 that %2 asked for failed: the other side reported %3.</source>
        <translation>Die Weitergabe an %1, um die %2 bat, misslang: Die andere Seite meldete %3.</translation>
    </message>
    <message>
        <source>Look for the call that was made to the target, and at what refused it.</source>
        <translation>Den Anruf an das Ziel suchen, und was ihn abgelehnt hat.</translation>
    </message>
    <message>
        <source>The REFER of %2 to %1 was refused with %3.</source>
        <translation>Das REFER von %2 an %1 wurde mit %3 abgelehnt.</translation>
    </message>
    <message>
        <source>Does the other side allow REFER (see its Allow header)?</source>
        <translation>Lässt die andere Seite REFER zu (siehe ihren Allow-Header)?</translation>
    </message>
    <message>
        <source>%1 from %2 was sent %3 times over %4 s, and no ACK to it was captured.</source>
        <translation>%1 von %2 wurde %3-mal in %4 s gesandt, und kein ACK darauf wurde aufgezeichnet.</translation>
    </message>
    <message>
        <source>Does the caller get the answer, and can it send to the Contact and Record-Route in it? Does the ACK take another way that is not captured?</source>
        <translation>Bekommt der Anrufer die Antwort, und kann er an Contact und Record-Route darin senden? Nimmt das ACK einen anderen Weg, der nicht aufgezeichnet wird?</translation>
    </message>
    <message>
        <source>%1 from %2 asks for a PRACK (RSeq %3): it was sent %4 times over %5 s, and no PRACK to it was captured.</source>
        <translation>%1 von %2 verlangt ein PRACK (RSeq %3): Es wurde %4-mal in %5 s gesandt, und kein PRACK darauf wurde aufgezeichnet.</translation>
    </message>
    <message>
        <source>Does the caller support 100rel, and does the response reach it? Can it send to the Contact and Record-Route in the response? Without a PRACK the server should refuse the call after 32 s.</source>
        <translation>Unterstützt der Anrufer 100rel, und erreicht ihn die Antwort? Kann er an Contact und Record-Route in der Antwort senden? Ohne PRACK soll der Server den Anruf nach 32 s ablehnen.</translation>
    </message>
    <message>
        <source>The ACK to %1 from %2 was captured, and yet the answer was sent %3 times more, over %4 s: the ACK did not reach who answered.</source>
        <translation>Das ACK auf %1 von %2 wurde aufgezeichnet, und doch wurde die Antwort noch %3-mal in %4 s gesandt: Das ACK erreichte den Antwortenden nicht.</translation>
    </message>
    <message>
        <source>Compare the Route and request URI of the ACK with the Record-Route and Contact of the answer; follow the ACK to the next hop.</source>
        <translation>Route und Request-URI des ACK mit Record-Route und Contact der Antwort vergleichen; dem ACK zum nächsten Abschnitt folgen.</translation>
    </message>
</context>
<context>
    <name>ui::windows::FindingsPane</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message numerus="yes">
        <source>%1 more findings are not shown.</source>
        <translation>
            <numerusform>%1 weiterer Befund wird nicht gezeigt.</numerusform>
            <numerusform>%1 weitere Befunde werden nicht gezeigt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is said of %1 calls with messages that cannot be read.</source>
        <translation>
            <numerusform>Über %1 Anruf mit Nachrichten, die nicht lesbar sind, wird nichts gesagt.</numerusform>
            <numerusform>Über %1 Anrufe mit Nachrichten, die nicht lesbar sind, wird nichts gesagt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::FindingsModel</name>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Clause</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>Call-ID</source>
        <translation>Call-ID</translation>
    </message>
</context>
<context>
    <name>ui::windows::FindingsPage</name>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Kinds of findings</source>
        <translation>Arten von Befunden</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message numerus="yes">
        <source>%1 findings</source>
        <translation>
            <numerusform>%1 Befund</numerusform>
            <numerusform>%1 Befunde</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 calls</source>
        <translation>
            <numerusform>%1 Anruf</numerusform>
            <numerusform>%1 Anrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 calls</source>
        <translation>%1 von %2 Anrufen</translation>
    </message>
    <message numerus="yes">
        <source>%1 calls cannot be read</source>
        <translation>
            <numerusform>%1 Anruf ist nicht lesbar</numerusform>
            <numerusform>%1 Anrufe sind nicht lesbar</numerusform>
        </translation>
    </message>
    <message>
        <source>the first %1 of each severity are listed</source>
        <translation>die ersten %1 jeder Schwere sind aufgeführt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>Calls are looked through: %1.</source>
        <translation>Anrufe werden durchgesehen: %1.</translation>
    </message>
    <message>
        <source>Stopped after %1.</source>
        <translation>Angehalten nach %1.</translation>
    </message>
    <message>
        <source>Nothing wrong was found.</source>
        <translation>Es wurde nichts Falsches gefunden.</translation>
    </message>
    <message>
        <source>The rules report only what the messages show to be so.</source>
        <translation>Die Regeln melden nur, was die Nachrichten zeigen.</translation>
    </message>
    <message>
        <source>No call matches the filter or the range.</source>
        <translation>Kein Anruf passt zu Filter oder Zeitraum.</translation>
    </message>
    <message>
        <source>Findings are of the calls that both leave.</source>
        <translation>Befunde gibt es zu den Anrufen, die beide übrig lassen.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>No call has arrived yet.</source>
        <translation>Es ist noch kein Anruf angekommen.</translation>
    </message>
    <message>
        <source>Findings appear here with the calls.</source>
        <translation>Befunde erscheinen hier mit den Anrufen.</translation>
    </message>
    <message>
        <source>There is no call in this session.</source>
        <translation>In dieser Sitzung gibt es keinen Anruf.</translation>
    </message>
    <message>
        <source>Sources says what the frames were instead.</source>
        <translation>Unter „Quellen“ steht, was die Frames stattdessen waren.</translation>
    </message>
</context>
<context>
    <name>ui::models::StreamsModel</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Call-ID</source>
        <translation>Call-ID</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>SSRC</source>
        <translation>SSRC</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>MOS</source>
        <translation>MOS</translation>
    </message>
    <message>
        <source>Lowest MOS</source>
        <translation>Kleinster MOS</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>MOS rests on</source>
        <translation>MOS beruht auf</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Loss, %</source>
        <translation>Verlust, %</translation>
    </message>
    <message>
        <source>Jitter, ms</source>
        <translation>Jitter, ms</translation>
    </message>
    <message>
        <source>Max. jitter</source>
        <translation>Max. Jitter</translation>
    </message>
    <message>
        <source>Max. delta</source>
        <translation>Max. Abstand</translation>
    </message>
    <message>
        <source>Reordered</source>
        <translation>Vertauscht</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Doppelt</translation>
    </message>
    <message>
        <source>Silences</source>
        <translation>Pausen</translation>
    </message>
    <message>
        <source>Packet, ms</source>
        <translation>Paket, ms</translation>
    </message>
    <message>
        <source>Payload type</source>
        <translation>Payload-Typ</translation>
    </message>
    <message>
        <source>Type changes</source>
        <translation>Typwechsel</translation>
    </message>
    <message>
        <source>SSRC on path</source>
        <translation>SSRC auf Weg</translation>
    </message>
    <message>
        <source>DSCP</source>
        <translation>DSCP</translation>
    </message>
    <message>
        <source>Recognised by</source>
        <translation>Erkannt durch</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Far loss, %</source>
        <translation>Verlust fern, %</translation>
    </message>
    <message>
        <source>Far jitter, ms</source>
        <translation>Jitter fern, ms</translation>
    </message>
    <message>
        <source>Round trip, ms</source>
        <translation>Umlaufzeit, ms</translation>
    </message>
    <message>
        <source>Reported MOS</source>
        <translation>Berichteter MOS</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>Berichtet von</translation>
    </message>
    <message>
        <source>signalling</source>
        <translation>Signalisierung</translation>
    </message>
    <message>
        <source>symmetric</source>
        <translation>Gegenrichtung</translation>
    </message>
    <message>
        <source>heuristic</source>
        <translation>Heuristik</translation>
    </message>
    <message>
        <source>published</source>
        <translation>Veröffentlichtem</translation>
    </message>
    <message>
        <source>loss assumed</source>
        <translation>angenommenem Verlust</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>Annahmen</translation>
    </message>
</context>
<context>
    <name>ui::windows::StreamsPage</name>
    <message>
        <source>Streams</source>
        <translation>Ströme</translation>
    </message>
    <message numerus="yes">
        <source>%1 streams</source>
        <translation>
            <numerusform>%1 Strom</numerusform>
            <numerusform>%1 Ströme</numerusform>
        </translation>
    </message>
    <message>
        <source>This session does not know its streams.</source>
        <translation>Diese Sitzung kennt ihre Ströme nicht.</translation>
    </message>
    <message>
        <source>An earlier Rhapsode wrote it; 'rhapsode-cli reindex' finds them.</source>
        <translation>Ein früheres Rhapsode hat sie geschrieben; „rhapsode-cli reindex“ findet sie.</translation>
    </message>
    <message>
        <source>The streams are being read.</source>
        <translation>Die Ströme werden gelesen.</translation>
    </message>
    <message>
        <source>No RTP has arrived yet.</source>
        <translation>Es ist noch kein RTP angekommen.</translation>
    </message>
    <message>
        <source>Streams appear here as they are recognised.</source>
        <translation>Ströme erscheinen hier, sobald sie erkannt sind.</translation>
    </message>
    <message>
        <source>There is no RTP stream in this session.</source>
        <translation>In dieser Sitzung gibt es keinen RTP-Strom.</translation>
    </message>
    <message>
        <source>Sources says what the frames were instead.</source>
        <translation>Unter „Quellen“ steht, was die Frames stattdessen waren.</translation>
    </message>
</context>
<context>
    <name>ui::models::RegistrationsModel</name>
    <message>
        <source>trying</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>registriert</translation>
    </message>
    <message>
        <source>unregistered</source>
        <translation>abgemeldet</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>wrong user</source>
        <translation>falscher Nutzer</translation>
    </message>
    <message>
        <source>forbidden</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>wrong credentials</source>
        <translation>falsche Zugangsdaten</translation>
    </message>
    <message>
        <source>wrong realm</source>
        <translation>falscher Realm</translation>
    </message>
    <message>
        <source>stale nonce</source>
        <translation>veraltete Nonce</translation>
    </message>
    <message>
        <source>interval too brief</source>
        <translation>Intervall zu kurz</translation>
    </message>
    <message>
        <source>challenge unanswered</source>
        <translation>Abfrage nicht beantwortet</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>other</source>
        <translation>anderes</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Address of record</source>
        <translation>Address of Record</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>Zuerst gesehen</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>Gewährt</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Intervall</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Why it failed</source>
        <translation>Woran</translation>
    </message>
    <message>
        <source>Refreshes</source>
        <translation>Erneuert</translation>
    </message>
    <message>
        <source>Removals</source>
        <translation>Abgemeldet</translation>
    </message>
    <message>
        <source>Ran out</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>New contacts</source>
        <translation>Neue Contacts</translation>
    </message>
    <message>
        <source>Flapping</source>
        <translation>Flattert</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Registrar</source>
        <translation>Registrar</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>User-Agent</translation>
    </message>
</context>
<context>
    <name>ui::windows::RegistrationsPage</name>
    <message>
        <source>Registrations</source>
        <translation>Registrierungen</translation>
    </message>
    <message numerus="yes">
        <source>%1 registrations</source>
        <translation>
            <numerusform>%1 Registrierung</numerusform>
            <numerusform>%1 Registrierungen</numerusform>
        </translation>
    </message>
    <message>
        <source>This session does not know its registrations.</source>
        <translation>Diese Sitzung kennt ihre Registrierungen nicht.</translation>
    </message>
    <message>
        <source>An earlier Rhapsode wrote it; 'rhapsode-cli reindex' finds them.</source>
        <translation>Ein früheres Rhapsode hat sie geschrieben; „rhapsode-cli reindex“ findet sie.</translation>
    </message>
    <message>
        <source>The registrations are being read.</source>
        <translation>Die Registrierungen werden gelesen.</translation>
    </message>
    <message>
        <source>No REGISTER has arrived yet.</source>
        <translation>Noch ist kein REGISTER eingetroffen.</translation>
    </message>
    <message>
        <source>Registrations appear here as they are asked for.</source>
        <translation>Registrierungen erscheinen hier, sobald sie verlangt werden.</translation>
    </message>
    <message>
        <source>There is no registration in this session.</source>
        <translation>In dieser Sitzung gibt es keine Registrierung.</translation>
    </message>
</context>
<context>
    <name>ui::windows::LegsPane</name>
    <message>
        <source>What links the legs</source>
        <translation>Was die Legs verbindet</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>made by hand</source>
        <translation>von Hand verbunden</translation>
    </message>
    <message numerus="yes">
        <source>%n more links are not shown.</source>
        <translation>
            <numerusform>%n weitere Verbindung wird nicht gezeigt.</numerusform>
            <numerusform>%n weitere Verbindungen werden nicht gezeigt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::OpenPanel</name>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Drop capture files or a session here</source>
        <translation>Mitschnitte oder eine Sitzung hier ablegen</translation>
    </message>
    <message>
        <source>pcap, pcapng, also compressed · several are merged by time</source>
        <translation>pcap, pcapng, auch gepackt · mehrere werden zeitlich gemischt</translation>
    </message>
    <message>
        <source>Sample session</source>
        <translation>Beispielsitzung</translation>
    </message>
    <message>
        <source>Some calls that were made up: completed, busy, cancelled, unanswered and broken ones</source>
        <translation>Einige ausgedachte Anrufe: beendete, besetzte, abgebrochene, unbeantwortete und kaputte</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Keep RTP of captures</source>
        <translation>RTP von Mitschnitten behalten</translation>
    </message>
</context>
<context>
    <name>ui::windows::RtpChoice</name>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>headers</source>
        <translation>Kopfdaten</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>Streams are measured as they come; their packets are not in the session</source>
        <translation>Ströme werden gemessen, während sie eintreffen; ihre Pakete stehen nicht in der Sitzung</translation>
    </message>
    <message>
        <source>RTP headers without the audio: enough to measure streams again, nothing to listen to</source>
        <translation>RTP-Kopfdaten ohne den Ton: genug, um Ströme noch einmal zu messen, nichts zum Anhören</translation>
    </message>
    <message>
        <source>Whole packets, with the audio</source>
        <translation>Ganze Pakete, mit dem Ton</translation>
    </message>
</context>
<context>
    <name>core::leg::Evidence</name>
    <message>
        <source>%1 in message %2 names %3</source>
        <translation>%1 in Nachricht %2 nennt %3</translation>
    </message>
    <message>
        <source>%1 %2 in messages %3 and %4</source>
        <translation>%1 %2 in den Nachrichten %3 und %4</translation>
    </message>
    <message>
        <source>the Call-ID %1 is made of %2</source>
        <translation>die Call-ID %1 ist aus %2 gebildet</translation>
    </message>
    <message>
        <source>messages %1 and %2 call %4 for %3</source>
        <translation>die Nachrichten %1 und %2 rufen %4 für %3 an</translation>
    </message>
    <message>
        <source>messages %1 and %2 call %4 for %3, the second from where the first went</source>
        <translation>die Nachrichten %1 und %2 rufen %4 für %3 an, die zweite von dort, wohin die erste ging</translation>
    </message>
    <message>
        <source>%1 in message %2 names %4, whom message %5 calls for %3</source>
        <translation>%1 in Nachricht %2 nennt %4, den Nachricht %5 für %3 anruft</translation>
    </message>
    <message>
        <source>%1 in message %2 names %4, whom message %5 calls for %3, the second from where the first went</source>
        <translation>%1 in Nachricht %2 nennt %4, den Nachricht %5 für %3 anruft, die zweite von dort, wohin die erste ging</translation>
    </message>
    <message>
        <source>SDP origin %1 in messages %2 and %3</source>
        <translation>SDP-Ursprung %1 in den Nachrichten %2 und %3</translation>
    </message>
    <message>
        <source>SDP origin %1 in messages %2 and %3, the second from where the first went</source>
        <translation>SDP-Ursprung %1 in den Nachrichten %2 und %3, die zweite von dort, wohin die erste ging</translation>
    </message>
    <message>
        <source>media at %1 in messages %2 and %3</source>
        <translation>Medien bei %1 in den Nachrichten %2 und %3</translation>
    </message>
    <message>
        <source>media at %1 in messages %2 and %3, the second from where the first went</source>
        <translation>Medien bei %1 in den Nachrichten %2 und %3, die zweite von dort, wohin die erste ging</translation>
    </message>
    <message>
        <source>SSRC %1 in streams %2 and %3</source>
        <translation>SSRC %1 in den Strömen %2 und %3</translation>
    </message>
    <message>
        <source>SSRC %1 in streams %2 and %3, the second from where the first went</source>
        <translation>SSRC %1 in den Strömen %2 und %3, der zweite von dort, wohin der erste ging</translation>
    </message>
    <message>
        <source>accepted by hand; no message says so any more</source>
        <translation>von Hand bestätigt; keine Nachricht besagt es mehr</translation>
    </message>
    <message>
        <source>rejected by hand</source>
        <translation>von Hand verworfen</translation>
    </message>
    <message>
        <source>made by hand</source>
        <translation>von Hand verbunden</translation>
    </message>
    <message>
        <source>the session has no such call any more</source>
        <translation>die Sitzung hat einen solchen Anruf nicht mehr</translation>
    </message>
</context>
<context>
    <name>ui::message::SightingsLine</name>
    <message>
        <source>Seen at %1</source>
        <translation>Gesehen bei %1</translation>
    </message>
    <message>
        <source>first</source>
        <translation>zuerst</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::windows::ClocksPane</name>
    <message>
        <source>packets that both saw, in both directions</source>
        <translation>Pakete, die beide sahen, in beiden Richtungen</translation>
    </message>
    <message>
        <source>packets that both saw in one direction: their way is part of it</source>
        <translation>Pakete, die beide sahen, in einer Richtung: ihr Weg ist darin enthalten</translation>
    </message>
    <message>
        <source>requests and their responses on both sides of a host</source>
        <translation>Anfragen und ihre Antworten auf beiden Seiten eines Hosts</translation>
    </message>
    <message>
        <source>nothing that both saw</source>
        <translation>nichts, was beide sahen</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Bezug</translation>
    </message>
    <message>
        <source>Capture point</source>
        <translation>Messpunkt</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Seen by both</source>
        <translation>Von beiden gesehen</translation>
    </message>
    <message>
        <source>Seen after</source>
        <translation>Gesehen nach</translation>
    </message>
    <message>
        <source>Clock ahead</source>
        <translation>Uhr geht vor</translation>
    </message>
    <message>
        <source>Corrected by</source>
        <translation>Berichtigt um</translation>
    </message>
    <message>
        <source>Estimated from</source>
        <translation>Geschätzt aus</translation>
    </message>
    <message>
        <source>Clocks</source>
        <translation>Uhren</translation>
    </message>
    <message>
        <source>The clock is ahead by</source>
        <translation>Die Uhr geht vor um</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Berichtigen</translation>
    </message>
    <message>
        <source>Flows show the times of this capture point earlier by that</source>
        <translation>Abläufe zeigen die Zeiten dieses Messpunkts um so viel früher</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Flows show the times as they were captured</source>
        <translation>Abläufe zeigen die Zeiten, wie sie aufgezeichnet wurden</translation>
    </message>
    <message numerus="yes">
        <source>Clocks of %n capture points</source>
        <translation>
            <numerusform>Uhr von %n Messpunkt</numerusform>
            <numerusform>Uhren von %n Messpunkten</numerusform>
        </translation>
    </message>
</context>
</TS>
