// Several tag changes as one GraphQL document, one alias each, and the outcome of each from the one
// answer. A mutation costs 10 points of a bucket of 1,000 or more: one request carries 25 at most.
import { z } from "zod";
import type { AdminAnswer, GraphqlError } from "../shopify/admin.ts";
import { outcomeOf } from "./answer.ts";
import type { TagCommand } from "./command.ts";
import type { Outcome } from "./deliver.ts";

export const TAGS_MAX = 25;
export const TAG_COST = 10;

export const customerGid = (customerId: string) => `gid://shopify/Customer/${customerId}`;

export function tagsDocument(commands: Pick<TagCommand, "kind">[]): string {
  const variables = commands.map((_, i) => `$id${i}: ID!, $tags${i}: [String!]!`).join(", ");
  const fields = commands.map(({ kind }, i) => `  c${i}: ${kind}(id: $id${i}, tags: $tags${i}) { userErrors { field message } }`);
  return `mutation Tags(${variables}) {\n${fields.join("\n")}\n}`;
}

export function tagsVariables(commands: Pick<TagCommand, "customerId" | "tag">[]): Record<string, unknown> {
  return Object.fromEntries(commands.flatMap(({ customerId, tag }, i) => [[`id${i}`, customerGid(customerId)], [`tags${i}`, [tag]]]));
}

export const TagPayload = z.object({ userErrors: z.array(z.object({ message: z.string() })) }).nullable();
export const TagsAnswer = z.record(z.string(), TagPayload);

/** In the order of the commands. */
export function tagOutcomes(commands: Pick<TagCommand, "kind">[], answer: AdminAnswer<z.infer<typeof TagsAnswer>>): Outcome[] {
  if (answer.kind === "failed") return commands.map(() => outcomeOf(answer));
  return commands.map(({ kind }, i) => {
    const alias = `c${i}`;
    const error = answer.errors?.find(({ path }) => path?.[0] === alias);
    return tagOutcome(kind === "tagsAdd" ? "add" : "remove", answer.data[alias], error);
  });
}

const OURS_TO_RETRY = ["INTERNAL_SERVER_ERROR", "TIMEOUT", "THROTTLED"];

export function tagOutcome(op: "add" | "remove", payload: z.infer<typeof TagPayload> | undefined, error?: GraphqlError): Outcome {
  if (error && OURS_TO_RETRY.includes(error.extensions?.code ?? "")) return { kind: "lost", reason: error.message };
  if (error?.extensions?.code === "ACCESS_DENIED") return { kind: "stuck", reason: error.message };
  const said = error ? error.message : payload?.userErrors.map(({ message }) => message).join(" ");
  if (said === undefined) return { kind: "lost", reason: "Shopify's answer leaves this change out." };
  if (said === "") return { kind: "accepted" };
  if (!isGone(said)) return { kind: "refused", reason: said };
  // Whoever is gone from Shopify carries no tag.
  return op === "remove" ? { kind: "accepted" } : { kind: "refused", reason: `The customer is no longer in Shopify (${said}).` };
}

/** There is no code for it, only sentences, and they differ by field. */
const isGone = (message: string) => /not found|does not exist|doesn't exist|could not be found|invalid id/i.test(message);
