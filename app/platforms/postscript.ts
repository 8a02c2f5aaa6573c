// Postscript. A segment is a value in one property of its members, because tags can be added there and never taken away.
import { z } from "zod";
import { CAPABILITIES } from "./capabilities.ts";
import { change } from "./postscript/change.ts";
import { setProperty } from "./postscript/property.ts";
import { erase, members, optOut, readConsent, send, track } from "./postscript/person.ts";
import { NAME, PROPERTY, refused, request } from "./postscript/request.ts";
import { webhooks } from "./postscript/webhooks.ts";
import { bodyOf, type CommandOf, done, isOk, next, part, type Part, segment, settled, toldByName, unreadable, walk } from "./step.ts";

const Nothing = z.object({});
const Me = z.object({ resource_id: z.string(), resource_name: z.string().nullish() });

const identify: Part<CommandOf<"identify">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: () => next({}),
  request: (_, __, credentials) => request(credentials, "verify-identity", "GET", "/api/v2/me"),
  proceed: (_, __, answer) => {
    if (!isOk(answer)) return refused(answer);
    const me = bodyOf(Me, answer);
    return me === null ? unreadable(NAME) : done({ kind: "account", accountId: me.resource_id, name: me.resource_name ?? me.resource_id, missing: [] });
  },
};

const EVENTS = ["shop.incoming_message", "shop.subscriber.opt_in", "shop.subscriber.opt_out"] as const;

const HookUp = z.discriminatedUnion("at", [
  z.object({ at: z.literal("token") }),
  z.object({ at: z.literal("look"), token: z.string() }),
  z.object({ at: z.literal("make"), token: z.string(), refs: z.array(z.string()), left: z.array(z.enum(EVENTS)) }),
]);

const Token = z.object({ token: z.string().min(1) });
const Hooks = z.object({ webhook_subscriptions: z.array(z.object({ id: z.string(), callback_url: z.string().nullish(), event: z.string().nullish() })) });
const Made = z.object({ id: z.string() });

/** One webhook an event; those that are there already are left. Postscript, not we, chooses what comes in their header. */
const hookUp: Part<CommandOf<"hookUp">, z.infer<typeof HookUp>> = {
  progress: HookUp,
  start: () => next({ at: "token" }),
  request: ({ address }, progress, credentials) => {
    if (progress.at === "token") return request(credentials, "get-webhook-signing-token", "GET", "/api/v2/webhooks/token");
    if (progress.at === "look") return request(credentials, "list-webhook-subscriptions", "GET", "/api/v2/webhooks");
    return request(credentials, "create-webhook-subscription", "POST", "/api/v2/webhooks", { callback_url: address, event: progress.left[0] ?? EVENTS[0] });
  },
  proceed: ({ address }, progress, answer) => {
    if (!isOk(answer)) return refused(answer);
    if (progress.at === "token") {
      const given = bodyOf(Token, answer);
      return given === null ? unreadable(NAME) : next({ at: "look", token: given.token });
    }
    if (progress.at === "look") {
      const hooks = bodyOf(Hooks, answer)?.webhook_subscriptions.filter(({ callback_url }) => callback_url === address);
      if (hooks === undefined) return unreadable(NAME);
      return making({ token: progress.token, refs: hooks.map(({ id }) => id), left: EVENTS.filter((event) => !hooks.some((hook) => hook.event === event)) });
    }
    const made = bodyOf(Made, answer);
    return made === null ? unreadable(NAME) : making({ token: progress.token, refs: [...progress.refs, made.id], left: progress.left.slice(1) });
  },
  lookAgain: () => next({ at: "token" }),
};

const making = (so: { token: string; refs: string[]; left: (typeof EVENTS)[number][] }) =>
  so.left.length === 0 ? done({ kind: "hooks", refs: so.refs, secret: so.token }) : next({ at: "make" as const, ...so });

const Unhook = z.object({ left: z.array(z.string()) });

const unhook: Part<CommandOf<"unhook">, z.infer<typeof Unhook>> = {
  progress: Unhook,
  start: ({ refs }) => (refs.length === 0 ? done({ kind: "ok" }) : next({ left: refs })),
  request: (_, { left }, credentials) => request(credentials, "delete-webhook-subscription", "DELETE", `/api/v2/webhooks/${segment(left[0] ?? "")}`),
  proceed: (_, { left }, answer) => {
    if (!isOk(answer) && answer.status !== 404) return refused(answer);
    return left.length > 1 ? next({ left: left.slice(1) }) : done({ kind: "ok" });
  },
};

export const postscript = walk("postscript", CAPABILITIES.postscript.host, {
  identify: part(NAME, identify),
  // A property is there with its first value, and goes with its people's removal.
  ensurePlace: settled(() => done({ kind: "place", ref: PROPERTY })),
  change: part(NAME, change),
  members: part(NAME, members),
  whoAre: toldByName,
  dropPlace: settled(() => done({ kind: "ok" })),
  track: part(NAME, track),
  readConsent: part(NAME, readConsent),
  optOut: part(NAME, optOut),
  setProperty: part(NAME, setProperty),
  send: part(NAME, send),
  hookUp: part(NAME, hookUp),
  unhook: part(NAME, unhook),
  erase: part(NAME, erase),
}, webhooks);
