/**
 * Stripe's card form: its Payment Element, put into the page by Stripe's own script. The card goes from the element's
 * frame to Stripe; this file only sees the name of a payment method. See the Javadoc of ClientForm for the contract.
 */

const SCRIPT = 'https://js.stripe.com/dahlia/stripe.js';
const LOADING_MILLIS = 20_000;

const TEXTS = {
  en: {
    loading: 'The card form is loading …',
    unavailable: 'The card form could not be loaded. Check your connection, and whether something blocks js.stripe.com.',
    again: 'Try again',
    refused: 'The card could not be checked. Please try again.',
  },
  de: {
    loading: 'Das Kartenformular wird geladen …',
    unavailable:
      'Das Kartenformular konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und ob etwas js.stripe.com sperrt.',
    again: 'Noch einmal versuchen',
    refused: 'Die Karte konnte nicht geprüft werden. Bitte versuchen Sie es noch einmal.',
  },
  ar: {
    loading: 'يجري تحميل نموذج البطاقة …',
    unavailable: 'تعذر تحميل نموذج البطاقة. تحقق من اتصالك ومما إذا كان هناك ما يحجب js.stripe.com.',
    again: 'حاول مرة أخرى',
    refused: 'تعذر التحقق من البطاقة. يرجى المحاولة مرة أخرى.',
  },
};

const STYLE = `
:host, .form { display: block; }
[hidden] { display: none !important; }
.form {
  color: var(--ink, #1d1b18);
  font-family: var(--font, system-ui, sans-serif);
  font-size: var(--size, 1rem);
  line-height: var(--leading, 1.5);
}
p { margin: 0 0 12px; }
.quiet { color: var(--quiet, #5f5a52); }
.problem { color: var(--alert, #b3261e); }
button {
  min-height: var(--target, 44px);
  padding: 8px 20px;
  border: 1px solid var(--edge, #8b857a);
  border-radius: var(--radius, 12px);
  background: var(--surface, #fff);
  color: var(--ink, #1d1b18);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button:focus-visible { outline: var(--focus, 3px) solid var(--accent, #0f6b5c); outline-offset: 2px; }
`;

let script = null;

/** Stripe's script, once a page. One that did not come may be asked for again. */
function loadScript() {
  if (window.Stripe !== undefined) return Promise.resolve(window.Stripe);
  script ??= new Promise((resolve, reject) => {
    const element = document.createElement('script');
    const failed = () => {
      script = null;
      element.remove();
      reject(new Error('Stripe.js did not load'));
    };
    const timer = setTimeout(failed, LOADING_MILLIS);
    element.src = SCRIPT;
    element.async = true;
    element.addEventListener('error', () => {
      clearTimeout(timer);
      failed();
    });
    element.addEventListener('load', () => {
      clearTimeout(timer);
      if (window.Stripe === undefined) failed();
      else resolve(window.Stripe);
    });
    document.head.append(element);
  });
  return script;
}

/** A colour as Stripe reads it: Stripe knows neither names of variables nor newer notations. */
export function plainColour(colour) {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null || !CSS.supports('color', colour)) return null;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? `rgb(${red}, ${green}, ${blue})` : null;
}

/** Our tokens as Stripe's variables. */
export function appearance(tokens) {
  const variables = {};
  const colours = {
    colorPrimary: 'accent',
    colorBackground: 'surface',
    colorText: 'ink',
    colorTextSecondary: 'quiet',
    colorTextPlaceholder: 'quiet',
    colorDanger: 'alert',
  };
  for (const [variable, token] of Object.entries(colours)) {
    const colour = tokens[token] === undefined ? null : plainColour(tokens[token]);
    if (colour !== null) variables[variable] = colour;
  }
  if (tokens.font !== undefined) variables.fontFamily = tokens.font;
  if (tokens['radius-small'] !== undefined) variables.borderRadius = tokens['radius-small'];
  return { theme: 'stripe', labels: 'above', variables };
}

class CardForm {
  constructor(host, context) {
    this.host = host;
    this.context = context;
    this.tokens = context.tokens ?? {};
    this.language = context.language.split('-')[0].toLowerCase();
    this.texts = TEXTS[this.language] ?? TEXTS.en;
    this.gone = false;
    this.build();
    this.start();
  }

