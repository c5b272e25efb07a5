/** A small window that stays on top of others, where the browser has such: time, charges, and a button to stop. */
interface PictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

function windows(): PictureInPicture | null {
  const found: unknown = Reflect.get(window, 'documentPictureInPicture');
  return typeof found === 'object' && found !== null && 'requestWindow' in found ? (found as PictureInPicture) : null;
}

export interface PopOut {
  show(text: string): void;
  close(): void;
}

export const canPopOut = windows() !== null;

export async function popOut(stopLabel: string, stop: () => void, closed: () => void): Promise<PopOut | null> {
  const small = await windows()?.requestWindow({ width: 280, height: 120 });
  if (small === undefined) return null;
  const { document: page } = small;
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--cm-${name}`).trim();
  const text = page.createElement('p');
  const button = page.createElement('button');
  Object.assign(page.body.style, {
    margin: '0',
    padding: '16px',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    font: `600 20px ${token('font')}`,
    color: token('ink'),
    background: token('surface'),
  });
  Object.assign(button.style, {
    minHeight: '44px',
    padding: '0 20px',
    border: '0',
    borderRadius: '12px',
    font: 'inherit',
    color: token('on-danger'),
    background: token('danger'),
  });
  page.documentElement.lang = document.documentElement.lang;
  page.documentElement.dir = document.documentElement.dir;
  button.textContent = stopLabel;
  button.addEventListener('click', stop);
  page.body.append(text, button);
  small.addEventListener('pagehide', closed);
  return { show: (now) => (text.textContent = now), close: () => small.close() };
}
