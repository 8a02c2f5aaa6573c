// Whether texts reach a number: some came, the carrier knows nobody there, or it is a landline or takes no texts.
export const REACHES = ["ok", "unreachable", "landline"] as const;
export type Reach = (typeof REACHES)[number];
