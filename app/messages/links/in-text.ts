// The addresses in a rendered text, and the text with short links in their place. It is done after rendering, so a link
// of the cart, of a picked product and one the merchant typed take the same road, and the parts that are counted are
// those of the text that goes out.
import type { ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { CODE_LENGTH, linkPath, readLinkPath } from "./code.ts";
import { type Hosts, readDestination } from "./destination.ts";

export type Found = { url: string; at: readonly [from: number, to: number] };

/** Many more are no text but a list. */
export const LINKS_MAX = 10;

/** Signs at the end belong to the sentence, a closing bracket too where none was opened in the address. */
export function linksIn(text: string): Found[] {
  return [...text.matchAll(/https:\/\/[^\s<>"“”]+/gi)].map((match): Found => {
    let url = match[0];
    for (let cut = trimmed(url); cut !== url; cut = trimmed(url)) url = cut;
    return { url, at: [match.index, match.index + url.length] };
  });
}

function trimmed(url: string): string {
  if (/[.,;:!?'’]$/.test(url)) return url.slice(0, -1);
  return url.endsWith(")") && !url.includes("(") ? url.slice(0, -1) : url;
}

/** `shortOf` null: the address stays as it is (it is a short link already, or may not be followed). */
export function withShortLinks(text: string, shortOf: (url: string) => string | null): string {
  let [out, from] = ["", 0];
  for (const { url, at } of linksIn(text)) {
    out += text.slice(from, at[0]) + (shortOf(url) ?? url);
    from = at[1];
  }
  return out + text.slice(from);
}

/** The shop's own host for links, or ours; a port where ours has one. */
export const linkHostOf = (settings: { linkHost: string | null }, appUrl: string) => settings.linkHost ?? new URL(appUrl).host;

export const shortLink = (linkHost: string, shop: ShopId, code: string) => `https://${linkHost}/${linkPath(shop, code)}`;

/** As long as any real one of this shop, for previews and costs: no code is drawn for a text that does not go out. */
export const sampleLink = (linkHost: string, shop: ShopId) => shortLink(linkHost, shop, "x".repeat(CODE_LENGTH));

/** Other pages of the same host, such as the one for preferences, are made short like any. */
export function isShortLink(url: string, linkHost: string): boolean {
  const start = `https://${linkHost.toLowerCase()}/`;
  return url.toLowerCase().startsWith(start) && readLinkPath(url.slice(start.length)) !== null;
}

/** Addresses as they stand in a template, before anything is filled in: each must be one that a link may lead to. */
export function checkLinks(template: string, hosts: Hosts): { problem: Problem; at: readonly [from: number, to: number] }[] {
  const found = linksIn(template);
  const tooMany = found.slice(LINKS_MAX, LINKS_MAX + 1).map(({ at }) => ({ problem: { path: ["text"], message: `A text has at most ${LINKS_MAX} links.` }, at }));
  const refused = found.flatMap(({ url, at }) => {
    if (/^https:\/\/[^/?#]*\{/i.test(url)) return [{ problem: { path: ["text"], message: "The name of a page cannot be filled in, only what comes behind it." }, at }];
    const { problem } = readDestination(url.replace(/\{[{%].*$/s, ""), hosts);
    return problem ? [{ problem: { ...problem, path: ["text"] }, at }] : [];
  });
  return [...refused, ...tooMany];
}
