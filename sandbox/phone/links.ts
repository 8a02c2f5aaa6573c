// Links in texts, as a phone makes them: whatever looks like an address can be tapped.
export type Piece = { text: string; url: string | null };

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(/https?:\/\/[^\s<>"“”]+/gi)) {
    const url = found.replace(/[.,;:!?'’)]+$/, "");
    pieces.push({ text: text.slice(from, index), url: null }, { text: url, url });
    from = index + url.length;
  }
  return [...pieces, { text: text.slice(from), url: null }].filter((piece) => piece.text !== "");
}

/** In the sandbox the app has no certificate, and a host of the shop's own for links leads here as well: behind it stands a code or a page of ours. */
export function inSandbox(url: string, appUrl: string): URL {
  const to = new URL(url);
  const isOurs = to.host === new URL(appUrl).host || /^\/(p\/[\w.-]+|[0-9A-Za-z]{11,16})$/.test(to.pathname);
  return isOurs && !isShop(to) ? new URL(`${to.pathname}${to.search}`, appUrl) : to;
}

const isShop = ({ hostname }: URL) => hostname.endsWith(".myshopify.com");

/** The shop's own pages are the sandbox's storefront; what the address carries stays with it. */
export function storefrontOf(location: URL, shops: readonly { settings: { domain: string } }[]): string | null {
  const shop = isShop(location) ? shops.find(({ settings }) => settings.domain === location.hostname) : undefined;
  if (!shop) return null;
  const { searchParams } = location;
  searchParams.set("page", location.pathname);
  return `/shop/${shop.settings.domain.replace(/\.myshopify\.com$/, "")}?${searchParams}`;
}
