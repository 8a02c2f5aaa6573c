// One person's way through a replay, line by line as their run's page would tell it.
import { BlockStack, Box, Divider, Link, Text } from "@shopify/polaris";
import { useSearchParams } from "@remix-run/react";
import type { Moment } from "#app/flows/report/story.ts";
import { customerName } from "../customers/customer-name.ts";
import { StoryMoments } from "../flow-report/story-moments.tsx";
import { formatInstant, formatPlural } from "../format.ts";
import { PersonPicker } from "../messages/person-picker.tsx";
import { TitledCard } from "../titled-card.tsx";
import { reasonLines } from "./flow-words.ts";

type Named = { customerId: string; firstName: string | null; lastName: string | null; email: string | null };
export type SamplePerson = Named & { sent: number; ended: string | null };
export type PathView = { person: Named | null; refusals: { at: number; reason: string }[]; runs: { run: string; at: number; control: boolean; moments: Moment[] }[] };

export function PersonsPath({ people, path, asked, timeZone }: { people: SamplePerson[]; path: PathView | null; asked: string | null; timeZone: string }) {
  const [search, setSearch] = useSearchParams();
  const show = (customerId: string | null) => {
    const next = new URLSearchParams(search);
    if (customerId === null) next.delete("person");
    else next.set("person", customerId);
    setSearch(next, { preventScrollReset: true });
  };
  const choices = people.map((person) => ({ customerId: person.customerId, name: customerName(person), detail: formatPlural(person.sent, "text") }));
  const chosen = path?.person ? { customerId: path.person.customerId, name: customerName(path.person), detail: "" } : null;
  return (
    <TitledCard title="One person’s way through it">
      <PersonPicker people={choices} chosen={chosen} onChange={(person) => show(person?.customerId ?? null)} />
      {asked !== null && path === null ? <Text as="p">This customer is not there any more.</Text> : null}
      {path ? <Path path={path} timeZone={timeZone} /> : null}
    </TitledCard>
  );
}

function Path({ path: { person, runs, refusals }, timeZone }: { path: PathView; timeZone: string }) {
  const counts: Record<string, number> = {};
  for (const { reason } of refusals) counts[reason] = (counts[reason] ?? 0) + 1;
  return (
    <BlockStack gap="400">
      {person ? <Link url={`/app/customers/${person.customerId}`}>{customerName(person)}</Link> : null}
      {runs.length === 0 ? <Text as="p">They would not have entered.</Text> : null}
      {reasonLines(counts, "entry").map(({ key, says, count }) => (
        <Text as="p" key={key} tone="subdued">{`Not let in ${formatPlural(count, "time")}: ${says}`}</Text>
      ))}
      {runs.map(({ run, at, control, moments }, place) => (
        <Box key={run}>
          {place > 0 ? <Divider /> : null}
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">{`Entered ${formatInstant(new Date(at).toISOString(), timeZone)}${control ? ", without texts, to compare with" : ""}`}</Text>
            <StoryMoments moments={moments} texts={[]} doings={[]} timeZone={timeZone} />
          </BlockStack>
        </Box>
      ))}
    </BlockStack>
  );
}
