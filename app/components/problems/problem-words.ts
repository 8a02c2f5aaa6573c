// What each kind of problem is called, and what trying again means there.
import { PlatformId } from "#app/platforms/adapter.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { PARKED_BODY_DAYS } from "#app/shops/prune.ts";
import { lineOf } from "#app/sync/offer.ts";
import type { ProblemLine } from "./problem-list.tsx";

const COMMANDS: Record<string, string> = {
  tagsAdd: "Adding a tag to a customer",
  tagsRemove: "Removing a tag from a customer",
  bulkTagsAdd: "Adding a tag to many customers",
  bulkTagsRemove: "Removing a tag from many customers",
  personTagAdd: "Adding a flow’s tag to a customer",
  personTagRemove: "Removing a tag from a customer for a flow",
  metafieldSet: "Setting a customer’s metafield for a flow",
  flowEvent: "Starting a workflow of Shopify Flow from a flow of yours",
  smsOptIn: "Telling Shopify that a customer opted in to texts",
  customerCreate: "Making a customer in Shopify of somebody who signed up for texts",
  smsOptOut: "Telling Shopify that a customer opted out of texts",
  emailOptOut: "Telling Shopify that a customer opted out of emails",
  flowTrigger: "Starting a workflow of Shopify Flow",
  hookCall: "Telling your own system",
  platformPlace: "Making a place for a segment on a platform",
  platformChange: "Moving people on a platform",
  platformDrop: "Removing a segment from a platform",
  platformMembers: "Comparing a segment with a platform",
  platformTrack: "Telling a platform who entered or left",
  platformOptOut: "Passing an opt-out on to a platform",
  platformProperty: "Noting a property of a customer on a platform for a flow",
  platformSend: "Sending a text",
  platformHookUp: "Asking a platform to tell what people do",
  platformUnhook: "Telling a platform that Segue listens no more",
  platformErase: "Having a person erased on a platform",
};

/** What Shopify was telling about. */
const NEWS: Record<string, string> = {
  "orders/create": "A new order",
  "orders/updated": "A change of an order",
  "orders/paid": "A payment",
  "orders/fulfilled": "A shipment",
  "orders/cancelled": "A cancelled order",
  "orders/delete": "A deleted order",
  "refunds/create": "A refund",
  "customers/create": "A new customer",
  "customers/update": "A change of a customer",
  "customers/delete": "A deleted customer",
  "customers/merge": "Two merged customers",
  "products/create": "A new product",
  "products/update": "A change of a product",
  "products/delete": "A deleted product",
  "customers/data_request": "A customer's request for their data",
  "customers/redact": "A customer's request to be erased",
};

const TEXTS: Record<string, string> = {
  campaign: "A text of a campaign",
  flow: "A text of a flow",
  reply: "An answer that the law asks for",
  optIn: "A sign-up's question",
  inbox: "Your answer to a customer",
  test: "A test text",
};

/** "platform/klaviyo" is what Klaviyo told us. */
const platformOf = (subject: string): string | null => (subject.startsWith("platform/") ? nameOf(subject.slice("platform/".length)) : null);

function nameOf(text: string): string | null {
  const platform = PlatformId.safeParse(text);
  return platform.success ? CAPABILITIES[platform.data].name : null;
}

/** "klaviyo/VIP" is what is called VIP at Klaviyo. */
function placeOf(subject: string): { platform: string; place: string } {
  const [platform = "", ...rest] = subject.split("/");
  return { platform: nameOf(platform) ?? platform, place: rest.join("/") };
}

/** `note` says why less can be done than elsewhere. */
export type Words = { title: string; again: string; note?: string };

export function kindWords({ kind, subject, again }: Pick<ProblemLine, "kind" | "subject" | "again">): Words {
  switch (kind) {
    case "inbox": {
      const line = lineOf(subject);
      if (line !== null) return { title: `One line of your ${line} could not be read`, again: `Read all ${line} again`, note: "The file it stood in is gone, so it cannot be tried by itself." };
      const platform = platformOf(subject);
      const from = platform ?? "Shopify";
      const title = platform === null ? `${NEWS[subject] ?? `A message from Shopify (${subject})`} could not be read` : `A message from ${platform} could not be read`;
      return again === null ? { title, again: "", note: `What ${from} sent was deleted after ${PARKED_BODY_DAYS} days, so it cannot be tried again.` } : { title, again: "Try again" };
    }
    case "outbox":
      return { title: `${COMMANDS[subject] ?? subject} did not work`, again: "Try again" };
    case "import":
      return { title: `Reading ${subject} stopped`, again: "Try again" };
    case "segment":
      return { title: `“${subject}” could not be counted`, again: "Count again" };
    case "sync":
      return { title: `Tagging of “${subject}” is paused`, again: "Resume" };
    case "mirror":
      return { title: `Shopify refused the tag “${subject}” for one customer`, again: "Try again" };
    case "hook":
      return { title: `Your system at ${URL.parse(subject)?.hostname ?? subject} does not take what we tell it`, again: "Switch on again" };
    case "connection":
      return { title: `${nameOf(subject) ?? subject} does not let Segue in`, again: "Try again", note: "Nothing is lost: once it is mended, everything goes on from where it stands." };
    case "place":
      return { title: `“${placeOf(subject).place}” stopped in ${placeOf(subject).platform}`, again: "Try again" };
    case "waiting":
      return { title: `“${placeOf(subject).place}” in ${placeOf(subject).platform} waits for your yes`, again: "Yes, move them", note: "Nobody is moved there until you decide." };
    case "text": {
      const [state, source = ""] = subject.split("/");
      const what = TEXTS[source] ?? "A text";
      return state === "doubt" ? { title: `Nobody knows whether ${what.toLowerCase()} went out`, again: "", note: "It is not sent again: one text missing is better than two." } : { title: `${what} was stopped`, again: "Try again" };
    }
    case "sender":
      return { title: `${nameOf(subject) ?? subject} takes no texts from your sender`, again: "Try again", note: "Texts stop until it does, and then go on by themselves." };
    case "coupon":
      return { title: `Shopify refused the coupon “${subject}”`, again: "Ask Shopify again", note: "No text goes out with its code until Shopify takes it. You can end it on the Coupons page." };
    case "campaign":
      return { title: `The campaign “${subject}” stands still`, again: "Resume", note: "Nobody gets its text until you resume it." };
    case "run":
      return { title: `One customer stands still in the flow “${subject}”`, again: "Try again", note: "The other customers of the flow go on. What this one has yet to hear of waits for them." };
    case "entry":
      return { title: `Nobody could decide whether a customer enters the flow “${subject}”`, again: "Try again", note: "Dismissed, they do not enter it this time." };
    case "doing": {
      const [flow, step] = [subject.slice(0, subject.lastIndexOf("/")), subject.slice(subject.lastIndexOf("/") + 1)];
      return { title: `A step of the flow “${flow}” was not carried out for one customer`, again: "Try again", note: `It is the step “${step}”. The customer went on in the flow all the same.` };
    }
    default:
      return kind satisfies never;
  }
}
