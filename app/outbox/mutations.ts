// Several small commands to Shopify as one GraphQL document, one alias each, and the outcome of each from the
// one answer. Each costs 10 points of a bucket of 1,000 or more: one request carries 25 at most.
import { z } from "zod";
import type { AdminAnswer, GraphqlError } from "../shopify/admin.ts";
import { outcomeOf } from "./answer.ts";
import type { CustomerCreate, SmallCommand } from "./command.ts";
import type { Outcome } from "./deliver.ts";
import { EVENT_HANDLE, eventPayload, flowPayload } from "./flow.ts";

export const SMALL_MAX = 25;
export const SMALL_COST = 10;

export const customerGid = (customerId: string) => `gid://shopify/Customer/${customerId}`;

type Kind = SmallCommand["kind"];

/** The variables of a mutation, its field, and what it is called there. */
const FIELDS: Record<Kind, { variables: Record<string, string>; field: string }> = {
  tagsAdd: { variables: { id: "ID!", tags: "[String!]!" }, field: "tagsAdd(id: $id, tags: $tags)" },
  tagsRemove: { variables: { id: "ID!", tags: "[String!]!" }, field: "tagsRemove(id: $id, tags: $tags)" },
  personTagAdd: { variables: { id: "ID!", tags: "[String!]!" }, field: "tagsAdd(id: $id, tags: $tags)" },
  personTagRemove: { variables: { id: "ID!", tags: "[String!]!" }, field: "tagsRemove(id: $id, tags: $tags)" },
  metafieldSet: { variables: { metafields: "[MetafieldsSetInput!]!" }, field: "metafieldsSet(metafields: $metafields)" },
  flowEvent: { variables: { handle: "String!", payload: "JSON!" }, field: "flowTriggerReceive(handle: $handle, payload: $payload)" },
  flowTrigger: { variables: { handle: "String!", payload: "JSON!" }, field: "flowTriggerReceive(handle: $handle, payload: $payload)" },
  smsOptIn: { variables: { sms: "CustomerSmsMarketingConsentUpdateInput!" }, field: "customerSmsMarketingConsentUpdate(input: $sms)" },
  customerCreate: { variables: { customer: "CustomerInput!" }, field: "customerCreate(input: $customer)" },
  smsOptOut: { variables: { sms: "CustomerSmsMarketingConsentUpdateInput!" }, field: "customerSmsMarketingConsentUpdate(input: $sms)" },
  emailOptOut: { variables: { email: "CustomerEmailMarketingConsentUpdateInput!" }, field: "customerEmailMarketingConsentUpdate(input: $email)" },
};

export function smallDocument(commands: { kind: Kind }[]): string {
  const variables = commands.flatMap(({ kind }, i) => Object.entries(FIELDS[kind].variables).map(([name, type]) => `$${name}${i}: ${type}`)).join(", ");
  const fields = commands.map(({ kind }, i) => `  c${i}: ${FIELDS[kind].field.replaceAll(/\$(\w+)/g, `$$$1${i}`)} { userErrors { field message } }`);
  return `mutation Small(${variables}) {\n${fields.join("\n")}\n}`;
}

/** A command as it goes: of a customer who is to be made the phone is known. */
export type Sent = Exclude<SmallCommand, CustomerCreate> | (CustomerCreate & { phone: string });

export const smallVariables = (commands: readonly Sent[]): Record<string, unknown> =>
  Object.fromEntries(commands.flatMap((command, i) => Object.entries(valuesOf(command)).map(([name, value]) => [`${name}${i}`, value])));

