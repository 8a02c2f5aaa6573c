// What must be erased, and when it may be.

/** The topics by which Shopify asks for it. */
export const ERASING: readonly string[] = ["customers/redact", "shop/redact"];

/**
 * Every table that holds rows of a shop, in the order they are erased; the inbox, whose row asked for
 * it, and the shop itself go last and together. A test compares this with the catalogue.
 */
export const SHOP_TABLES = [
  "flow_draw", "flow_experiment_look", "flow_experiment", "flow_heard", "flow_line", "flow_doing", "flow_entry", "flow_watch", "happened", "flow_run", "flow_count", "flow_replay", "flow_message", "flow_version", "flow", "listened", "variant_news", "variant",
  "click", "link", "coupon_code", "coupon", "receipt", "reply", "decision", "person_text", "spend", "campaign_dry", "campaign_version", "campaign", "message_version", "message", "text_settings",
  "opt_in_try", "opt_in", "consent_trace", "number_owner", "number_state", "consent_entry",
  "customer_reworded", "target_member", "target", "connection_person", "budget", "connection", "mirror_member", "outbox_person", "outbox", "membership_change", "membership", "segment_use", "segment_version", "segment_pin", "audience_count", "cutoff", "segment",
  "hook_attempt", "hook", "flow_trigger", "list_decision", "api_use", "list_member", "list_native", "list_reject", "list_chunk", "list_upload", "list", "order_refund", "order_line", "orders",
  "event", "event_cover", "collection", "product", "customer_tag", "customer_gone", "forgotten", "customer", "import_run", "data_request",
] as const;

export const LAST_TABLES = ["inbox", "shop"] as const;

/** Those of SHOP_TABLES and LAST_TABLES with rows about a person, and the columns that name them. */
export const PERSON_TABLES: Readonly<Record<string, readonly string[]>> = {
  happened: ["customer_id"], flow_watch: ["customer_id"], flow_entry: ["customer_id"], flow_run: ["customer_id"], flow_draw: ["customer_id"], flow_doing: ["customer_id"],
  link: ["customer_id"], coupon_code: ["customer_id"], reply: ["customer_id"], decision: ["customer_id"], person_text: ["customer_id"], opt_in: ["customer_id"], number_owner: ["customer_id"],
  customer_reworded: ["customer_id"], target_member: ["customer_id"], connection_person: ["customer_id"], mirror_member: ["customer_id"], outbox_person: ["customer_id"], outbox: ["customer_id"], membership_change: ["customer_id"], membership: ["customer_id"],
  segment_pin: ["customer_id"], list_member: ["customer_id"], list_decision: ["customer_id"],
  order_refund: ["customer_id"], order_line: ["customer_id"], orders: ["customer_id"], event: ["customer_id"], customer_tag: ["customer_id"],
  customer_gone: ["customer_id", "merged_into"], data_request: ["customer_id"], customer: ["customer_id"],
};

/**
 * However an email or a phone is spelt in what nobody could read, as a regular expression without regard to case. Of a phone
 * the last digits count: what stands before them differs by country, and signs may stand between them.
 */
export function spelling(word: string): string {
  const digits = /^\+?[\d ().-]{7,}$/.test(word) ? [...word.replaceAll(/\D/g, "").slice(-PHONE_END)] : [];
  if (digits.length > 0) return `${digits.join("([^0-9a-z]|%[0-9a-f]{2}){0,3}")}($|[^0-9])`;
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace("@", "(@|%40)");
}
const PHONE_END = 9;

export const ORDER_TABLES = ["order_refund", "order_line", "orders"] as const;

/** Nothing that was written before the request may bring the person back: what came in earlier is understood first, and no import is under way. */
export const mayForget = (waiting: { dueBefore: number; importsOpen: number }) => waiting.dueBefore === 0 && waiting.importsOpen === 0;
