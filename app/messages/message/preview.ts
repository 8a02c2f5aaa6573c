// What the editor sends while a message is written, which may be half done, and what it is shown.
import { z } from "zod";
import { CustomerId, SegmentId } from "../../lib/ids.ts";
import { NAME_MAX } from "../../lib/name.ts";
import type { Notice, PlacedProblem } from "./check-message.ts";
import type { Fault } from "../gate/facts.ts";
import type { Reason } from "../gate/reasons.ts";
import { MessageDefinition } from "./message.ts";
import type { Stretch } from "./shown-text.ts";
import type { Parts } from "../text/parts.ts";
import type { Replaced } from "../text/smart.ts";
import type { Added } from "../text/wording.ts";

/** The name of a product at most. */
const SAVING_MAX = 200;
const Draft = { name: z.string().max(NAME_MAX), definition: MessageDefinition };

const Words = z.string().trim().min(1).max(SAVING_MAX);
/** What a coupon gives that is yet to be chosen, as texts say it; its code is an example. */
const ExampleCoupon = z.strictObject({ saving: Words, offer: Words });
export type ExampleCoupon = z.infer<typeof ExampleCoupon>;

/** Without a customer: somebody of whom nothing is known. */
export const PreviewAsked = z.strictObject({ ...Draft, customerId: CustomerId.nullable(), coupon: ExampleCoupon.optional() });
export type PreviewAsked = z.infer<typeof PreviewAsked>;

/** `segment` null: everybody. */
export const CostAsked = z.strictObject({ ...Draft, segment: SegmentId.nullable(), after: CustomerId.nullable() });
export type CostAsked = z.infer<typeof CostAsked>;

export const TestAsked = z.strictObject({ ...Draft, customerId: CustomerId.nullable(), phone: z.string().trim().min(1, "Enter the number that gets the test.").max(40) });
export type TestAsked = z.infer<typeof TestAsked>;

export type Shown = { stretches: Stretch[]; parts: Parts; added: Added[]; replaced: Replaced[]; partsWithout: number; /** Why this person would not get it. */ against: string[] };

/** `shown` null: the text cannot be read yet. `isExampleCart`: nobody has a cart while this is written. */
export type Preview = { problems: PlacedProblem[]; notices: Notice[]; shown: Shown | null; isExampleCart: boolean };

/** What the gate would say of each: it is the same reason. */
export const REASON_OF: Readonly<Record<Fault, Reason>> = {
  missingValue: "missingValue", marketingWords: "wrongClass", forbidden: "contentForbidden", publicShortener: "contentForbidden", noBrand: "brandMissing", noOptOutWords: "brandMissing", tooLong: "tooLong",
};
