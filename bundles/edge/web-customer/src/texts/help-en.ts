/** Each topic: a title, then paragraphs, one a line. */
export default {
  'help.title': 'Help',
  'help.lead': 'How a consultation works, from the invitation to the receipt.',
  'help.topics': 'Topics',
  'help.back': 'To your appointment',

  'invitation.title': 'The invitation',
  'invitation.text':
    'Once a time is agreed, your consultant sends an e-mail with a link, a code of 9 digits and an entry for your calendar. The link and the code open the same appointment: click the link, or enter the code on the first page.\nYou need no account and nothing to install. The page asks for your name, e-mail, phone and what it is about; what you typed is kept if the page is loaded again.\nIf the time does not suit you, ask for another one or cancel, both from the link. Keep link and code to yourself: whoever has them can join in your place.',

  'video.title': 'Voice, video and screen',
  'video.text':
    'In the waiting room you see yourself, choose camera, microphone and speaker, and test the connection. Your consultant hears that you are there.\nAfter “Join”, you can turn microphone and camera on and off, share your screen and write in the chat at any time. So can your consultant.\nPhones cannot share their screen; they can turn the camera around instead. While you share, a red notice says so and has a button to stop.',

  'offline.title': 'When a connection drops',
  'offline.text':
    'If you or your consultant lose the connection, the meter stops at the last moment at which both could be reached. Time offline is never charged. When both are back, it goes on by itself. Nobody needs to do anything.\nBoth see who is offline, since when, and how many seconds remain. After more than 90 seconds the consultation ends and the time until then is charged, even with all pages closed. Before the meter was first started, nobody is timed out.\nLoading the page again or changing from Wi-Fi to mobile brings you back into the same call. A locked phone counts as offline, so keep it awake.',

  'control.title': 'Remote control',
  'control.text':
    'Nobody can control your computer through this page. For that, the consultation continues in the desktop app ConnectMe Customer, which you join with the same code.\nYour consultant has to ask, and the question says for what and for how long. You can allow the screen only, or the screen with keyboard and mouse, or nothing. No answer within 60 seconds is a no.\nYou can stop it at any time with the STOP button, which works even without a connection. Your own mouse always goes first.',

  'recording.title': 'Recording',
  'recording.text':
    'Your consultant can ask to record the call. Nothing is recorded before you say yes, and it is up to you.\nThe recording belongs to the consultant, who decides how to keep and use it; you have no access to it. The question says so before you answer.\nWhile it runs, both of you see a red notice. Taking back your consent ends it within a second.',

  'meter.title': 'The meter',
  'meter.text':
    'Joining costs nothing. The meter starts when your consultant has started the video chat, picture and sound flow both ways, and START CHARGES is pressed. Both of you are told.\nYou see duration and charges all the time. The amount is confirmed by the service every 30 seconds; that is only how often the figure is refreshed. You pay by the second, or in the steps named in the price.\nYour consultant can pause the meter and start it again. You can set your own limit under “More”: there the meter stops by itself, and the call is free from then on.',

  'card.title': 'Your card',
  'card.text':
    'First you see the price with an example, and the terms. Only after you agreed to both does the card form appear.\nWhen you confirm, an amount is held on your card; it is not charged. The held amount is the most that can be charged. At four fifths of it you are told; when it is used up, the meter stops.\nThe card’s number goes to the payment service, not to ConnectMe. If your bank refuses, the page says why and you can try another card. A free consultation asks for no card.',

  'permissions.title': 'Camera and microphone',
  'permissions.text':
    'Your browser asks before it gives camera and microphone to a page. The waiting room says where the question appears in your browser, and what to do if you said no by mistake.\nChrome, Firefox, Safari and Edge work on computers and phones. On a Mac, the system asks as well: System Settings, Privacy & Security, Camera and Microphone.\nIf another program uses the camera, close it first. You can also join without a camera.',

  'payment.title': 'The end and the payment',
  'payment.text':
    'Either of you ends the consultation with the red button. It asks once and names the amount; from the press the meter stands. Whoever goes on and presses it again later gets that time free only by ending the call.\nThen what is due is charged, once, and the rest of the held amount is released. If nothing is due, everything is released. Banks may show a released amount for a few days.\nYou see a summary with duration, billable time, each pause with its reason, rate, tax, amount, card and receipt number. You also get it by e-mail, and can print it or have it sent again. If your consultant refunds something, the summary follows.',
} satisfies Record<string, string>;
