// Twilio, which sends and keeps no members: who is in a segment stays with us. A text whose answer was lost is looked for
// among those of its number, and never sent again unless it is surely not there.
import { z } from "zod";
import { CAPABILITIES } from "./capabilities.ts";
import { phoneOf } from "./people.ts";
import { bodyOf, type CommandOf, done, fail, isOk, next, type Next, part, type Part, query, settled, toldByName, unreadable, walk } from "./step.ts";
import { Message, Messages, NAME, refused, request, SID } from "./twilio/request.ts";
import { webhooks } from "./twilio/webhooks.ts";

const Nothing = z.object({});
const MESSAGES = "Messages.json";

/** An API key may not read the account itself, so its texts are asked for: that proves the key and the account. */
const identify: Part<CommandOf<"identify">, z.infer<typeof Nothing>> = {
  progress: Nothing,
  start: (_, credentials) => (credentials.kind === "key" && credentials.account ? next({}) : fail("refused", "Twilio needs the Account SID.")),
  request: (_, __, credentials) => request(credentials, "ListMessage", "GET", `${MESSAGES}${query({ PageSize: "1" })}`, "reads"),
  proceed: (_, __, answer, credentials) => {
    if (!isOk(answer)) return refused(answer);
    const account = credentials.kind === "key" ? (credentials.account ?? "") : "";
    return bodyOf(Messages, answer) === null ? unreadable(NAME) : done({ kind: "account", accountId: account, name: account, missing: [] });
  },
};

type Send = CommandOf<"send">;
const Sending = z.object({ at: z.enum(["send", "look"]) });

const send: Part<Send, z.infer<typeof Sending>> = {
  progress: Sending,
  start: ({ person }, credentials) => {
    if (phoneOf(person) === null) return fail("refused", "There is no phone number to text.");
    return credentials.kind === "key" && credentials.sender ? next({ at: "send" }) : fail("refused", "No sender was chosen for Twilio.");
  },
  request: ({ person, body, media, callback }, { at }, credentials) => {
    const to = phoneOf(person) ?? "";
    if (at === "look") return request(credentials, "ListMessage", "GET", `${MESSAGES}${query({ To: to, PageSize: "50" })}`, "reads");
    const sender = credentials.kind === "key" ? (credentials.sender ?? "") : "";
    const from = sender.startsWith("MG") ? { MessagingServiceSid: sender } : { From: sender };
    const more = { ...(media ? { MediaUrl: media } : {}), ...(callback === null ? {} : { StatusCallback: callback }) };
    // The characters are those that were counted and shown; the service's own replacing would change them.
    return request(credentials, "CreateMessage", "POST", MESSAGES, "messages", { To: to, ...from, Body: body, SmartEncoded: "false", ...more });
  },
  proceed: (command, { at }, answer) => {
    if (!isOk(answer)) return refused(answer);
    if (at === "look") return lookedFor(command, bodyOf(Messages, answer));
    const message = bodyOf(Message, answer);
    return message === null ? next({ at: "look" }) : done({ kind: "message", messageId: message.sid, state: message.status ?? "accepted" });
  },
  lost: () => next({ at: "look" }),
};

/** Clocks differ a little, and a request takes its time. */
const SKEW_MS = 120_000;

/** The same words may have gone to the same number at another time, as another text. */
function lookedFor({ body, at, until }: Send, page: z.infer<typeof Messages> | null): Next<z.infer<typeof Sending>> {
  if (page === null) return unreadable(NAME);
  const since = at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(at) - SKEW_MS;
  const before = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until) + SKEW_MS;
  const isOfThen = (created: number) => !(created < since || created > before);
  const found = page.messages.find((message) => message.body === body && isOfThen(Date.parse(message.date_created ?? "")));
  if (found) return done({ kind: "message", messageId: found.sid, state: found.status ?? "accepted" });
  return fail("doubt", "Twilio gave no answer to the text and does not list it, so nobody knows whether it went out. It is not sent again.");
}

/** What was written to and by a person is blanked, text by text. A blanked one is passed over, so that it can be asked twice. */
const Page = z.object({ Page: z.string(), PageToken: z.string() });
const Erasing = z.object({ by: z.enum(["To", "From"]), page: Page.nullable(), left: z.array(z.string()), isListing: z.boolean() });
type Erasing = z.infer<typeof Erasing>;

const erase: Part<CommandOf<"erase">, Erasing> = {
  progress: Erasing,
  start: ({ person }) => (phoneOf(person) === null ? done({ kind: "ok" }) : next({ by: "To", page: null, left: [], isListing: true })),
  request: ({ person }, { by, page, left, isListing }, credentials) => {
    const path = `${MESSAGES}${query({ [by]: phoneOf(person) ?? "", PageSize: "100", ...page })}`;
    return isListing ? request(credentials, "ListMessage", "GET", path, "reads") : request(credentials, "UpdateMessage", "POST", `Messages/${left[0] ?? ""}.json`, "reads", { Body: "" });
  },
  proceed: (_, progress, answer) => {
    if (!isOk(answer) && !(answer.status === 404 && !progress.isListing)) return refused(answer);
    if (!progress.isListing) return blanking({ ...progress, left: progress.left.slice(1) });
    const read = bodyOf(Messages, answer);
    if (read === null) return unreadable(NAME);
    const left = read.messages.filter(({ sid, body }) => SID.test(sid) && body).map(({ sid }) => sid);
    return blanking({ ...progress, left, page: pageOf(read.next_page_uri ?? null) });
  },
};

function blanking(progress: Erasing): Next<Erasing> {
  if (progress.left.length > 0) return next({ ...progress, isListing: false });
  if (progress.page !== null) return next({ ...progress, isListing: true });
  return progress.by === "To" ? next({ by: "From", page: null, left: [], isListing: true }) : done({ kind: "ok" });
}

/** Only the page's number and token are taken of their address, so that no answer sends us elsewhere. */
function pageOf(uri: string | null): z.infer<typeof Page> | null {
  const asked = new URLSearchParams((uri ?? "").split("?")[1] ?? "");
  const [page, token] = [asked.get("Page") ?? "", asked.get("PageToken") ?? ""];
  return /^\d{1,9}$/.test(page) && token !== "" ? { Page: page, PageToken: token } : null;
}

const NONE = "Twilio keeps no members: who is in a segment stays with us.";

export const twilio = walk("twilio", CAPABILITIES.twilio.host, {
  identify: part(NAME, identify),
  ensurePlace: settled(({ place }) => done({ kind: "place", ref: place.key })),
  change: settled(() => fail("refused", NONE)),
  members: settled(() => fail("refused", NONE)),
  whoAre: toldByName,
  dropPlace: settled(() => done({ kind: "ok" })),
  track: settled(() => fail("refused", "Twilio has no flows that an event could start.")),
  readConsent: settled(({ people }) => done({ kind: "consent", people: people.map(({ customerId }) => ({ customerId, sms: "unknown", at: null })) })),
  optOut: settled(() => fail("refused", "Twilio keeps opt-outs by itself, from what people reply.")),
  setProperty: settled(() => fail("refused", "Twilio keeps no properties of people for Segue.")),
  send: part(NAME, send),
  // The merchant enters the address at Twilio (capabilities.ts says how).
  hookUp: settled(() => done({ kind: "hooks", refs: [], secret: null })),
  unhook: settled(() => done({ kind: "ok" })),
  erase: part(NAME, erase),
}, webhooks);