  build() {
    // Stripe needs a place in the document itself; our own words stand around it, behind a shadow root.
    this.place = document.createElement('div');
    this.wrapper = document.createElement('div');
    this.wrapper.append(this.place);
    this.loading = this.paragraph('quiet', 'status');
    this.loading.textContent = this.texts.loading;
    this.problem = this.paragraph('problem', 'alert');
    this.again = document.createElement('button');
    this.again.type = 'button';
    this.again.textContent = this.texts.again;
    this.again.hidden = true;
    this.again.addEventListener('click', () => this.start());
    this.root = document.createElement('div');
    this.root.className = 'form';
    this.root.lang = this.texts === TEXTS.en ? 'en' : this.language;
    this.root.dir = this.texts === TEXTS.ar ? 'rtl' : 'ltr';
    this.root.append(this.loading, document.createElement('slot'), this.problem, this.again);
    const shadow = this.wrapper.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.root);
    this.paint();
    this.host.append(this.wrapper);
  }

  paragraph(kind, role) {
    const made = document.createElement('p');
    made.className = kind;
    made.setAttribute('role', role);
    return made;
  }

  start() {
    this.say(null);
    this.again.hidden = true;
    this.loading.hidden = false;
    this.ready = this.mountElement().then(
      () => true,
      (failure) => {
        console.info('card form:', failure.message);
        this.loading.hidden = true;
        this.again.hidden = false;
        this.say(this.texts.unavailable);
        return false;
      },
    );
  }

  async mountElement() {
    const Stripe = await loadScript();
    if (this.gone) return;
    const configuration = this.context.configuration;
    const { publishableKey } = typeof configuration === 'string' ? JSON.parse(configuration) : configuration;
    this.stripe ??= Stripe(publishableKey, { locale: this.language });
    this.elements = this.stripe.elements({
      mode: 'payment',
      amount: this.context.amount.minorUnits,
      currency: this.context.amount.currency.toLowerCase(),
      captureMethod: 'manual',
      paymentMethodCreation: 'manual',
      paymentMethodTypes: ['card'],
      locale: this.language,
      appearance: appearance(this.tokens),
    });
    const element = this.elements.create('payment', {
      wallets: { applePay: 'never', googlePay: 'never', link: 'never' },
    });
    await new Promise((resolve, reject) => {
      element.on('ready', resolve);
      element.on('loaderror', (event) => reject(new Error(event.error?.message ?? 'The element did not load')));
      element.mount(this.place);
    });
    this.element = element;
    this.loading.hidden = true;
  }

  say(text) {
    this.problem.textContent = text ?? '';
  }

  /** What is wrong with a field stands at that field, by Stripe; what is wrong with the card, here. */
  async submit() {
    if (!(await this.ready)) return { problem: 'unavailable' };
    this.say(null);
    const { error: invalid } = await this.elements.submit();
    if (invalid !== undefined) {
      if (invalid.type !== 'validation_error') this.say(invalid.message ?? this.texts.refused);
      return { problem: invalid.code ?? invalid.type };
    }
    const { error, paymentMethod } = await this.stripe.createPaymentMethod({ elements: this.elements });
    if (error !== undefined) {
      this.say(error.message ?? this.texts.refused);
      return { problem: error.code ?? error.type };
    }
    return { method: paymentMethod.id };
  }

  /** The bank's question, which Stripe shows over the page, or on a page of the bank's with a way back to here. */
  async challenge(action) {
    if (!(await this.ready)) throw new Error('Stripe.js did not load');
    const { reference, secret } = JSON.parse(action);
    if (!(await this.isOpen(reference, secret))) return { answer: 'done' };
    const { error } = await this.stripe.handleNextAction({ clientSecret: secret });
    return { answer: error === undefined ? 'done' : 'failed' };
  }

  /** Whether it is still to be answered: after the way back from the bank it is not. */
  async isOpen(reference, secret) {
    const asked = reference.startsWith('seti_')
      ? await this.stripe.retrieveSetupIntent(secret)
      : await this.stripe.retrievePaymentIntent(secret);
    const intent = asked.paymentIntent ?? asked.setupIntent;
    return intent === undefined || intent.status === 'requires_action';
  }

  paint() {
    for (const [name, value] of Object.entries(this.tokens)) this.root.style.setProperty(`--${name}`, value);
  }

  /** The page's colours as they are from now on. */
  look(tokens) {
    this.tokens = tokens;
    this.paint();
    this.elements?.update({ appearance: appearance(tokens) });
  }

  unmount() {
    this.gone = true;
    this.element?.destroy();
    this.wrapper.remove();
  }
}

/**
 * @param {HTMLElement} host
 * @param {{language: string, amount: {minorUnits: number, currency: string}, tokens: Record<string, string>,
 *   configuration: {publishableKey: string} | string}} context
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
