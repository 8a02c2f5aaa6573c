// What is said of a coupon on the screen.
import { formatMoney } from "#app/lib/money.ts";
import type { CouponSettings, CouponState } from "#app/messages/coupons/coupon.ts";
import { savingWords } from "#app/messages/coupons/coupon.ts";
import { formatDay } from "../format.ts";

export type CouponLine = {
  couponId: number; name: string; settings: CouponSettings; state: CouponState; problem: string | null; createdAt: string; codes: number; waiting: number; refused: number; used: number; /** Of a day that is over. */ isOver: boolean;
};

export function takesOff({ saving, minimumMinor }: CouponSettings, currency: string): string {
  const off = saving.kind === "freeShipping" ? "Free shipping" : `${savingWords(saving, currency)} off`;
  return minimumMinor === null ? off : `${off} from ${formatMoney(minimumMinor, currency)}`;
}

/** The day before the instant at which it ends. */
export const lastDay = ({ endsAt }: CouponSettings, timeZone: string): string | null => (endsAt === null ? null : formatDay(new Date(Date.parse(endsAt) - 1).toISOString(), timeZone));

export type BadgeWords = { words: string; tone: "success" | "attention" | "critical" | "info" | undefined };

export function stateWords({ state, isOver }: Pick<CouponLine, "state" | "isOver">): BadgeWords {
  switch (state) {
    case "making":
      return { words: "Being made in Shopify", tone: "attention" };
    case "on":
      return isOver ? { words: "Run out", tone: undefined } : { words: "Active", tone: "success" };
    case "ending":
      return { words: "Being ended", tone: "attention" };
    case "refused":
      return { words: "Refused by Shopify", tone: "critical" };
    case "ended":
      return { words: "Ended", tone: undefined };
    default:
      return state satisfies never;
  }
}
