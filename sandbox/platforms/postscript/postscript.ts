// The stand-in for Postscript's partner API, v2, as its published reference tells.
import { seconds } from "#app/lib/time.ts";
import { bearerOf } from "../grants.ts";
import { type Ask, type Entered, type Ground, type Platform, type Reply, reply, type Trouble } from "../platform.ts";
import { refusal } from "./answers.ts";
import { happened, hookOperations, retryMs, wrap } from "./hooks.ts";
import { messageOperations } from "./messages.ts";
import { newId, subscriberOperations } from "./subscribers.ts";

const PARTNER = "sk_partner_sandbox";

/** A partner's key with the shop's beside it, or the shop's alone; the two swapped are turned away. */
function enter(ground: Ground, ask: Ask): Entered | null {
  const bearer = bearerOf(ask);
  const shop = ask.headers["x-postscript-shop-token"];
  const key = bearer === PARTNER ? shop : shop === undefined ? bearer : null;
  const account = ground.accounts("postscript").find(({ credentials }) => credentials.key === key);
  return account ? { account, who: bearer ?? "", scopes: null } : null;
}

function refuse(trouble: Trouble): Reply {
  switch (trouble.kind) {
    case "throttled": return reply(429, { error_code: 3002, error_message: "Rate limit exceeded", success: false });
    case "failed": return reply(500, { error: "Internal server error" });
    case "unknownPath": return reply(404, { error: "Not found" });
    case "method": return reply(405, { error: "Method not allowed" });
    case "unauthorized": return reply(401, { error: "Unauthorized" });
    case "scope": return refusal(403, "v2.access_denied", "Access denied. You do not have permissions to access the requested resource.");
    default: return trouble satisfies never;
  }
}

export const postscript: Platform = {
  name: "postscript",
  hosts: ["api.postscript.io"],
  opening: (number) => ({ id: `shop_sandbox${number}`, name: `Sandbox Gifts ${number}`, credentials: { key: `sk_sandbox_${number}`, token: `postscript-token-${number}` } }),
  newPersonId: (account) => newId(account)(),
  operations: [
    { name: "verify-identity", method: "GET", path: "/api/v2/me", limit: "all", run: ({ account }) => reply(200, { resource_id: account.id, resource_name: account.name, resource_type: "shop" }) },
    ...hookOperations, ...subscriberOperations, ...messageOperations,
  ],
  limits: { all: [{ per: 15, windowMs: seconds(1) }] },
  enter,
  refuse,
  happened,
  wrap,
  retryMs,
};
