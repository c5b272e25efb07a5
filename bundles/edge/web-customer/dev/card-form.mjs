// A card form such as a provider brings, for looking at the frame around it.
export function mount(element, { tokens }) {
  const field = (label) => {
    const wrap = document.createElement('label');
    const input = document.createElement('input');
    Object.assign(wrap.style, { display: 'grid', gap: '4px', fontFamily: tokens.font, color: tokens.ink });
    Object.assign(input.style, {
      minHeight: tokens.target,
      padding: '8px 12px',
      borderRadius: tokens['radius-small'],
      border: `1px solid ${tokens.edge}`,
      background: tokens.surface,
      color: tokens.ink,
      font: 'inherit',
    });
    wrap.append(label, input);
    return wrap;
  };
  Object.assign(element.style, { display: 'grid', gap: '12px' });
  element.append(field('Card number'), field('Valid until'), field('Security code'));
  return {
    submit: async () => ({ method: 'tok_1' }),
    challenge: async () => ({ answer: 'ok' }),
    unmount: () => element.replaceChildren(),
  };
}
