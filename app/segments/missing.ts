// What the vocabulary of segments does not have yet, and why: each row is a question that merchants ask
// and no data of ours answers today. docs/vocabulary.md shows the list.

export type Missing = { what: string; why: string };

export const MISSING: readonly Missing[] = [
  { what: "Role and location within a company (B2B)", why: "Needs the permission to read companies; only their names are read." },
  { what: "Metafield changed, profile field changed", why: "The last value is kept, not its history." },
  { what: "Store credit: next expiry, last credit", why: "Only the balance is exported." },
  { what: "Billing address, any address, address of the last order as home", why: "The default address alone is kept; orders have their own address as a filter." },
  { what: "Nearest location", why: "The coordinates of the shop's locations are not read; “within … km of” takes any point." },
  { what: "Several plausible time zones, places that disagree (area code against address)", why: "One time zone is kept for each customer: that of the default address." },
  { what: "Margin", why: "Costs of products are not read." },
  { what: "Automatic discount by name, discount applications", why: "Exports list them without an id and webhooks without the automatic ones; “Discounted without a code” says that there was one." },
  { what: "Bought while a sale was running, compare-at price", why: "The history of prices is not kept." },
  { what: "Returns: reason, open returns", why: "Needs the permission to read returns; the return status of an order and its refunds are here." },
  { what: "When a parcel was out for delivery, delayed, not delivered, ready for pickup", why: "That it ever was is kept of each order; the instant is not." },
  { what: "Order metafields, product metafields (SPF of at least 30), options by name", why: "They are not exported; the variant's title has its options." },
  { what: "Unpaid checkouts, draft orders", why: "Neither is read." },
  { what: "Part of a bundle", why: "Groups of lines are not read." },
  { what: "Phone number is valid", why: "It is looked at when a text is due; whether texts reached it is here." },
  { what: "Fatigue by texts", why: "Ask instead for texts received and clicked in a period, or for the score of what texts led to." },
  { what: "A trend of money that is sure at 90 %", why: "Numbers of events, rates and their trends can be asked so; how somebody's baskets vary is not known from the few that they had." },
  { what: "Operating system, browser", why: "Nobody tells them: of a visit the device is here." },
  { what: "Opt-ins and opt-outs from before the app was installed", why: "Shopify gives the last change alone; from the installation on each is an event." },
  { what: "Next billing, failed payment, skipped delivery of a subscription", why: "Contracts of other apps are not readable; Shopify's subscriber status is here." },
  { what: "Moved between RFM groups, months in a group", why: "Ask instead for who joined a segment of that group; the groups themselves have no history." },
  { what: "Stock, a sale that runs, the date of today by itself", why: "They are true of everybody at once and belong into a message's own conditions." },
];
