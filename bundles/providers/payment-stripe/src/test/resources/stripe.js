/* In place of https://js.stripe.com: keeps what it is asked, and answers as the test says. */
(() => {
  const calls = (window.stripeCalls = []);
  const says = (window.stripeSays = {
    submit: {},
    method: { paymentMethod: { id: 'pm_1FromTheFrame' } },
    status: 'requires_action',
    next: { paymentIntent: { status: 'requires_capture' } },
    ready: true,
  });
  window.Stripe = (key, options) => {
    calls.push(['Stripe', key, options]);
    return {
      elements(options) {
        calls.push(['elements', options]);
        return {
          create(type, options) {
            calls.push(['create', type, options]);
            const heard = {};
            let frame = null;
            return {
              on: (event, handler) => (heard[event] = handler),
              mount(place) {
                if (!document.contains(place) || place.getRootNode() !== document) throw new Error('not in the document');
                frame = document.createElement('iframe');
                frame.title = 'Secure payment input frame';
                frame.src = 'https://js.stripe.com/frame.html';
                place.append(frame);
                setTimeout(() => (says.ready ? heard.ready() : heard.loaderror({ error: { message: 'no key' } })));
              },
              destroy() {
                calls.push(['destroy']);
                frame?.remove();
              },
            };
          },
          submit: async () => says.submit,
          update: (options) => calls.push(['update', options]),
        };
      },
      async createPaymentMethod({ elements }) {
        calls.push(['createPaymentMethod', elements !== undefined]);
        return says.method;
      },
      async retrievePaymentIntent(secret) {
        calls.push(['retrievePaymentIntent', secret]);
        return { paymentIntent: { status: says.status } };
      },
      async retrieveSetupIntent(secret) {
        calls.push(['retrieveSetupIntent', secret]);
        return { setupIntent: { status: says.status } };
      },
      async handleNextAction(options) {
        calls.push(['handleNextAction', options.clientSecret]);
        return says.next;
      },
    };
  };
})();
