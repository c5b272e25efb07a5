export default {
  'help.title': 'Hilfe',
  'help.lead': 'Wie eine Beratung abläuft, von der Einladung bis zum Beleg.',
  'help.topics': 'Themen',
  'help.back': 'Zu Ihrem Termin',

  'invitation.title': 'Die Einladung',
  'invitation.text':
    'Ist ein Zeitpunkt vereinbart, kommt eine E-Mail mit einem Link, einem Code aus 9 Ziffern und einem Eintrag für Ihren Kalender. Link und Code öffnen denselben Termin: Klicken Sie auf den Link, oder geben Sie den Code auf der ersten Seite ein.\nSie brauchen kein Konto und müssen nichts installieren. Die Seite fragt nach Name, E-Mail, Telefon und worum es geht; was Sie eingetippt haben, bleibt auch nach erneutem Laden.\nPasst die Zeit nicht, bitten Sie um eine andere oder sagen Sie ab, beides über den Link. Geben Sie Link und Code nicht weiter: Wer sie hat, kann an Ihrer Stelle beitreten.',

  'video.title': 'Sprache, Bild und Bildschirm',
  'video.text':
    'Im Wartezimmer sehen Sie sich selbst, wählen Kamera, Mikrofon und Lautsprecher und prüfen die Verbindung. Auf der anderen Seite ist zu hören, dass Sie da sind.\nNach „Beitreten“ können Sie jederzeit Mikrofon und Kamera ein- und ausschalten, Ihren Bildschirm zeigen und im Chat schreiben. Die andere Seite kann das auch.\nTelefone können ihren Bildschirm nicht zeigen; dafür lässt sich die Kamera umdrehen. Solange Sie zeigen, steht das in einem roten Hinweis mit einer Taste zum Beenden.',

  'offline.title': 'Wenn die Verbindung abreißt',
  'offline.text':
    'Verliert eine Seite die Verbindung, hält die Uhr im letzten Augenblick an, in dem beide zu erreichen waren. Zeit ohne Verbindung wird nie berechnet. Sind beide zurück, läuft sie von selbst weiter. Niemand muss etwas tun.\nBeide sehen, wer offline ist, seit wann, und wie viele Sekunden bleiben. Nach mehr als 90 Sekunden endet die Beratung, und die Zeit bis dahin wird berechnet, auch wenn alle Seiten geschlossen sind. Bevor die Uhr zum ersten Mal gestartet ist, läuft keine Frist.\nErneutes Laden oder ein Wechsel vom WLAN zum Mobilnetz bringt Sie zurück in dasselbe Gespräch. Ein gesperrtes Telefon gilt als offline; halten Sie es also wach.',

  'control.title': 'Fernsteuerung',
  'control.text':
    'Über diese Seite kann niemand Ihren Rechner steuern. Dafür geht die Beratung im Programm ConnectMe Customer weiter, dem Sie mit demselben Code beitreten.\nSie werden vorher gefragt, und die Frage sagt, wofür und wie lange. Sie können nur den Bildschirm erlauben, oder Bildschirm mit Tastatur und Maus, oder nichts. Keine Antwort in 60 Sekunden ist ein Nein.\nMit der Taste STOPP beenden Sie es jederzeit, auch ohne Verbindung. Ihre eigene Maus hat immer Vorrang.',

  'recording.title': 'Aufzeichnung',
  'recording.text':
    'Sie können gefragt werden, ob das Gespräch aufgezeichnet werden darf. Nichts wird aufgezeichnet, bevor Sie Ja sagen, und es steht Ihnen frei.\nDie Aufzeichnung gehört der beratenden Person, die über Aufbewahrung und Verwendung entscheidet; Sie haben keinen Zugriff. Das sagt auch die Frage, bevor Sie antworten.\nSolange sie läuft, sehen beide einen roten Hinweis. Nehmen Sie die Einwilligung zurück, endet sie innerhalb einer Sekunde.',

  'meter.title': 'Die Uhr',
  'meter.text':
    'Beitreten kostet nichts. Die Uhr beginnt, wenn die andere Seite das Videogespräch gestartet hat, Bild und Ton in beide Richtungen fließen und START CHARGES gedrückt wurde. Beide erfahren es.\nDauer und Kosten sehen Sie die ganze Zeit. Der Betrag wird alle 30 Sekunden vom Dienst bestätigt; so oft wird die Anzeige aufgefrischt, mehr heißt das nicht. Sie zahlen je Sekunde oder in den Schritten, die der Preis nennt.\nDie andere Seite kann die Uhr anhalten und wieder starten. Unter „Mehr“ setzen Sie eine eigene Grenze: Dort hält die Uhr von selbst an, und das Gespräch ist ab da kostenlos.',

  'card.title': 'Ihre Karte',
  'card.text':
    'Zuerst sehen Sie den Preis mit einem Beispiel und die Bedingungen. Erst wenn Sie beidem zugestimmt haben, erscheint das Kartenformular.\nMit der Bestätigung wird ein Betrag auf Ihrer Karte vorgemerkt, nicht abgebucht. Mehr als dieser Betrag kann nicht berechnet werden. Bei vier Fünfteln erfahren Sie es; ist er aufgebraucht, hält die Uhr an.\nDie Kartennummer geht an den Zahlungsdienst, nicht an ConnectMe. Lehnt Ihre Bank ab, sagt die Seite, warum, und Sie können eine andere Karte versuchen. Eine kostenlose Beratung verlangt keine Karte.',

  'permissions.title': 'Kamera und Mikrofon',
  'permissions.text':
    'Ihr Browser fragt, bevor er einer Seite Kamera und Mikrofon gibt. Das Wartezimmer sagt, wo in Ihrem Browser die Frage erscheint, und was zu tun ist, wenn Sie versehentlich Nein gesagt haben.\nChrome, Firefox, Safari und Edge funktionieren auf Rechnern und Telefonen. Auf einem Mac fragt auch das System: Systemeinstellungen, Datenschutz & Sicherheit, Kamera und Mikrofon.\nBenutzt ein anderes Programm die Kamera, schließen Sie es zuerst. Sie können auch ohne Kamera beitreten.',

  'payment.title': 'Das Ende und die Zahlung',
  'payment.text':
    'Jede Seite beendet die Beratung mit der roten Taste. Sie fragt einmal nach und nennt den Betrag; vom Druck an steht die Uhr. Wer weiterspricht und sie später noch einmal drückt, bekommt diese Zeit nur erlassen, wenn das Gespräch dann endet.\nDann wird das Fällige abgebucht, einmal, und der Rest des vorgemerkten Betrags freigegeben. Ist nichts fällig, wird alles freigegeben. Banken zeigen einen freigegebenen Betrag manchmal noch einige Tage.\nSie sehen eine Zusammenfassung mit Dauer, berechneter Zeit, jeder Pause mit Grund, Preis, Steuer, Betrag, Karte und Belegnummer. Sie kommt auch per E-Mail, und Sie können sie drucken oder noch einmal schicken lassen. Wird etwas erstattet, folgt die Zusammenfassung.',
} satisfies Record<string, string>;
