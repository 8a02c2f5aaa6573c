// What is asked of Shopify about discounts. Everything can be asked twice: a discount is found again by the code that it was
// made with, and a code that is there already says so.
import { z } from "zod";

/** One call takes 250 codes (discountRedeemCodeBulkAdd, 2026-10). */
export const CODES_MAX = 250;

export const discountGid = (discountId: string) => `gid://shopify/DiscountCodeNode/${discountId}`;
export const bulkGid = (bulkId: string) => `gid://shopify/DiscountRedeemCodeBulkCreation/${bulkId}`;
const Gid = z.string().transform((gid) => gid.slice(gid.lastIndexOf("/") + 1)).pipe(z.string().regex(/^\d+$/));

const UserErrors = z.array(z.object({ message: z.string(), code: z.string().nullish() }));
export const saidBy = (errors: z.infer<typeof UserErrors>) => errors.map(({ message }) => message).join(" ");

export const BY_CODE = `#graphql
  query CouponByCode($code: String!) { codeDiscountNodeByCode(code: $code) { id } }`;
export const ByCode = z.object({ codeDiscountNodeByCode: z.object({ id: Gid }).nullable() });

const Made = z.object({ codeDiscountNode: z.object({ id: Gid }).nullable(), userErrors: UserErrors });

/** What is taken off, and shipping that is free, are discounts of two kinds; codes are added to both alike. */
export const CREATE: Record<"off" | "shipping", string> = {
  off: `#graphql
  mutation CouponCreate($discount: DiscountCodeBasicInput!) {
    made: discountCodeBasicCreate(basicCodeDiscount: $discount) { codeDiscountNode { id } userErrors { message code } }
  }`,
  shipping: `#graphql
  mutation CouponCreateShipping($discount: DiscountCodeFreeShippingInput!) {
    made: discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) { codeDiscountNode { id } userErrors { message code } }
  }`,
};
export const Create = z.object({ made: Made });

export const ADD = `#graphql
  mutation CouponCodes($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) { bulkCreation { id } userErrors { message code } }
  }`;
export const Add = z.object({ discountRedeemCodeBulkAdd: z.object({ bulkCreation: z.object({ id: Gid }).nullable(), userErrors: UserErrors }) });

export const POLL = `#graphql
  query CouponCodesDone($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { done failedCount } }`;
export const Poll = z.object({ discountRedeemCodeBulkCreation: z.object({ done: z.boolean(), failedCount: z.int() }).nullable() });

export const FAILED = `#graphql
  query CouponCodesFailed($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { codes(first: 250) { nodes { code discountRedeemCode { id } } } } }`;
export const Failed = z.object({ discountRedeemCodeBulkCreation: z.object({ codes: z.object({ nodes: z.array(z.object({ code: z.string(), discountRedeemCode: z.object({}).nullable() })) }) }).nullable() });
/** Two objects for each of 250. The reasons would be ten times that, and there is one: such a code is there already. */
export const FAILED_COST = 503;

export const END = `#graphql
  mutation CouponEnd($id: ID!) { discountCodeDeactivate(id: $id) { codeDiscountNode { id } userErrors { message code } } }`;
export const End = z.object({ discountCodeDeactivate: z.object({ userErrors: UserErrors }) });

export const isGone = (errors: z.infer<typeof UserErrors>) => errors.some(({ message }) => /not found|does not exist|doesn't exist|invalid id/i.test(message));
