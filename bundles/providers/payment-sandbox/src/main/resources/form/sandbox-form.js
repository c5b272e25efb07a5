/**
 * The sandbox's card form. A card number never leaves this file: it is looked up in the list of test cards and turned
 * into a method that names what the sandbox shall do. See the Javadoc of ClientForm for the contract with the page.
 */

const TEST_CARDS = [
  { number: '4242424242424242', brand: 'visa', does: 'ok' },
  { number: '5555555555554444', brand: 'mastercard', does: 'ok' },
  { number: '378282246310005', brand: 'amex', does: 'ok' },
  { number: '4000000000003220', brand: 'visa', does: 'challenge' },
  { number: '4000002760003184', brand: 'visa', does: 'challenge' },
  { number: '4000008400001629', brand: 'visa', does: 'challenge-decline' },
  { number: '4000000000000002', brand: 'visa', does: 'decline' },
  { number: '4000000000009995', brand: 'visa', does: 'funds' },
  { number: '4000000000000069', brand: 'visa', does: 'expired' },
  { number: '4000000000000127', brand: 'visa', does: 'code' },
  { number: '4000000000000119', brand: 'visa', does: 'processing' },
  { number: '4000000000009979', brand: 'visa', does: 'stolen' },
  { number: '4000000000006108', brand: 'visa', does: 'hold-unknown' },
  { number: '4000000000006207', brand: 'visa', does: 'hold-late' },
  { number: '4000000000006975', brand: 'visa', does: 'capture-unknown' },
  { number: '4000000000005126', brand: 'visa', does: 'capture-late' },
  { number: '4000000000000341', brand: 'visa', does: 'capture-refused' },
  { number: '4000000000000416', brand: 'visa', does: 'raise-refused' },
  { number: '4000000000000515', brand: 'visa', does: 'away-declined' },
  { number: '4000000000000614', brand: 'visa', does: 'away-challenged' },
];

