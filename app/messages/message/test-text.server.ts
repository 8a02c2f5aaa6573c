// A test of a message to a number that the merchant names. It is a text like any: it goes through the gate, so only to
// somebody who has said yes, and within their hours. What it says is written for the customer who was looked at.
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { numberHasher } from "../../consent/number.server.ts";
import type { NumberHash } from "../../consent/number.ts";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { hours, later } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import { phoneParts } from "../../shopify/phone.ts";
import { readShop } from "../../shops/rows.server.ts";
import { checkMessage } from "./check-message.ts";
import { exampleCart } from "./example-cart.ts";
import { ANY_PROMOTION } from "../gate/audience.server.ts";
import { maySend } from "../gate/may-send.ts";
import { gatePeople } from "../gate/people.server.ts";
import { reasonOf } from "../gate/reasons.ts";
import { rulesOf } from "../gate/rules.server.ts";
import { aroundMessages } from "./message.server.ts";
import { kindOf } from "./message.ts";
import { writeTexts } from "../person-text-rows.server.ts";
import { phonesOf } from "../talk/phone-rows.server.ts";
import { type TestAsked, REASON_OF } from "./preview.ts";
import { senderOf } from "../sender.ts";
import { readSending } from "../sender.server.ts";
import { customerOfPhone } from "./test-rows.server.ts";
import { writeFor } from "./write-text.server.ts";

/** Whoever asks for a test is waiting for it. */
const TEST_LIVES_MS = hours(24);

/** `until`: when it may go at the earliest; null: at once. */
export type Tested = { until: Date | null; because: string | null } | { problems: Problem[] };

export async function sendTest(world: World, shop: ShopId, asked: TestAsked): Promise<Tested> {
  const no = (message: string): Tested => ({ problems: [{ path: ["phone"], message }] });
  const { around, settings } = await aroundMessages(world, shop);
  const { problems } = checkMessage(asked.definition, around);
  if (problems.length > 0) return { problems: [{ path: [], message: "The message has mistakes. Mend them first: a test says what the message says." }] };
  if (settings.sender === null) return { problems: [{ path: [], message: "No sender is chosen yet. Choose one in Settings, under Texting." }] };
  const parsed = parsePhoneNumberFromString(asked.phone);
  if (!parsed?.isPossible()) return no("Enter the whole number with its country code, as in +1 202 555 0101.");
  const phone = parsed.number;
  const number = (await numberHasher(world, shop))(phone);
  const customerId = await customerOfPhone(world, shop, phone);
  if (!(await phonesOf(world, shop, [{ number, customerId }])).has(number)) return no("Nobody with this number has signed up for your texts. Sign up with it on your storefront first: a test obeys consent like any text.");
  return write(world, shop, asked, { phone, number, customerId });
}

type To = { phone: string; number: NumberHash; customerId: CustomerId | null };

async function write(world: World, shop: ShopId, { name, definition, customerId: as }: TestAsked, { phone, number, customerId }: To): Promise<Tested> {
  const now = world.now();
  const { settings, rules } = await rulesOf(world, shop);
  const found = await readShop(world, shop);
  const cart = found && kindOf(definition) === "cart" ? exampleCart(found.host, found.currency) : undefined;
  return transact(world, async (within): Promise<Tested> => {
    const { class: kind, scope, topic, subject } = definition;
    // A cart reminder is tested with a cart that was left now.
    const about = cart ? { key: `test/${within.ids.uuid()}`, leftAt: now.getTime(), isOrdered: false } : null;
    const person = (await gatePeople(within, shop, { settings, rules }, [{ number, customerId, phone }], now)).get(number);
    const sender = senderOf(await readSending(within, shop, settings), kind, phoneParts(phone).phoneCountry);
    const decision = person && maySend(rules, person.person, { ...ANY_PROMOTION, class: kind, scope, topic, subject, cart: about, sender }, person.history, now.getTime());
    if (!decision || decision.verdict === "skip" || decision.verdict === "halt") {
      const { says, remedy } = reasonOf(decision?.reason ?? "personGone");
      const problem: Problem = decision?.verdict === "halt" ? { path: [], message: `${says} ${remedy}` } : { path: ["phone"], message: `This number may not be texted. ${says} ${remedy}` };
      return { problems: [problem] };
    }
    const [written] = (await writeFor(within, shop, { messageId: null, name, definition, settings }, [{ textId: "1", customerId: as ?? customerId, number, campaignId: null, cart }], now, { isDry: false, isTest: true })).values();
    if (!written || written === "waiting") return { problems: [{ path: [], message: "The text could not be written." }] };
    const [fault] = written.faults;
    if (fault) return { problems: [{ path: [], message: `${reasonOf(REASON_OF[fault]).says} ${reasonOf(REASON_OF[fault]).remedy}` }] };
    await writeTexts(within, shop, [{
      key: `test/${within.ids.uuid()}`, source: "test", customerId, number, campaignId: null, message: null, body: written.composed.text, media: written.media, class: kind, scope, topic, subject,
      cart: about, reply: null, dueAt: now, expiresAt: later(now, TEST_LIVES_MS),
    }], now);
    return decision.until === null ? { until: null, because: null } : { until: new Date(decision.until), because: reasonOf(decision.reason).says };
  });
}
