export default {
  'state.idle': 'Not started',
  'state.idle.explain': 'Nothing is charged yet.',
  'state.running': 'Running',
  'state.standing': 'Standing still',
  'state.stopped': 'Stopped, free from here',
  'state.ended': 'Ended',
  'state.unknown': 'Being updated',

  // As the customer reads it; a key that ends in the side replaces it there.
  'reason.CONSULTANT_PAUSED': 'paused by the consultant',
  'reason.CONSULTANT_PAUSED.CONSULTANT': 'paused by you',
  'reason.CONSULTANT_OFFLINE': 'no connection to the consultant',
  'reason.CONSULTANT_OFFLINE.CONSULTANT': 'no connection to you',
  'reason.CUSTOMER_OFFLINE': 'no connection to you',
  'reason.CUSTOMER_OFFLINE.CONSULTANT': 'no connection to the customer',
  'reason.CONNECTION_LOST': 'picture and sound interrupted',
  'reason.SERVER_OUTAGE': 'interruption of the service',
  'reason.CEILING_REACHED': 'held amount used up',
  'reason.LIMIT_REACHED': 'your limit reached',
  'reason.LIMIT_REACHED.CONSULTANT': 'the customer’s limit reached',
  'reason.ENDING': 'question whether to end',

  'meter.label': 'Duration and charges',
  'meter.duration': 'Duration',
  'meter.state': 'State of the meter',
  'meter.billable': 'Billable time',
  'meter.charges': 'Charges',
  'meter.charges.hint': 'The amount is confirmed every 30 seconds.',

  'stage.own': 'Your picture',
  'stage.other': 'Picture of {name}',
  'stage.screen': 'Screen of {name}',
  'stage.own-screen': 'You are sharing your screen',
  'stage.camera-off': '{name} has the camera off',
  'stage.waiting': 'Waiting for the picture of {name}',
  'stage.own-off': 'Camera off',
  'stage.sound': 'Turn on the sound',

  'plan.price': '{price} a minute.',
  'plan.price.included': '{price} a minute, {tax} of {rate} included.',
  'plan.price.excluded': '{price} a minute, plus {rate} {tax}.',
  'plan.free': 'This consultation is free. No card is asked for.',
  'plan.by-second': 'Counted by the second, and only while the meter runs.',
  'plan.by-step': 'Counted in steps of {step}: each step begun counts. Only while the meter runs.',
  'plan.free-time': 'Free at the start: {time}.',
  'plan.minimum': 'At least {amount} as soon as anything is charged.',
  'plan.cap': 'Never more than {amount}, however long it takes.',
  'plan.example': '{time} cost {amount}.',
  'plan.example.tax': '{time} cost {amount}, of which {tax} are {label}.',
  'plan.examples': 'For example',
  'plan.hold':
    '{amount} are held on your card before the call. Nothing is taken before the call is over, and never more than this.',

  'chat.title': 'Chat',
  'chat.empty': 'Nothing written yet. Links and numbers are easier to write than to say.',
  'chat.field': 'Message',
  'chat.send': 'Send',
  'chat.me': 'You',

  'device.microphone': 'Microphone',
  'device.camera': 'Camera',
  'device.speaker': 'Speaker',
  'device.none': 'None found',
  'device.unnamed': 'Device {number}',
  'device.default': 'As the system is set',

  'timeline.label': 'Pauses of the meter',
  'timeline.none': 'The meter never stood still.',
  'timeline.pause': '{from} to {to}, {length}: {reason}',
  'timeline.billed': 'Billable',
  'timeline.paused': 'Not billable',

  'permit.before.chrome':
    'Your browser will ask for camera and microphone, at the top left beside the address. Choose “Allow”.',
  'permit.before.firefox':
    'Firefox will ask for camera and microphone, at the top left below the address. Choose “Allow”.',
  'permit.before.safari': 'Safari will ask for camera and microphone, in the middle of the page. Choose “Allow”.',
  'permit.before.ios': 'Your phone will ask for camera and microphone. Tap “Allow”.',
  'permit.before.android': 'Your phone will ask for camera and microphone. Tap “While visiting the site” or “Allow”.',
  'permit.after.chrome':
    'Click the small icon at the left end of the address.\nTurn on camera and microphone.\nThen press “Try again” here.',
  'permit.after.firefox':
    'Click the crossed-out camera or microphone beside the address.\nRemove the block with the ×.\nThen press “Try again” here and choose “Allow”.',
  'permit.after.firefox-android':
    'Tap the lock beside the address.\nSet camera and microphone to “Allowed”.\nThen tap “Try again” here.',
  'permit.after.safari':
    'Open “Settings for This Website…” in the Safari menu.\nSet camera and microphone to “Allow”.\nThen press “Try again” here.',
  'permit.after.safari-ios':
    'Tap the button beside the address, then “Website Settings”.\nSet camera and microphone to “Allow”.\nThen tap “Try again” here.',
  'permit.after.ios':
    'Open the Settings of your phone and find this browser in the list of apps.\nTurn on camera and microphone.\nCome back and tap “Try again”.',
  'permit.after.android':
    'Tap the icon at the left end of the address, then “Permissions”.\nAllow camera and microphone.\nThen tap “Try again” here.',
  'permit.system.macos':
    'Open System Settings, Privacy & Security.\nUnder Camera and under Microphone, turn on this browser.\nStart the browser again and open this page: you continue where you were.',
  'permit.system.windows':
    'Open Settings, Privacy & security.\nUnder Camera and under Microphone, allow access for desktop apps.\nThen press “Try again” here.',
  'permit.system.android':
    'Open the Settings of your phone, Apps, and this browser.\nUnder Permissions, allow camera and microphone.\nCome back and tap “Try again”.',
  'permit.missing': 'None was found.\nPlug it in or turn it on.\nThen press “Try again” here.',
  'permit.busy': 'Another program is using it.\nClose that program or its call.\nThen press “Try again” here.',
  'permit.insecure':
    'This address is not secure, so the browser hides camera and microphone.\nOpen the link from your e-mail, which begins with https.',
  'permit.failed':
    'It could not be started.\nClose other programs that use it, or start the browser again.\nThen press “Try again” here.',

  'problem.network.unreachable':
    'The service cannot be reached. Nothing was changed. Check your connection and try again.',
  'problem.network.late': 'The service did not answer in time. Try again; doing it twice is harmless.',
  'problem.server.failed': 'The service has a problem. Nothing you entered is lost. Try again in a moment.',
  'problem.server.refused': 'That was not accepted. Check what you entered and try again.',
  'problem.conflict': 'Things have changed in the meantime. The page now shows how they are.',
  'problem.too-many': 'That was tried too often. Wait a minute, then try again.',
  'problem.invitation.not-found':
    'This link or code does not open an appointment. Check it, or ask your consultant to send the invitation again.',
  'problem.agreement.outdated':
    'The price or the terms were changed a moment ago. Read them again below before you agree.',
  'problem.identity.sign-in-failed': 'E-mail or password is not right.',
  'problem.engine.replacing': 'This part is being updated. Try again in a few seconds.',
  'problem.journal.busy': 'Too much happened at once. Try again; nothing was changed.',
  'problem.session.missing': 'You are not signed in any more. Open the link in your e-mail again, or enter your code.',
  'problem.agreement.offer-changed':
    'The price or the terms were changed a moment ago. Read them again below before you agree.',
  'problem.agreement.contact-first': 'First tell who you are. Go back one step.',
  'problem.agreement.waiver-missing': 'The service begins at once only if you tick the last line as well.',
  'problem.contact.changed-often': 'This was changed too often. Your consultant sees what you entered last.',
  'problem.cancel.meter-started':
    'The meter has started, so the appointment can no longer be cancelled. End it with the red button.',
  'problem.appointment.begun': 'The consultation has begun, so this can no longer be changed.',
  'problem.consultation.ended': 'The consultation is over.',
  'problem.consultation.cancelled': 'The appointment was cancelled.',
  'problem.consultation.not-open': 'The consultation is over.',
  'problem.consultation.not-ready': 'Something is still missing before you can join. The page shows what.',
  'problem.end.asked-often': 'You were asked often enough. To end the call, choose to end it.',
  'problem.end.not-begun':
    'The call has not begun yet. To leave, cancel the appointment or close this page; nothing is charged.',
  'problem.invitation.expired': 'The invitation has run out. Ask your consultant for a new one.',
  'problem.invitation.too-many': 'Too many codes were tried. Wait a minute, then try again.',
  'problem.meter.ended': 'The consultation is over.',
  'problem.meter.limit-too-high': 'This limit is too high. It may be at most the held amount.',
  'problem.meter.limit-not-positive': 'The limit must be more than zero.',
  'problem.note.too-many': 'There are many notes already. Tell the rest in the call.',
  'problem.payment.in-progress': 'A card is being checked. Its answer comes by itself.',
  'problem.payment.already-held': 'A card is held already. You need not do anything.',
  'problem.payment.too-many-attempts': 'Too many cards were tried. Nothing was held. Try again in an hour.',
  'problem.payment.no-provider': 'Cards cannot be taken at the moment. Nothing was held. Try again in a minute.',

  'field.invalid': 'This is not accepted. Check it.',
  'field.required': 'This is needed.',
  'field.too-long': 'This is too long.',
  'field.email': 'This is not an e-mail address.',
} satisfies Record<string, string>;
