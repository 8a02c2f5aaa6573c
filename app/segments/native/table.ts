// Which field of ours is which filter of Shopify's: the one table.

export type Mapping = {
  filter: string;
  /** date: whole days. elapsed: days since. list: of several values. */
  kind: "date" | "elapsed" | "number" | "text" | "list";
  /** How Shopify means it a little differently. */
  doubt?: string;
  /** The one value that the doubt is about; absent: any. */
  doubted?: string;
  /** Letters that Shopify keeps in small. */
  small?: true;
};

const ORDERS = "Shopify counts orders that were cancelled too.";
const NEVER = "Shopify may say “not subscribed” of whoever has no email or phone number too.";

export const TABLE: Readonly<Record<string, Mapping>> = {
  "person.created": { filter: "customer_added_date", kind: "date" },
  "person.daysSinceCreated": { filter: "customer_added_date", kind: "elapsed" },
  "person.state": { filter: "customer_account_status", kind: "text" },
  "person.language": { filter: "customer_language", kind: "text", doubt: "Shopify minds capitals and accents in a language." },
  "person.emailDomain": { filter: "customer_email_domain", kind: "text", small: true, doubt: "Shopify minds accents in a domain." },
  "person.tags": { filter: "customer_tags", kind: "list", doubt: "Shopify minds accents in a tag." },
  "person.country": { filter: "customer_countries", kind: "list", doubt: "Shopify looks at all addresses of a customer, Segue at the default one." },
  "person.region": { filter: "customer_regions", kind: "list", doubt: "Shopify looks at all addresses of a customer, Segue at the default one." },
  "sms.state": { filter: "sms_subscription_status", kind: "text", doubt: NEVER, doubted: "NOT_SUBSCRIBED" },
  "email.state": { filter: "email_subscription_status", kind: "text", doubt: NEVER, doubted: "NOT_SUBSCRIBED" },
  "order.first": { filter: "first_order_date", kind: "date", doubt: ORDERS },
  "order.last": { filter: "last_order_date", kind: "date", doubt: ORDERS },
  "order.daysSinceFirst": { filter: "first_order_date", kind: "elapsed", doubt: ORDERS },
  "order.daysSinceLast": { filter: "last_order_date", kind: "elapsed", doubt: ORDERS },
  "shopify.orders": { filter: "number_of_orders", kind: "number" },
  "shopify.spent": { filter: "amount_spent", kind: "number" },
  "shopify.subscriber": { filter: "product_subscription_status", kind: "text" },
  "shopify.rfm": { filter: "rfm_group", kind: "text" },
  "shopify.spendTier": { filter: "predicted_spend_tier", kind: "text" },
};

/** Fields that a merchant may well look for under another name. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  "person.city": "Shopify names a city with its country and region, in a spelling of its own.",
  "person.place": "Shopify measures distances from places of its own.",
  "person.hasEmail": "Shopify has no such filter. Ask whether the email domain is known.",
  "person.birthDate": "Shopify asks about birthdays by a metafield, and only about today's.",
};
