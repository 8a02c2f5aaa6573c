// What can be imported, and why it was asked for.

export const IMPORT_KINDS = ["products", "customers", "orders"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const IMPORT_REASONS = ["install", "reconcile", "asked"] as const;
export type ImportReason = (typeof IMPORT_REASONS)[number];