const BRANDS = { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express' };

const TEXTS = {
  en: {
    'number': 'Card number',
    'expiry': 'Expires (month / year)',
    'code': 'Security code',
    'code.hint': '3 digits on the back',
    'code.hint.amex': '4 digits on the front',
    'cards': 'Test cards',
    'cards.explain': 'This is a sandbox: no money moves. Choose a card to fill it in.',
    'number.empty': 'Enter the card number.',
    'number.wrong': 'This number has a typing mistake. Check its digits.',
    'number.real': 'This is a sandbox: use a test card. The list below has them all.',
    'expiry.wrong': 'Enter month and year as on the card, such as 12 / 34.',
    'expiry.past': 'This date is in the past. Check month and year.',
    'code.wrong': 'Enter the {digits} digits of the security code.',
    'challenge.title': 'Your bank asks: is this you?',
    'challenge.text': 'Sandbox bank: hold {amount} on the card ending in {card}. Nothing real happens.',
    'challenge.save': 'Sandbox bank: keep the card ending in {card} for a later hold. Nothing real happens.',
    'challenge.yes': 'Complete',
    'challenge.no': 'Fail',
    'ok': 'succeeds',
    'challenge': 'asks for confirmation (3-D Secure)',
    'challenge-decline': 'asks for confirmation, then is declined',
    'decline': 'declined',
    'funds': 'declined: not enough money',
    'expired': 'declined: card expired',
    'code.declined': 'declined: wrong security code',
    'processing': 'declined: processing error',
    'stolen': 'declined: lost or stolen',
    'hold-unknown': 'held, but the answer is lost',
    'hold-late': 'held at the third attempt',
    'capture-unknown': 'charged, but the answer is lost',
    'capture-late': 'charged at the third attempt',
    'capture-refused': 'held, but charging is refused',
    'raise-refused': 'held, but raising the hold is refused',
    'away-declined': 'held, but declined when you are away',
    'away-challenged': 'held, but asks for you when you are away',
  },
  de: {
    'number': 'Kartennummer',
    'expiry': 'Gültig bis (Monat / Jahr)',
    'code': 'Prüfnummer',
    'code.hint': '3 Ziffern auf der Rückseite',
    'code.hint.amex': '4 Ziffern auf der Vorderseite',
    'cards': 'Testkarten',
    'cards.explain': 'Dies ist eine Testumgebung: Es fließt kein Geld. Wählen Sie eine Karte, um sie einzutragen.',
    'number.empty': 'Geben Sie die Kartennummer ein.',
    'number.wrong': 'In der Nummer ist ein Tippfehler. Prüfen Sie die Ziffern.',
    'number.real': 'Dies ist eine Testumgebung: Verwenden Sie eine Testkarte. Alle stehen in der Liste unten.',
    'expiry.wrong': 'Geben Sie Monat und Jahr wie auf der Karte ein, zum Beispiel 12 / 34.',
    'expiry.past': 'Dieses Datum ist vorbei. Prüfen Sie Monat und Jahr.',
    'code.wrong': 'Geben Sie die {digits} Ziffern der Prüfnummer ein.',
    'challenge.title': 'Ihre Bank fragt: Sind Sie das?',
    'challenge.text': 'Testbank: {amount} auf der Karte mit den Endziffern {card} reservieren. Es geschieht nichts Echtes.',
    'challenge.save': 'Testbank: die Karte mit den Endziffern {card} für eine spätere Reservierung speichern. Es geschieht nichts Echtes.',
    'challenge.yes': 'Bestätigen',
    'challenge.no': 'Ablehnen',
    'ok': 'gelingt',
    'challenge': 'verlangt eine Bestätigung (3-D Secure)',
    'challenge-decline': 'verlangt eine Bestätigung und wird dann abgelehnt',
    'decline': 'abgelehnt',
    'funds': 'abgelehnt: nicht gedeckt',
    'expired': 'abgelehnt: Karte abgelaufen',
    'code.declined': 'abgelehnt: falsche Prüfnummer',
    'processing': 'abgelehnt: Fehler bei der Verarbeitung',
    'stolen': 'abgelehnt: verloren oder gestohlen',
    'hold-unknown': 'reserviert, aber die Antwort geht verloren',
    'hold-late': 'beim dritten Versuch reserviert',
    'capture-unknown': 'abgebucht, aber die Antwort geht verloren',
    'capture-late': 'beim dritten Versuch abgebucht',
    'capture-refused': 'reserviert, aber die Abbuchung wird verweigert',
    'raise-refused': 'reserviert, aber eine Erhöhung wird verweigert',
    'away-declined': 'reserviert, aber in Ihrer Abwesenheit abgelehnt',
    'away-challenged': 'reserviert, verlangt aber in Ihrer Abwesenheit eine Bestätigung',
  },
  ar: {
    'number': 'رقم البطاقة',
    'expiry': 'تاريخ الانتهاء (الشهر / السنة)',
    'code': 'رمز الأمان',
    'code.hint': '3 أرقام على ظهر البطاقة',
    'code.hint.amex': '4 أرقام على وجه البطاقة',
    'cards': 'بطاقات الاختبار',
    'cards.explain': 'هذه بيئة اختبار: لا تُنقل أي أموال. اختر بطاقة لتعبئتها.',
    'number.empty': 'أدخل رقم البطاقة.',
    'number.wrong': 'في الرقم خطأ كتابي. تحقق من أرقامه.',
    'number.real': 'هذه بيئة اختبار: استخدم بطاقة اختبار. تجدها كلها في القائمة أدناه.',
    'expiry.wrong': 'أدخل الشهر والسنة كما على البطاقة، مثل 12 / 34.',
    'expiry.past': 'هذا التاريخ مضى. تحقق من الشهر والسنة.',
    'code.wrong': 'أدخل أرقام رمز الأمان وعددها {digits}.',
    'challenge.title': 'يسأل مصرفك: هل هذا أنت؟',
    'challenge.text': 'مصرف الاختبار: حجز {amount} على البطاقة المنتهية بـ {card}. لا يحدث شيء حقيقي.',
    'challenge.save': 'مصرف الاختبار: حفظ البطاقة المنتهية بـ {card} لحجز لاحق. لا يحدث شيء حقيقي.',
    'challenge.yes': 'تأكيد',
    'challenge.no': 'رفض',
    'ok': 'تنجح',
    'challenge': 'تطلب تأكيدًا (3-D Secure)',
    'challenge-decline': 'تطلب تأكيدًا ثم تُرفض',
    'decline': 'مرفوضة',
    'funds': 'مرفوضة: الرصيد غير كافٍ',
    'expired': 'مرفوضة: البطاقة منتهية',
    'code.declined': 'مرفوضة: رمز الأمان خاطئ',
    'processing': 'مرفوضة: خطأ في المعالجة',
    'stolen': 'مرفوضة: مفقودة أو مسروقة',
    'hold-unknown': 'يُحجز المبلغ لكن الجواب يضيع',
    'hold-late': 'يُحجز المبلغ في المحاولة الثالثة',
    'capture-unknown': 'يُخصم المبلغ لكن الجواب يضيع',
    'capture-late': 'يُخصم المبلغ في المحاولة الثالثة',
    'capture-refused': 'يُحجز المبلغ لكن الخصم يُرفض',
    'raise-refused': 'يُحجز المبلغ لكن رفع الحجز يُرفض',
    'away-declined': 'يُحجز المبلغ لكنها تُرفض في غيابك',
    'away-challenged': 'يُحجز المبلغ لكنها تطلب تأكيدك في غيابك',
  },
};

const STYLE = `
:host, .form { display: block; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.form {
  color: var(--ink, #1d1b18);
  font-family: var(--font, system-ui, sans-serif);
  font-size: var(--size, 1rem);
  line-height: var(--leading, 1.5);
}
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); column-gap: 16px; }
.field { display: block; min-width: 0; }
label { display: block; margin-bottom: 4px; font-weight: 600; font-size: var(--size-small, 0.875rem); }
.box { position: relative; }
input {
  width: 100%;
  min-height: var(--target, 44px);
  padding: 8px 12px;
  border: 1px solid var(--edge, #8b857a);
  border-radius: var(--radius-small, 6px);
  background: var(--surface, #fff);
  color: inherit;
  font: inherit;
  font-variant-numeric: tabular-nums;
  text-align: start;
}
input[aria-invalid='true'] { border-color: var(--alert, #b3261e); box-shadow: inset 0 0 0 1px var(--alert, #b3261e); }
.brand {
  position: absolute;
  inset-block: 0;
  inset-inline-end: 12px;
  display: flex;
  align-items: center;
  color: var(--quiet, #5f5a52);
  font-size: var(--size-small, 0.875rem);
  pointer-events: none;
}
.note { min-height: 1.5em; margin: 4px 0 8px; color: var(--quiet, #5f5a52); font-size: var(--size-small, 0.875rem); }
.note.error { color: var(--alert, #b3261e); }
:is(input, button, summary, h3):focus-visible {
  outline: var(--focus, 3px) solid var(--accent, #0f6b5c);
  outline-offset: 2px;
}
details { margin-top: 4px; border-top: 1px solid var(--line, #e4e0d8); }
summary { min-height: var(--target, 44px); padding-block: 10px; cursor: pointer; color: var(--accent, #0f6b5c); font-weight: 600; }
.explain { margin: 0 0 8px; color: var(--quiet, #5f5a52); font-size: var(--size-small, 0.875rem); }
ul { margin: 0; padding: 0; list-style: none; }
li button {
  display: flex;
  flex-wrap: wrap;
  gap: 0 16px;
  justify-content: space-between;
  width: 100%;
  min-height: var(--target, 44px);
  align-items: center;
  padding: 6px 8px;
  border: 0;
  border-radius: var(--radius-small, 6px);
  background: transparent;
  color: inherit;
  font: inherit;
  font-size: var(--size-small, 0.875rem);
  text-align: start;
  cursor: pointer;
}
li button:hover { background: var(--ground, #fbfaf8); }
li .digits { font-variant-numeric: tabular-nums; white-space: nowrap; }
li .does { color: var(--quiet, #5f5a52); }
.challenge h3 { margin: 0 0 8px; font-size: 1.25rem; line-height: 1.2; }
.challenge p { margin: 0 0 16px; }
.answers { display: flex; flex-wrap: wrap; gap: 12px; }
.answers button {
  flex: 1 1 8rem;
  min-height: var(--target, 44px);
  padding: 8px 20px;
  border: 1px solid var(--edge, #8b857a);
  border-radius: var(--radius, 12px);
  background: var(--surface, #fff);
  color: inherit;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
.answers .yes { border-color: var(--accent, #0f6b5c); background: var(--accent, #0f6b5c); color: var(--on-accent, #fff); }
`;

/** The check digit that catches typing mistakes (ISO/IEC 7812). */
export function passesLuhn(digits) {
  let sum = 0;
  [...digits].reverse().forEach((character, index) => {
    const doubled = Number(character) * (index % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return digits.length >= 12 && sum % 10 === 0;
}

/** In groups as printed on the card. */
export function grouped(digits) {
  const sizes = isAmex(digits) ? [4, 6, 5] : [4, 4, 4, 4, 3];
  const groups = [];
  let from = 0;
  for (const size of sizes) {
    if (from < digits.length) groups.push(digits.slice(from, from + size));
    from += size;
  }
  return groups.join(' ');
}

/** Month and year of "12/34", "1234", "12 / 2034"; null for anything else. */
export function parseExpiry(text) {
  const match = /^\s*(\d{1,2})\s*[/.-]\s*(?:20)?(\d{2})\s*$/.exec(text) ?? /^(\d{2})(?:20)?(\d{2})$/.exec(text.trim());
  if (match === null) return null;
  const month = Number(match[1]);
  return month >= 1 && month <= 12 ? { month, year: 2000 + Number(match[2]) } : null;
}

/** What is wrong with what was typed, by field; empty if nothing is. */
export function problems({ number, expiry, code }, now = new Date()) {
  const found = {};
  const digits = onlyDigits(number);
  if (digits === '') found.number = 'number.empty';
  else if (testCard(digits) === undefined) found.number = passesLuhn(digits) ? 'number.real' : 'number.wrong';
  const until = parseExpiry(expiry);
  if (until === null) found.expiry = 'expiry.wrong';
  else if (new Date(until.year, until.month, 1) <= now) found.expiry = 'expiry.past';
  if (onlyDigits(code).length !== codeLength(digits)) found.code = 'code.wrong';
  return found;
}

/** What the page gets in place of the card. */
export function methodOf(number) {
  const card = testCard(onlyDigits(number));
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0'));
  return `sbx_${card.does}_${card.brand}_${card.number.slice(-4)}_${nonce.join('')}`;
}

function testCard(digits) {
  return TEST_CARDS.find((card) => card.number === digits);
}

function brandOf(digits) {
  if (digits.startsWith('4')) return 'visa';
  if (/^(5[1-5]|2[2-7])/.test(digits)) return 'mastercard';
  return isAmex(digits) ? 'amex' : null;
}

function isAmex(digits) {
  return /^3[47]/.test(digits);
}

function codeLength(digits) {
  return isAmex(digits) ? 4 : 3;
}

/** Also of Arabic and Persian digits, which some keyboards type. */
function onlyDigits(text) {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\D/g, '');
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, '');
    else if (value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Writes the text in its form and leaves the cursor before the digit that it stood before. */
function reshape(input, shape) {
  const behind = onlyDigits(input.value.slice(input.selectionStart ?? input.value.length)).length;
  const shaped = shape(onlyDigits(input.value));
  if (shaped === input.value) return;
  input.value = shaped;
  let position = shaped.length;
  for (let seen = 0; seen < behind && position > 0; position--) {
    if (/\d/.test(shaped[position - 1])) seen++;
  }
  input.setSelectionRange(position, position);
}

/** One labelled input with its hint or error below, in a place that is kept. */
class Field {
  constructor(id, label, attributes, hint = '') {
    this.hint = hint;
    this.input = element('input', { id, type: 'text', dir: 'ltr', 'aria-describedby': `${id}-note`, ...attributes });
    this.note = element('p', { id: `${id}-note`, class: 'note' }, hint);
    this.box = element('div', { class: 'box' }, this.input);
    this.root = element('div', { class: 'field' }, element('label', { for: id }, label), this.box, this.note);
  }

  say(error) {
    this.note.textContent = error ?? this.hint;
    this.note.classList.toggle('error', error !== null);
    this.input.setAttribute('aria-invalid', String(error !== null));
  }
}

class CardForm {
  constructor(host, context) {
    this.language = context.language;
    this.texts = TEXTS[context.language.split('-')[0].toLowerCase()] ?? TEXTS.en;
    this.host = host;
    this.typed = new Set();
    this.build(context.tokens ?? {});
  }

  t(key, values = {}) {
    return this.texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  build(tokens) {
    this.number = new Field('number', this.t('number'), {
      autocomplete: 'cc-number',
      inputmode: 'numeric',
      maxlength: '23',
      spellcheck: 'false',
      required: true,
    });
    this.brand = element('span', { class: 'brand', 'aria-live': 'polite' });
    this.number.box.append(this.brand);
    this.expiry = new Field('expiry', this.t('expiry'), {
      autocomplete: 'cc-exp',
      inputmode: 'numeric',
      maxlength: '9',
      placeholder: '12 / 34',
      required: true,
    });
    this.code = new Field(
      'code',
      this.t('code'),
      { autocomplete: 'cc-csc', inputmode: 'numeric', maxlength: '4', required: true },
      this.t('code.hint'),
    );
    this.list = this.testCards();
    this.card = element(
      'div',
      {},
      this.number.root,
      element('div', { class: 'pair' }, this.expiry.root, this.code.root),
      this.list,
    );
    this.confirmation = element('section', { class: 'challenge', 'aria-labelledby': 'challenge-title', hidden: true });
    this.root = element('div', {
      class: 'form',
      lang: this.language,
      dir: this.texts === TEXTS.ar ? 'rtl' : 'ltr',
    });
    this.root.append(this.card, this.confirmation);
    this.look(tokens);
    this.listen();
    this.wrapper = element('div');
    const shadow = this.wrapper.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.root);
    this.host.append(this.wrapper);
  }

  testCards() {
    const items = TEST_CARDS.map((card) => {
      const does = this.t(card.does === 'code' ? 'code.declined' : card.does);
      const button = element(
        'button',
        { type: 'button' },
        element('bdi', { class: 'digits', dir: 'ltr' }, grouped(card.number)),
        element('span', { class: 'does' }, card.does === 'ok' ? `${BRANDS[card.brand]}, ${does}` : does),
      );
      button.addEventListener('click', () => this.fill(card));
      return element('li', {}, button);
    });
    return element(
      'details',
      {},
      element('summary', {}, this.t('cards')),
      element('p', { class: 'explain' }, this.t('cards.explain')),
      element('ul', {}, ...items),
    );
  }

  listen() {
    this.number.input.addEventListener('input', () => {
      reshape(this.number.input, (digits) => grouped(digits.slice(0, isAmex(digits) ? 15 : 19)));
      this.showBrand();
    });
    this.expiry.input.addEventListener('input', (event) => {
      if (event.inputType?.startsWith('delete') || parseExpiry(this.expiry.input.value)?.year >= 2000) return;
      reshape(this.expiry.input, (digits) => {
        const padded = /^[2-9]/.test(digits) ? `0${digits}` : digits;
        return padded.length < 2 ? padded : `${padded.slice(0, 2)} / ${padded.slice(2, 6)}`;
      });
    });
    this.code.input.addEventListener('input', () => reshape(this.code.input, (digits) => digits.slice(0, 4)));
    for (const name of ['number', 'expiry', 'code']) {
      const { input } = this[name];
      input.addEventListener('change', () => {
        this.typed.add(name);
        this.check([...this.typed]);
      });
      input.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        // An input in a shadow tree belongs to no form outside; this lets the page's own form hear of it.
        this.host.dispatchEvent(new Event('submit', { bubbles: true, composed: true, cancelable: true }));
      });
    }
  }

  fill(card) {
    this.number.input.value = grouped(card.number);
    this.expiry.input.value = '12 / 34';
    this.code.input.value = '1234'.slice(0, codeLength(card.number));
    this.showBrand();
    this.check(['number', 'expiry', 'code']);
    this.list.open = false;
    this.number.input.focus();
  }

  showBrand() {
    const digits = onlyDigits(this.number.input.value);
    this.brand.textContent = BRANDS[brandOf(digits)] ?? '';
    this.code.hint = this.t(isAmex(digits) ? 'code.hint.amex' : 'code.hint');
    if (this.code.input.getAttribute('aria-invalid') !== 'true') this.code.say(null);
  }

  /** Shows what is wrong with the fields named, and returns what is wrong with any. */
  check(names) {
    const found = problems({
      number: this.number.input.value,
      expiry: this.expiry.input.value,
      code: this.code.input.value,
    });
    const digits = codeLength(onlyDigits(this.number.input.value));
    for (const name of names) this[name].say(found[name] === undefined ? null : this.t(found[name], { digits }));
    if (names.includes('number') && found.number === 'number.real') this.list.open = true;
    return found;
  }

  async submit() {
    const names = ['number', 'expiry', 'code'];
    names.forEach((name) => this.typed.add(name));
    const found = this.check(names);
    const first = names.find((name) => found[name] !== undefined);
    if (first === undefined) return { method: methodOf(this.number.input.value) };
    this[first].input.focus();
    return { problem: found[first] };
  }

  challenge(action) {
    const { minorUnits, currency, lastFour } = JSON.parse(action);
    const format = new Intl.NumberFormat(this.language, { style: 'currency', currency });
    const amount = format.format(minorUnits / 10 ** format.resolvedOptions().maximumFractionDigits);
    const title = element('h3', { id: 'challenge-title', tabindex: '-1' }, this.t('challenge.title'));
    const yes = element('button', { type: 'button', class: 'yes' }, this.t('challenge.yes'));
    const no = element('button', { type: 'button', class: 'no' }, this.t('challenge.no'));
    this.confirmation.replaceChildren(
      title,
      element('p', {}, this.t(minorUnits > 0 ? 'challenge.text' : 'challenge.save', { amount, card: lastFour })),
      element('div', { class: 'answers' }, no, yes),
    );
    this.card.hidden = true;
    this.confirmation.hidden = false;
    title.focus();
    return new Promise((resolve) => {
      const answered = (answer) => {
        this.confirmation.hidden = true;
        this.confirmation.replaceChildren();
        this.card.hidden = false;
        resolve({ answer });
      };
      yes.addEventListener('click', () => answered('complete'), { once: true });
      no.addEventListener('click', () => answered('fail'), { once: true });
    });
  }

  /** The page's colours as they are from now on. */
  look(tokens) {
    for (const [name, value] of Object.entries(tokens)) this.root.style.setProperty(`--${name}`, value);
  }

  unmount() {
    this.wrapper.remove();
  }
}

/**
 * @param {HTMLElement} host
 * @param {{language: string, amount: {minorUnits: number, currency: string}, tokens: Record<string, string>}} context
 */
export function mount(host, context) {
  const form = new CardForm(host, context);
  return {
    submit: () => form.submit(),
    challenge: (action) => form.challenge(action),
    look: (tokens) => form.look(tokens),
    unmount: () => form.unmount(),
  };
}
