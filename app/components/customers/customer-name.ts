// What a customer is called where nothing better is known: their name, their email, or their number.
type Named = { customerId: string; firstName: string | null; lastName: string | null; email: string | null };

export function customerName({ customerId, firstName, lastName, email }: Named): string {
  const name = [firstName, lastName].filter(Boolean).join(" ");
  return name || email || `Customer ${customerId}`;
}
