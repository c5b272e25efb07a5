export default {
  'state.idle': 'Nicht gestartet',
  'state.idle.explain': 'Noch wird nichts berechnet.',
  'state.running': 'Läuft',
  'state.standing': 'Steht still',
  'state.stopped': 'Angehalten, ab hier kostenlos',
  'state.ended': 'Beendet',
  'state.unknown': 'Wird aktualisiert',

  'reason.CONSULTANT_PAUSED': 'von der Beratung angehalten',
  'reason.CONSULTANT_PAUSED.CONSULTANT': 'von Ihnen angehalten',
  'reason.CONSULTANT_OFFLINE': 'keine Verbindung zur Beratung',
  'reason.CONSULTANT_OFFLINE.CONSULTANT': 'keine Verbindung zu Ihnen',
  'reason.CUSTOMER_OFFLINE': 'keine Verbindung zu Ihnen',
  'reason.CUSTOMER_OFFLINE.CONSULTANT': 'keine Verbindung zur Kundschaft',
  'reason.CONNECTION_LOST': 'Bild und Ton unterbrochen',
  'reason.SERVER_OUTAGE': 'Unterbrechung des Dienstes',
  'reason.CEILING_REACHED': 'vorgemerkter Betrag aufgebraucht',
  'reason.LIMIT_REACHED': 'Ihre Grenze erreicht',
  'reason.LIMIT_REACHED.CONSULTANT': 'Grenze der Kundschaft erreicht',
  'reason.ENDING': 'Frage nach dem Ende',

  'meter.label': 'Dauer und Kosten',
  'meter.duration': 'Dauer',
  'meter.state': 'Stand der Uhr',
  'meter.billable': 'Berechnete Zeit',
  'meter.charges': 'Kosten',
  'meter.charges.hint': 'Der Betrag wird alle 30 Sekunden bestätigt.',

  'stage.own': 'Ihr Bild',
  'stage.other': 'Bild von {name}',
  'stage.screen': 'Bildschirm von {name}',
  'stage.own-screen': 'Sie zeigen Ihren Bildschirm',
  'stage.camera-off': '{name} hat die Kamera aus',
  'stage.waiting': 'Das Bild von {name} kommt gleich',
  'stage.own-off': 'Kamera aus',
  'stage.sound': 'Ton einschalten',

  'plan.price': '{price} je Minute.',
  'plan.price.included': '{price} je Minute, {rate} {tax} enthalten.',
  'plan.price.excluded': '{price} je Minute, dazu {rate} {tax}.',
  'plan.free': 'Diese Beratung ist kostenlos. Es wird keine Karte verlangt.',
  'plan.by-second': 'Sekundengenau gezählt, und nur solange die Uhr läuft.',
  'plan.by-step': 'Gezählt in Schritten von {step}: Jeder angefangene Schritt zählt. Nur solange die Uhr läuft.',
  'plan.free-time': 'Kostenlos zu Beginn: {time}.',
  'plan.minimum': 'Mindestens {amount}, sobald etwas berechnet wird.',
  'plan.cap': 'Nie mehr als {amount}, wie lange es auch dauert.',
  'plan.example': '{time} kosten {amount}.',
  'plan.example.tax': '{time} kosten {amount}, davon {tax} {label}.',
  'plan.examples': 'Zum Beispiel',
  'plan.hold':
    '{amount} werden vor dem Gespräch auf Ihrer Karte vorgemerkt. Abgebucht wird erst nach dem Gespräch, und nie mehr als das.',

  'chat.title': 'Chat',
  'chat.empty': 'Noch nichts geschrieben. Adressen und Zahlen schreibt man leichter, als man sie sagt.',
  'chat.field': 'Nachricht',
  'chat.send': 'Senden',
  'chat.me': 'Sie',

  'device.microphone': 'Mikrofon',
  'device.camera': 'Kamera',
  'device.speaker': 'Lautsprecher',
  'device.none': 'Keines gefunden',
  'device.unnamed': 'Gerät {number}',
  'device.default': 'Wie im System eingestellt',

  'timeline.label': 'Pausen der Uhr',
  'timeline.none': 'Die Uhr stand nie still.',
  'timeline.pause': '{from} bis {to}, {length}: {reason}',
  'timeline.billed': 'Berechnet',
  'timeline.paused': 'Nicht berechnet',

  'permit.before.chrome':
    'Ihr Browser fragt gleich nach Kamera und Mikrofon, links oben neben der Adresse. Wählen Sie „Zulassen“.',
  'permit.before.firefox':
    'Firefox fragt gleich nach Kamera und Mikrofon, links oben unter der Adresse. Wählen Sie „Erlauben“.',
  'permit.before.safari':
    'Safari fragt gleich nach Kamera und Mikrofon, in der Mitte der Seite. Wählen Sie „Erlauben“.',
  'permit.before.ios': 'Ihr Telefon fragt gleich nach Kamera und Mikrofon. Tippen Sie auf „Erlauben“.',
  'permit.before.android':
    'Ihr Telefon fragt gleich nach Kamera und Mikrofon. Tippen Sie auf „Bei Nutzung der Website“ oder „Zulassen“.',
  'permit.after.chrome':
    'Klicken Sie auf das kleine Zeichen links in der Adresszeile.\nSchalten Sie Kamera und Mikrofon ein.\nDrücken Sie dann hier auf „Noch einmal“.',
  'permit.after.firefox':
    'Klicken Sie auf die durchgestrichene Kamera oder das Mikrofon neben der Adresse.\nHeben Sie die Sperre mit dem × auf.\nDrücken Sie dann hier auf „Noch einmal“ und wählen Sie „Erlauben“.',
  'permit.after.firefox-android':
    'Tippen Sie auf das Schloss neben der Adresse.\nStellen Sie Kamera und Mikrofon auf „Erlaubt“.\nTippen Sie dann hier auf „Noch einmal“.',
  'permit.after.safari':
    'Öffnen Sie im Menü Safari „Einstellungen für diese Website …“.\nStellen Sie Kamera und Mikrofon auf „Erlauben“.\nDrücken Sie dann hier auf „Noch einmal“.',
  'permit.after.safari-ios':
    'Tippen Sie auf die Taste neben der Adresse, dann auf „Website-Einstellungen“.\nStellen Sie Kamera und Mikrofon auf „Erlauben“.\nTippen Sie dann hier auf „Noch einmal“.',
  'permit.after.ios':
    'Öffnen Sie die Einstellungen Ihres Telefons und suchen Sie diesen Browser in der Liste der Apps.\nSchalten Sie Kamera und Mikrofon ein.\nKommen Sie zurück und tippen Sie auf „Noch einmal“.',
  'permit.after.android':
    'Tippen Sie auf das Zeichen links in der Adresszeile, dann auf „Berechtigungen“.\nErlauben Sie Kamera und Mikrofon.\nTippen Sie dann hier auf „Noch einmal“.',
  'permit.system.macos':
    'Öffnen Sie die Systemeinstellungen, Datenschutz & Sicherheit.\nSchalten Sie unter Kamera und unter Mikrofon diesen Browser ein.\nStarten Sie den Browser neu und öffnen Sie diese Seite: Es geht dort weiter, wo Sie waren.',
  'permit.system.windows':
    'Öffnen Sie Einstellungen, Datenschutz & Sicherheit.\nErlauben Sie unter Kamera und unter Mikrofon den Zugriff für Desktop-Apps.\nDrücken Sie dann hier auf „Noch einmal“.',
  'permit.system.android':
    'Öffnen Sie die Einstellungen Ihres Telefons, Apps, und diesen Browser.\nErlauben Sie unter Berechtigungen Kamera und Mikrofon.\nKommen Sie zurück und tippen Sie auf „Noch einmal“.',
  'permit.missing':
    'Es wurde keines gefunden.\nSchließen Sie es an oder schalten Sie es ein.\nDrücken Sie dann hier auf „Noch einmal“.',
  'permit.busy':
    'Ein anderes Programm benutzt es.\nSchließen Sie dieses Programm oder sein Gespräch.\nDrücken Sie dann hier auf „Noch einmal“.',
  'permit.insecure':
    'Diese Adresse ist nicht gesichert, deshalb verbirgt der Browser Kamera und Mikrofon.\nÖffnen Sie den Link aus Ihrer E-Mail, der mit https beginnt.',
  'permit.failed':
    'Es ließ sich nicht starten.\nSchließen Sie andere Programme, die es benutzen, oder starten Sie den Browser neu.\nDrücken Sie dann hier auf „Noch einmal“.',

  'problem.network.unreachable':
    'Der Dienst ist nicht zu erreichen. Es wurde nichts geändert. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  'problem.network.late':
    'Der Dienst hat nicht rechtzeitig geantwortet. Versuchen Sie es noch einmal; doppelt schadet nicht.',
  'problem.server.failed':
    'Der Dienst hat eine Störung. Nichts von Ihren Eingaben ist verloren. Versuchen Sie es gleich noch einmal.',
  'problem.server.refused': 'Das wurde nicht angenommen. Prüfen Sie Ihre Eingaben und versuchen Sie es noch einmal.',
  'problem.conflict': 'Inzwischen hat sich etwas geändert. Die Seite zeigt jetzt, wie es steht.',
  'problem.too-many': 'Das wurde zu oft versucht. Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
  'problem.invitation.not-found':
    'Dieser Link oder Code öffnet keinen Termin. Prüfen Sie ihn, oder bitten Sie um eine neue Einladung.',
  'problem.agreement.outdated':
    'Preis oder Bedingungen wurden eben geändert. Lesen Sie sie noch einmal, bevor Sie zustimmen.',
  'problem.identity.sign-in-failed': 'E-Mail oder Passwort stimmt nicht.',
  'problem.engine.replacing': 'Dieser Teil wird gerade aktualisiert. Versuchen Sie es in einigen Sekunden noch einmal.',
  'problem.journal.busy': 'Es geschah zu viel auf einmal. Versuchen Sie es noch einmal; es wurde nichts geändert.',
  'problem.session.missing':
    'Sie sind nicht mehr angemeldet. Öffnen Sie den Link in Ihrer E-Mail noch einmal, oder geben Sie Ihren Code ein.',
  'problem.agreement.offer-changed':
    'Preis oder Bedingungen wurden eben geändert. Lesen Sie sie unten noch einmal, bevor Sie zustimmen.',
  'problem.agreement.contact-first': 'Sagen Sie zuerst, wer Sie sind. Gehen Sie einen Schritt zurück.',
  'problem.agreement.waiver-missing':
    'Die Leistung beginnt nur sofort, wenn Sie auch vor die letzte Zeile einen Haken setzen.',
  'problem.contact.changed-often': 'Das wurde zu oft geändert. Zu sehen ist, was Sie zuletzt eingegeben haben.',
  'problem.cancel.meter-started':
    'Die Uhr läuft schon, deshalb lässt sich der Termin nicht mehr absagen. Beenden Sie ihn mit der roten Taste.',
  'problem.appointment.begun': 'Die Beratung hat begonnen; das lässt sich nicht mehr ändern.',
  'problem.consultation.ended': 'Die Beratung ist vorbei.',
  'problem.consultation.cancelled': 'Der Termin wurde abgesagt.',
  'problem.consultation.not-open': 'Die Beratung ist vorbei.',
  'problem.consultation.not-ready': 'Vor dem Beitreten fehlt noch etwas. Die Seite zeigt, was.',
  'problem.end.asked-often': 'Sie wurden oft genug gefragt. Um das Gespräch zu beenden, wählen Sie Beenden.',
  'problem.end.not-begun':
    'Das Gespräch hat noch nicht begonnen. Sagen Sie den Termin ab oder schließen Sie die Seite; es wird nichts berechnet.',
  'problem.invitation.expired': 'Die Einladung ist abgelaufen. Bitten Sie um eine neue.',
  'problem.invitation.too-many':
    'Es wurden zu viele Codes versucht. Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
  'problem.meter.ended': 'Die Beratung ist vorbei.',
  'problem.meter.limit-too-high': 'Diese Grenze ist zu hoch. Sie darf höchstens den vorgemerkten Betrag erreichen.',
  'problem.meter.limit-not-positive': 'Die Grenze muss über null liegen.',
  'problem.note.too-many': 'Es gibt schon viele Notizen. Sagen Sie den Rest im Gespräch.',
  'problem.payment.in-progress': 'Eine Karte wird gerade geprüft. Die Antwort kommt von selbst.',
  'problem.payment.already-held': 'Es ist schon eine Karte vorgemerkt. Sie müssen nichts tun.',
  'problem.payment.too-many-attempts':
    'Es wurden zu viele Karten versucht. Nichts wurde vorgemerkt. Versuchen Sie es in einer Stunde noch einmal.',
  'problem.payment.no-provider':
    'Karten können gerade nicht angenommen werden. Nichts wurde vorgemerkt. Versuchen Sie es in einer Minute noch einmal.',

  'field.invalid': 'Das wird nicht angenommen. Prüfen Sie es.',
  'field.required': 'Das wird gebraucht.',
  'field.too-long': 'Das ist zu lang.',
  'field.email': 'Das ist keine E-Mail-Adresse.',
} satisfies Record<string, string>;
