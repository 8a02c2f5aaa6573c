// Webhooks that we register at Klaviyo, for accounts that let us in by OAuth. The address comes back masked, so a webhook
// of ours is known again by its name, which holds a digest of the address.
import { z } from "zod";
import { sha256 } from "../signature.ts";
import { bodyOf, type CommandOf, done, isOk, next, type Part, segment, unreadable } from "../step.ts";
import { Ids, NAME, One, refused, request } from "./request.ts";
import { KINDS } from "./webhooks.ts";

const nameOf = (address: string) => `Segue ${sha256(address).slice(0, 12)}`;

const HookUp = z.discriminatedUnion("at", [
  z.object({ at: z.literal("topics") }),
  z.object({ at: z.literal("look"), topics: z.array(z.string()) }),
  z.object({ at: z.literal("make"), topics: z.array(z.string()) }),
  z.object({ at: z.literal("mend"), topics: z.array(z.string()), id: z.string() }),
]);

const Hooks = z.object({ data: z.array(z.object({ id: z.string(), attributes: z.object({ name: z.string().nullish() }).nullish() })) });

export const hookUp: Part<CommandOf<"hookUp">, z.infer<typeof HookUp>> = {
  progress: HookUp,
  start: () => next({ at: "topics" }),
  request: ({ address, secret }, progress, credentials) => {
    if (progress.at === "topics") return request(credentials, "get_webhook_topics", "GET", "/api/webhook-topics", "webhooks");
    if (progress.at === "look") return request(credentials, "get_webhooks", "GET", "/api/webhooks", "webhooks");
    const relationships = { "webhook-topics": { data: progress.topics.map((id) => ({ type: "webhook-topic" as const, id })) } };
    const attributes = { endpoint_url: address, secret_key: secret };
    if (progress.at === "make") return request(credentials, "create_webhook", "POST", "/api/webhooks", "webhooks", { data: { type: "webhook", attributes: { name: nameOf(address), ...attributes }, relationships } });
    return request(credentials, "update_webhook", "PATCH", `/api/webhooks/${segment(progress.id)}`, "webhooks", { data: { type: "webhook", id: progress.id, attributes: { ...attributes, enabled: true }, relationships } });
  },
  proceed: ({ address }, progress, answer) => {
    if (!isOk(answer)) return refused(answer);
    switch (progress.at) {
      case "topics": {
        const topics = bodyOf(Ids, answer)?.data.map(({ id }) => id).filter((id) => KINDS[id] !== undefined);
        return topics === undefined ? unreadable(NAME) : next({ at: "look", topics });
      }
      case "look": {
        const hooks = bodyOf(Hooks, answer);
        if (hooks === null) return unreadable(NAME);
        const ours = hooks.data.find(({ attributes }) => attributes?.name === nameOf(address));
        return ours ? next({ at: "mend", topics: progress.topics, id: ours.id }) : next({ at: "make", topics: progress.topics });
      }
      case "make": {
        const hook = bodyOf(One, answer);
        return hook === null ? unreadable(NAME) : done({ kind: "hooks", refs: [hook.data.id], secret: null });
      }
      case "mend": return done({ kind: "hooks", refs: [progress.id], secret: null });
    }
  },
  lookAgain: () => next({ at: "topics" }),
};

const Unhook = z.object({ left: z.array(z.string()) });

export const unhook: Part<CommandOf<"unhook">, z.infer<typeof Unhook>> = {
  progress: Unhook,
  start: ({ refs }) => (refs.length === 0 ? done({ kind: "ok" }) : next({ left: refs })),
  request: (_, { left }, credentials) => request(credentials, "delete_webhook", "DELETE", `/api/webhooks/${segment(left[0] ?? "")}`, "webhooks"),
  proceed: (_, { left }, answer) => {
    if (!isOk(answer) && answer.status !== 404) return refused(answer);
    return left.length > 1 ? next({ left: left.slice(1) }) : done({ kind: "ok" });
  },
};
