// From where a request came, as the proxy in front of us saw it, and how much of that is kept.
import { isIP } from "node:net";

/**
 * `forwarded`: X-Forwarded-For, to which the web process has added whoever is connected to it. Only what our own proxy
 * wrote is believed: the last but one entry, or the last where there is no proxy. What stands before it anybody may write.
 */
export function clientAddress(forwarded: string | null): string | null {
  const hops = hopsOf(forwarded);
  return hops.at(-2) ?? hops.at(-1) ?? null;
}

/** Of a request that Shopify passed on from a storefront: what stands before Shopify's own address, which it wrote. */
export function shopperAddress(forwarded: string | null): string | null {
  const hops = hopsOf(forwarded);
  return hops.at(-3) ?? hops.at(-2) ?? hops.at(-1) ?? null;
}

const hopsOf = (forwarded: string | null) => (forwarded ?? "").split(",").map((hop) => bare(hop.trim())).filter((hop) => isIP(hop) !== 0);

/** IPv4 in IPv6's clothes. */
const bare = (hop: string) => hop.replace(/^::ffff:(?=\d+\.)/i, "");

/** The network instead of the house: 203.0.113.0, 2001:db8:1::. It tells nobody apart, and a crowd from a person. */
export function cutAddress(address: string): string {
  if (isIP(address) === 4) return address.replace(/\d+$/, "0");
  const [head = ""] = address.toLowerCase().split("%", 1);
  const [left = "", right] = head.split("::", 2);
  const groups = left === "" ? [] : left.split(":");
  const rest = right === undefined ? [] : right === "" ? [] : right.split(":");
  const full = [...groups, ...Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => "0"), ...rest];
  return `${full.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::`;
}
