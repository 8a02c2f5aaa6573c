// Where a short link may lead: to the shop's own pages and to hosts the merchant has named, by https. It is asked when the
// link is saved and again at every click, for a host can be taken off the list; what is no longer allowed, or too old,
// leads to the shop's home page. Nothing of a destination ever comes from the request, so there is no open redirect.
import { isIP } from "node:net";
import type { Problem } from "../../lib/problem.ts";
import { days, later } from "../../lib/time.ts";

export const DESTINATION_MAX = 2_048;

/** After this a link leads home: nobody minds a text of last year, and codes need not live for ever. */
const LINK_LIFE_MS = days(400);
export const expiryOf = (madeAt: Date) => later(madeAt, LINK_LIFE_MS);

/** Host names, without port: the shop's own domains and what the merchant added. `linkHost`: our own, which may not lead to itself. */
export type Hosts = { allowed: readonly string[]; linkHost: string };

/** `domain`: what Shopify knows the shop by; `host`: what its customers know it by. */
export const hostsOf = ({ domain, host }: { domain: string; host: string }, { hosts }: { hosts: readonly string[] }, linkHost: string): Hosts => ({ allowed: [...new Set([domain, host, ...hosts])], linkHost: linkHost.replace(/:\d+$/, "") });

/** The address as it is kept: what a browser would make of it, so that what was looked at is what is opened. */
export function readDestination(written: string, hosts: Hosts): { url: string; problem: null } | { url: null; problem: Problem } {
  const no = (message: string) => ({ url: null, problem: { path: ["url"], message } });
  const text = written.trim();
  if (text.length > DESTINATION_MAX) return no(`An address has at most ${DESTINATION_MAX} characters.`);
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(text)) return no("An address has no spaces, backslashes or hidden characters.");
  const url = /^https:\/\/[^/]/i.test(text) ? URL.parse(text) : null;
  if (!url || url.protocol !== "https:") return no("An address begins with https:// and the name of a shop or page.");
  if (url.username !== "" || url.password !== "" || url.port !== "") return no("An address has no name, password or port before the page.");
  if (isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0) return no("An address has a name, not numbers.");
  if (sameHost(url.hostname, hosts.linkHost)) return no("A short link cannot lead to a short link.");
  if (!hosts.allowed.some((host) => sameHost(url.hostname, host))) return no(`${url.hostname} is none of your shop's addresses. Add it to the hosts that links may lead to first.`);
  return { url: url.href, problem: null };
}

/** "www." is the same house. Subdomains are not: they may be somebody else's. */
function sameHost(one: string, other: string): boolean {
  const bare = (host: string) => host.toLowerCase().replace(/^www\./, "");
  const ascii = URL.parse(`https://${other}`)?.hostname;
  return ascii !== undefined && bare(one) === bare(ascii);
}

export type Link = { url: string; expiresAt: Date };

/** `home`: the shop's own address, which stands in for whatever may not be opened any more. */
export function leadTo(link: Link | null, hosts: Hosts, home: string, now: Date): { url: string; because: "link" | "unknown" | "expired" | "refused" } {
  if (!link) return { url: home, because: "unknown" };
  if (link.expiresAt <= now) return { url: home, because: "expired" };
  const { url } = readDestination(link.url, hosts);
  return url === null ? { url: home, because: "refused" } : { url, because: "link" };
}
