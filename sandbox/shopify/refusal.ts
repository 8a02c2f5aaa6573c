// What Shopify will not do. GraphQL answers it as userErrors; the sandbox's own pages show the message.

export type UserError = { field: string[] | null; message: string; code?: string | null };

export class Refusal extends Error {
  readonly errors: UserError[];

  constructor(message: string, field: string[] | null = null, code: string | null = null) {
    super(message);
    this.name = "Refusal";
    this.errors = [{ field, message, code }];
  }
}

/** The record, or a refusal that says which is missing. */
export function found<Found>(record: Found | undefined | null, what: string, field: string[] = ["id"]): Found {
  if (record === undefined || record === null) throw new Refusal(`${what} does not exist`, field);
  return record;
}
