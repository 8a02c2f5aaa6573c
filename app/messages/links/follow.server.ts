// The door of short links: one look, one row, and on to where the link leads. Whoever asks learns nothing but the
// destination, and nothing of the destination comes from the request.
import { cutAddress } from "../../lib/client-address.ts";
import { wake } from "../../lib/pump.server.ts";
import type { World } from "../../lib/world.ts";
import { preferencePage } from "../preference/preference-link.ts";
import { TextSettings } from "../settings/text-settings.ts";
import { ADDRESS_CLICKS_MAX, CODE_CLICKS_MAX, insertClick, type Opened, openLink } from "./click-rows.server.ts";
import { readLinkPath } from "./code.ts";
import { hostsOf, leadTo } from "./destination.ts";
import { judgeClick } from "./human.ts";
import { linkHostOf } from "./in-text.ts";
import { isMachineRoom } from "./scanners.ts";
import { withUtm } from "./utm.ts";

/** `headers`: by lower-case name. `address`: whoever asks; null where nobody can say. */
export type Asking = { path: string; method: string; headers: { get(name: string): string | null }; address: string | null };

/** What a click is judged by, and no more of what a browser tells. */
const JUDGES = ["user-agent", "accept", "accept-language", "sec-purpose", "purpose", "x-purpose", "x-moz"];
const HEADER_MAX = 300;

export type Lead = { url: string; because: "link" | "preferences" | "expired" | "refused" };

/** Null: no such link. It leads nowhere, not even to the shop's home, or our shops' addresses could be had by counting. */
export async function follow(world: World, { path, method, headers: given, address }: Asking): Promise<Lead | null> {
  const named = readLinkPath(path);
  if (!named) return null;
  const { shop, code } = named;
  const now = world.now();
  const network = address === null ? null : cutAddress(address);
  const found = await openLink(world, shop, code, network, now);
  if (!found) return null;
  const lead = leadOf(world, found, code, now);
  if (found.ofAddress >= ADDRESS_CLICKS_MAX || found.ofCode >= CODE_CLICKS_MAX) return lead;
  const headers = judgingHeaders(given);
  const judged = judgeClick({ method, headers, at: now, sentAt: found.sentAt, deliveredAt: found.deliveredAt, otherCodes: found.otherCodes, isMachineRoom: address !== null && isMachineRoom(address), isConfirmed: false });
  await insertClick(world, shop, { code, at: now, method, headers, address: network, judged });
  await wake(world, shop, "click");
  return lead;
}

const judgingHeaders = (given: Asking["headers"]): Record<string, string> => Object.fromEntries(JUDGES.flatMap((name) => {
  const value = given.get(name);
  return value === null ? [] : [[name, value.slice(0, HEADER_MAX).replaceAll("\0", "").toWellFormed()] as const];
}));

function leadOf({ appUrl }: World, { domain, host, settings: saved, url, utm, expiresAt }: Opened, code: string, now: Date): Lead {
  const home = `https://${host}/`;
  const page = appUrl === undefined ? null : preferencePage(url, appUrl);
  if (page !== null) return expiresAt <= now ? { url: home, because: "expired" } : { url: page, because: "preferences" };
  const settings = saved ?? TextSettings.parse({});
  const lead = leadTo({ url, expiresAt }, hostsOf({ domain, host }, settings, appUrl === undefined ? "" : linkHostOf(settings, appUrl)), home, now);
  if (lead.because === "unknown") return { url: home, because: "expired" };
  return lead.because === "link" ? { because: "link", url: withUtm(lead.url, utm ?? NO_UTM, code) } : { because: lead.because, url: lead.url };
}

/** Where the merchant wants none, the code alone is added, by which the landing page confirms the click. */
const NO_UTM = { source: "", medium: "", campaign: null, content: null };
