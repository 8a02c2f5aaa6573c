// The stand-in for Klaviyo, revision 2026-07-15, as its published OpenAPI document and guides tell.
import { minutes, seconds, days } from "#app/lib/time.ts";
import { ulid } from "../ids.ts";
import type { Call, Limit, Operation, Platform, Trouble } from "../platform.ts";
import { checkHeaders, HOST, ok, problem } from "./answers.ts";
import { consentOperations, finishConsent, KIND as CONSENT } from "./consent.ts";
import { eventOperations } from "./events.ts";
import { happened, hookOperations, retryMs, wrap } from "./hooks.ts";
import { finishImport, importOperations } from "./imports.ts";
import { listOperations } from "./lists.ts";
import { enter, open } from "./oauth.ts";
import { profileOperations } from "./profiles.ts";

const tier = (burst: number, steady: number): Limit[] => [{ per: burst, windowMs: seconds(1) }, { per: steady, windowMs: minutes(1) }];

function accounts({ account }: Call) {
  const address = { address1: "1 Sample Street", address2: null, city: "Boston", region: "MA", country: "United States", zip: "02110" };
  const contact = { default_sender_name: account.name, default_sender_email: "shop@example.com", website_url: "https://example.com", organization_name: account.name, street_address: address };
  const attributes = { test_account: true, contact_information: contact, industry: "Gifts", timezone: "US/Eastern", preferred_currency: "USD", public_api_key: account.id, locale: "en-US" };
  return ok(200, { data: [{ type: "account", id: account.id, attributes, links: { self: `${HOST}/api/accounts/${account.id}/` } }], links: { self: `${HOST}/api/accounts/`, prev: null, next: null } });
}

const operations: Operation[] = [
  { name: "get_accounts", method: "GET", path: "/api/accounts", limit: "XS", scope: "accounts:read", run: accounts },
  ...profileOperations, ...listOperations, ...importOperations, ...eventOperations, ...consentOperations, ...hookOperations,
];

function refuse(trouble: Trouble) {
  switch (trouble.kind) {
    case "throttled": {
      const after = Math.max(1, Math.ceil(trouble.retryMs / 1000));
      const answer = problem(429, "throttled", "Request was throttled.", `Request was throttled. Expected available in ${after} second${after === 1 ? "" : "s"}.`);
      return { ...answer, headers: { ...answer.headers, "retry-after": String(after) } };
    }
    case "failed": return problem(500, "error", "Internal server error.", "An error occurred.");
    case "unknownPath": return problem(404, "not_found", "Not found.", "Path not found.");
    case "method": return problem(405, "method_not_allowed", "Method not allowed.", "The method is not allowed here.");
    case "unauthorized": return problem(401, "not_authenticated", "Authentication credentials were not provided.", "Missing or invalid credentials.");
    case "scope": return problem(403, "permission_denied", "You do not have permission to perform this action.", `The scope ${trouble.scope} is missing.`);
    default: return trouble satisfies never;
  }
}

export const klaviyo: Platform = {
  name: "klaviyo",
  hosts: ["a.klaviyo.com", "www.klaviyo.com"],
  opening: (number) => ({ id: `SBKLV${number}`, name: `Sandbox Gifts ${number}`, credentials: { key: `pk_sandbox_${number}` } }),
  newPersonId: (account) => ulid(account, "profile"),
  operations,
  limits: { XS: tier(1, 15), S: tier(3, 60), M: tier(10, 150), L: tier(75, 750), XL: tier(350, 3500), lists: [...tier(10, 150), { per: 150, windowMs: days(1) }] },
  open,
  enter,
  check: checkHeaders,
  refuse,
  /** They speak of the steady window. */
  budgetHeaders: ([, steady]) => (steady ? { "ratelimit-limit": String(steady.limit.per), "ratelimit-remaining": String(steady.remaining), "ratelimit-reset": String(Math.ceil(steady.resetMs / 1000)) } : {}),
  finish(ground, account, job) {
    if (job.kind !== CONSENT) return finishImport(ground, account, job);
    finishConsent(ground, account, job, ({ person, channel, state }) => happened(ground, account, { kind: state === "subscribed" ? "optedIn" : "optedOut", channel, person, atMs: ground.now() }));
  },
  happened,
  wrap,
  itemsMax: 1000,
  retryMs,
};
