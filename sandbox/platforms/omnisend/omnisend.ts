// The stand-in for Omnisend, version 2026-03-15, as its published OpenAPI documents tell. It sends no
// webhooks of people's doings.
import { minutes } from "#app/lib/time.ts";
import { type Ask, type Call, type Entered, type Ground, type Platform, type Reply, reply, type Trouble } from "../platform.ts";
import { checkVersion, problem } from "./answers.ts";
import { contactOperations, newId } from "./contacts.ts";

const brand = ({ account }: Call) => reply(200, { brandID: account.id, name: account.name, connected: true, currency: "USD", platform: "shopify", timezone: "America/New_York", version: "2", website: "https://example.com" });

/** All keys of a brand share one budget. */
function enter(ground: Ground, ask: Ask): Entered | null {
  const key = /^(?:Omnisend-API-Key|Bearer) (.+)$/.exec(ask.headers["authorization"] ?? "")?.[1];
  const account = ground.accounts("omnisend").find(({ credentials }) => credentials.key === key);
  return account ? { account, who: "brand", scopes: null } : null;
}

function refuse(trouble: Trouble): Reply {
  switch (trouble.kind) {
    case "throttled": return problem(429, "Rate limit exceeded", { retryAfter: Math.max(1, Math.ceil(trouble.retryMs / 1000)) });
    case "failed": return problem(500, "Unexpected error occurred");
    case "unknownPath": return problem(404, "Not found");
    case "method": return problem(405, "Method not allowed");
    case "unauthorized": return problem(401, "Authentication is missing or invalid");
    case "scope": return problem(403, "Insufficient permissions for this operation");
    default: return trouble satisfies never;
  }
}

const perMinute = (per: number) => [{ per, windowMs: minutes(1) }];

export const omnisend: Platform = {
  name: "omnisend",
  hosts: ["api.omnisend.com"],
  opening: (number) => ({ id: `SBOMNI${number}`, name: `Sandbox Gifts ${number}`, credentials: { key: `omnisend_sandbox_${number}` } }),
  newPersonId: (account) => newId(account)(),
  operations: [{ name: "getBrandsCurrent", method: "GET", path: "/api/brands/current", limit: "usual", scope: "brands.read", run: brand }, ...contactOperations],
  limits: { usual: perMinute(400), tags: perMinute(60) },
  sliding: true,
  enter,
  check: checkVersion,
  refuse,
  happened: () => {},
  wrap: (_account, hook, { items }) => ({ url: hook.url, headers: {}, body: JSON.stringify(items) }),
  retryMs: () => null,
};