/** A word on consent carries the instant at which it was said. */
function valuesOf(command: Sent): Record<string, unknown> {
  switch (command.kind) {
    case "tagsAdd":
    case "tagsRemove":
    case "personTagAdd":
    case "personTagRemove":
      return { id: customerGid(command.customerId), tags: [command.tag] };
    case "metafieldSet": {
      const { customerId, namespace, key, type, value } = command;
      return { metafields: [{ ownerId: customerGid(customerId), namespace, key, type, value }] };
    }
    case "flowEvent":
      return { handle: EVENT_HANDLE, payload: eventPayload(command) };
    case "flowTrigger":
      return { handle: command.handle, payload: flowPayload(command) };
    case "smsOptIn":
      return { sms: { customerId: customerGid(command.customerId), smsMarketingConsent: { marketingState: "SUBSCRIBED", marketingOptInLevel: command.level, consentUpdatedAt: command.at } } };
    case "customerCreate":
      return { customer: { phone: command.phone, smsMarketingConsent: { marketingState: "SUBSCRIBED", marketingOptInLevel: command.level, consentUpdatedAt: command.at } } };
    case "smsOptOut":
      return { sms: { customerId: customerGid(command.customerId), smsMarketingConsent: { marketingState: "UNSUBSCRIBED", consentUpdatedAt: command.at } } };
    case "emailOptOut":
      return { email: { customerId: customerGid(command.customerId), emailMarketingConsent: { marketingState: "UNSUBSCRIBED", consentUpdatedAt: command.at } } };
    default:
      return command satisfies never;
  }
}

export const Payload = z.object({ userErrors: z.array(z.object({ message: z.string() })) }).nullable();
export const SmallAnswer = z.record(z.string(), Payload);

/** In the order of the commands. */
export function smallOutcomes(commands: { kind: Kind }[], answer: AdminAnswer<z.infer<typeof SmallAnswer>>): Outcome[] {
  if (answer.kind === "failed") return commands.map(() => outcomeOf(answer));
  return commands.map(({ kind }, i) => {
    const alias = `c${i}`;
    return smallOutcome(kind, answer.data[alias], answer.errors?.find(({ path }) => path?.[0] === alias));
  });
}

const OURS_TO_RETRY = ["INTERNAL_SERVER_ERROR", "TIMEOUT", "THROTTLED"];

export function smallOutcome(kind: Kind, payload: z.infer<typeof Payload> | undefined, error?: GraphqlError): Outcome {
  if (error && OURS_TO_RETRY.includes(error.extensions?.code ?? "")) return { kind: "lost", reason: error.message };
  if (error?.extensions?.code === "ACCESS_DENIED") return { kind: "stuck", reason: error.message };
  const said = error ? error.message : payload?.userErrors.map(({ message }) => message).join(" ");
  if (said === undefined) return { kind: "lost", reason: "Shopify's answer leaves this change out." };
  if (said === "") return { kind: "accepted" };
  switch (kind) {
    case "tagsAdd":
    case "personTagAdd":
    case "metafieldSet":
      return { kind: "refused", reason: isGone(said) ? `The customer is no longer in Shopify (${said}).` : said };
    // Whoever is gone from Shopify carries no tag, and gets no text.
    case "tagsRemove":
    case "personTagRemove":
      return isGone(said) ? { kind: "accepted" } : { kind: "refused", reason: said };
    // Of an opt-out that Shopify does not take a person must know.
    case "smsOptOut":
    case "emailOptOut":
      return isGone(said) ? { kind: "accepted" } : { kind: "stuck", reason: `Shopify did not take the opt-out: ${said}` };
    // Somebody has that phone, and their consent goes to Shopify once they are known here (inbox/hear-consent.server.ts).
    case "customerCreate":
      return isTaken(said) ? { kind: "accepted" } : { kind: "refused", reason: said };
    // The ledger holds it, whatever Shopify thinks of it.
    case "smsOptIn":
    case "flowTrigger":
    case "flowEvent":
      return { kind: "refused", reason: said };
    default:
      return kind satisfies never;
  }
}

const isTaken = (message: string) => /already been taken|already exists/i.test(message);

/** There is no code for it, only sentences, and they differ by field. */
const isGone = (message: string) => /not found|does not exist|doesn't exist|could not be found|invalid id/i.test(message);
