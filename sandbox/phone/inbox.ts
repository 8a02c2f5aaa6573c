// The phones that the stand-ins' texts have reached, with what was written both ways. A phone is whoever has the number:
// Twilio and Postscript text for the merchant, each from a number of its own.
import type { Account, Message } from "#sandbox/platforms/account.ts";
import type { Platforms } from "#sandbox/platforms/open.ts";

export type Bubble = { id: string; isMine: boolean; body: string; atMs: number; status: string; code: number | null };
export type Phone = { number: string; bubbles: Bubble[]; /** Who texted last; an answer goes there. */ account: Account };

const TEXTING = ["twilio", "postscript"] as const;
const isTexting = ({ platform }: Account) => TEXTING.some((name) => name === platform);

/** What lies on the phone: a text that is still on its way, or was lost, is not there. */
const ARRIVED: readonly string[] = ["delivered", "received"];
const hasArrived = ({ status, direction }: Message, { platform }: Account) => direction === "in" || ARRIVED.includes(status) || (platform === "postscript" && status === "sent");

/** Whoever was written to last comes first. */
export function phonesOf(platforms: Platforms): Phone[] {
  const phones = new Map<string, Phone>();
  const all = platforms.accounts().filter(isTexting).flatMap((account) => [...account.messages.values()].map((message) => ({ account, message })));
  for (const { account, message } of all.toSorted((one, other) => one.message.createdMs - other.message.createdMs)) {
    if (!hasArrived(message, account)) continue;
    const isMine = message.direction === "in";
    const number = isMine ? message.from : message.to;
    const phone = phones.get(number) ?? { number, bubbles: [], account };
    phone.bubbles.push({ id: message.id, isMine, body: message.body, atMs: message.createdMs, status: message.status, code: message.code });
    phones.set(number, { ...phone, account });
  }
  const last = ({ bubbles }: Phone) => bubbles.at(-1)?.atMs ?? 0;
  return [...phones.values()].sort((one, other) => last(other) - last(one) || one.number.localeCompare(other.number));
}

export function answer(platforms: Platforms, phone: string, text: string, account = platforms.account("twilio")): void {
  platforms.control({ platform: account.platform, account: String(account.number), acts: [{ act: "reply", phone, text }] });
}
