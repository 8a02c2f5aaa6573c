// Klaviyo. A segment is a list there, or a value of a profile property where the merchant prefers it.
import { z } from "zod";
import { CAPABILITIES } from "./capabilities.ts";
import { change } from "./klaviyo/change.ts";
import { hookUp, unhook } from "./klaviyo/hooks.ts";
import { erase, optOut, readConsent, setProperty, track } from "./klaviyo/person.ts";
import { dropPlace, ensurePlace, members, whoAre } from "./klaviyo/place.ts";
import { NAME, refused, request } from "./klaviyo/request.ts";
import { webhooks } from "./klaviyo/webhooks.ts";
import { bodyOf, type CommandOf, done, fail, isOk, next, part, type Part, settled, unreadable, walk } from "./step.ts";

/** What a grant or key permits shows by asking: each is tried, and a 403 names what is missing. */
const PROBES = [
  { operation: "get_lists", path: "/api/lists?page%5Bsize%5D=1", budget: "lists", missing: "lists:read" },
  { operation: "get_profiles", path: "/api/profiles?page%5Bsize%5D=1", budget: "profiles", missing: "profiles:read" },
  { operation: "get_webhook_topics", path: "/api/webhook-topics", budget: "webhooks", missing: "webhooks:read" },
] as const;

const Identify = z.object({ probe: z.number().int().min(-1), account: z.object({ id: z.string(), name: z.string() }).nullable(), missing: z.array(z.string()) });

const Accounts = z.object({ data: z.array(z.object({ id: z.string(), attributes: z.object({ contact_information: z.object({ organization_name: z.string().nullish() }).nullish() }).nullish() })).min(1) });

const identify: Part<CommandOf<"identify">, z.infer<typeof Identify>> = {
  progress: Identify,
  takes: [403],
  start: () => next({ probe: -1, account: null, missing: [] }),
  request: (_, { probe }, credentials) => {
    const { operation, path, budget } = PROBES[probe] ?? { operation: "get_accounts", path: "/api/accounts", budget: "accounts" };
    return request(credentials, operation, "GET", path, budget);
  },
  proceed: (_, { probe, account, missing }, answer) => {
    const asked = PROBES[probe];
    if (asked === undefined || account === null) {
      if (answer.status === 403) return fail("forbidden", "Klaviyo does not show whose account this is: the permission accounts:read is missing.");
      if (!isOk(answer)) return refused(answer);
      const [found] = bodyOf(Accounts, answer)?.data ?? [];
      return found ? next({ probe: 0, account: { id: found.id, name: found.attributes?.contact_information?.organization_name ?? found.id }, missing }) : unreadable(NAME);
    }
    if (!isOk(answer) && answer.status !== 403) return refused(answer);
    const lacking = answer.status === 403 ? [...missing, asked.missing] : missing;
    return PROBES[probe + 1] ? next({ probe: probe + 1, account, missing: lacking }) : done({ kind: "account", accountId: account.id, name: account.name, missing: lacking });
  },
};

export const klaviyo = walk("klaviyo", CAPABILITIES.klaviyo.host, {
  identify: part(NAME, identify),
  ensurePlace: part(NAME, ensurePlace),
  change: part(NAME, change),
  members: part(NAME, members),
  whoAre: part(NAME, whoAre),
  dropPlace: part(NAME, dropPlace),
  track: part(NAME, track),
  readConsent: part(NAME, readConsent),
  optOut: part(NAME, optOut),
  setProperty: part(NAME, setProperty),
  send: settled(() => fail("refused", "Klaviyo lets nobody else send: its own flows do, and they are started by events.")),
  hookUp: part(NAME, hookUp),
  unhook: part(NAME, unhook),
  erase: part(NAME, erase),
}, webhooks);
