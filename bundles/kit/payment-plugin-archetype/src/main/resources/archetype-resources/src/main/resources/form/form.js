/**
 * The card form. A card number stays in this file: it is turned into a method, and only the method leaves. A real
 * service has a script of its own for that; name where it comes from in the contentSources of ClientForm.
 */

const CARDS = {
  '4242424242424242': 'pretend_good',
  '4000000000000002': 'pretend_declined',
  '4000000000009995': 'pretend_no-funds',
  '4000000000003220': 'pretend_challenged',
};

const TEXTS = {
  en: {
    number: 'Card number',
    hint: 'No money moves. 4242 4242 4242 4242 is held; one that ends in 0002 or 9995 is refused; 3220 asks you back.',
    wrong: 'This is none of the test cards. Use 4242 4242 4242 4242.',
    question: 'Your bank asks: is this you?',
    yes: 'Yes',
    no: 'No',
  },
  de: {
    number: 'Kartennummer',
    hint: 'Es fließt kein Geld. 4242 4242 4242 4242 wird reserviert; mit 0002 oder 9995 am Ende abgelehnt; 3220 fragt zurück.',
    wrong: 'Das ist keine der Testkarten. Verwenden Sie 4242 4242 4242 4242.',
    question: 'Ihre Bank fragt: Sind Sie das?',
    yes: 'Ja',
    no: 'Nein',
  },
};

const STYLE = `
  :host { display: block; }
  div { color: var(--ink, #1d1b18); font: var(--size, 1rem) / var(--leading, 1.5) var(--font, system-ui, sans-serif); }
  label { display: block; font-weight: 600; }
  input, button {
    box-sizing: border-box; min-height: var(--target, 44px); padding: 8px 12px; font: inherit; color: inherit;
    border: 1px solid var(--edge, #8b857a); border-radius: var(--radius-small, 6px); background: var(--surface, #fff);
  }
  input { width: 100%; }
  button { margin-inline-end: 12px; }
  :is(input, button):focus-visible { outline: var(--focus, 3px) solid var(--accent, #0f6b5c); outline-offset: 2px; }
  p { margin: 4px 0 12px; }
  .error { color: var(--alert, #b3261e); }
`;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function mount(host, context) {
  const texts = TEXTS[context.language.split('-')[0]] ?? TEXTS.en;
  const input = element('input', {
    id: 'number',
    inputmode: 'numeric',
    autocomplete: 'cc-number',
    dir: 'ltr',
    'aria-describedby': 'note',
  });
  const note = element('p', { id: 'note' }, texts.hint);
  const fields = element('div', {}, element('label', { for: 'number' }, texts.number), input, note);
  const root = element('div', { lang: texts === TEXTS.en ? 'en' : 'de' }, fields);
  const look = (tokens) => {
    for (const [name, value] of Object.entries(tokens)) root.style.setProperty(`--${name}`, value);
  };
  look(context.tokens ?? {});

  // The page's styles do not reach into a shadow tree, nor these out of it.
  const wrapper = element('div', {});
  const shadow = wrapper.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(root);
  host.append(wrapper);

  // Enter in a field is the page's own "go on".
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    host.dispatchEvent(new Event('submit', { bubbles: true, composed: true, cancelable: true }));
  });

  const say = (text, isError) => {
    note.textContent = text;
    note.classList.toggle('error', isError);
    input.setAttribute('aria-invalid', String(isError));
  };

  return {
    async submit() {
      const method = CARDS[input.value.replace(/\D/g, '')];
      say(method === undefined ? texts.wrong : texts.hint, method === undefined);
      if (method !== undefined) return { method };
      input.focus();
      return { problem: 'number' };
    },

    challenge() {
      return new Promise((resolve) => {
        const question = element('p', { tabindex: '-1' }, texts.question);
        const yes = element('button', { type: 'button', class: 'yes' }, texts.yes);
        const no = element('button', { type: 'button', class: 'no' }, texts.no);
        const asked = element('div', { role: 'group' }, question, yes, no);
        const answered = (answer) => {
          asked.replaceWith(fields);
          resolve({ answer });
        };
        yes.addEventListener('click', () => answered('confirm'), { once: true });
        no.addEventListener('click', () => answered('refuse'), { once: true });
        fields.replaceWith(asked);
        question.focus();
      });
    },

    look,

    unmount() {
      wrapper.remove();
    },
  };
}
