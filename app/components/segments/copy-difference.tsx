// A segment and its copy, person by person: equal is said only where nobody differs.
import { Banner, BlockStack, Link, List, Text } from "@shopify/polaris";
import { formatCount, formatPeople } from "../format.ts";

type Side = "ours" | "theirs";
type Person = { side: Side; customerId: string; name: string | null; email: string | null; phone: string | null };
/** ours, theirs: in one of them alone; unknown: members there whom Segue does not know yet. */
export type Compared = { ours: number; both: number; theirs: number; unknown: number; people: Person[] };

export function CopyDifference({ compared }: { compared: Compared }) {
  const { ours, both, theirs, unknown } = compared;
  if (ours + theirs + unknown === 0) {
    return (
      <Banner tone="success" title="Both find the same people">
        <p>{`${formatPeople(both)}, compared one by one.`}</p>
      </Banner>
    );
  }
  return (
    <BlockStack gap="300">
      <Banner tone="warning" title="They do not find the same people">
        <p>{`${formatCount(both + ours)} here, ${formatCount(both + theirs + unknown)} in Shopify, ${formatCount(both)} in both.`}</p>
      </Banner>
      <Group title={`Only here: ${formatPeople(ours)}`} people={compared.people.filter(({ side }) => side === "ours")} count={ours} />
      <Group title={`Only in Shopify: ${formatPeople(theirs)}`} people={compared.people.filter(({ side }) => side === "theirs")} count={theirs} />
      {unknown > 0 ? <Text as="p">{`${formatPeople(unknown)} in Shopify whom Segue does not know yet.`}</Text> : null}
    </BlockStack>
  );
}

function Group({ title, people, count }: { title: string; people: Person[]; count: number }) {
  if (count === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <List>
        {people.map(({ customerId, name, email, phone }) => (
          <List.Item key={customerId}>
            <Link url={`/app/customers/${customerId}`}>{name ?? email ?? phone ?? `Customer ${customerId}`}</Link>
          </List.Item>
        ))}
      </List>
      {count > people.length ? <Text as="p" tone="subdued">{`And ${formatCount(count - people.length)} more.`}</Text> : null}
    </BlockStack>
  );
}
