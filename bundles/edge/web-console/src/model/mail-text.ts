/** A piece of a mail's text: as it is, an address to follow, or an access code to read out. */
export type Piece = { is: 'text' | 'link' | 'code'; text: string };

// A link ends before the sentence's own full stop or bracket. A code is nine digits, often in threes.
const MARKED =
  /(?<link>https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])|(?<code>(?<!\d)\d{3}[ \u00a0-]?\d{3}[ \u00a0-]?\d{3}(?!\d))/gu;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(MARKED)) {
    if (match.index > from) found.push({ is: 'text', text: text.slice(from, match.index) });
    found.push({ is: match.groups?.['link'] === undefined ? 'code' : 'link', text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ is: 'text', text: text.slice(from) });
  return found;
}
