// What holds for one customer: as it was saved, not as it is being edited.
import { Badge, Banner, BlockStack, InlineStack, Link, List, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { days } from "#app/lib/time.ts";
import type { HeldFor } from "#app/messages/policies/defaults-for.ts";
import { formatPlural } from "../format.ts";
import { PersonPicker, type PersonChoice } from "../messages/person-picker.tsx";
import { TitledCard } from "../titled-card.tsx";
import { OFFER_NAMES, OWN_HOUR, PERSONA_NAMES } from "./policy-words.ts";

const DAY_MS = days(1);

export function PersonCard({ people }: { people: PersonChoice[] }) {
  const asking = useFetcher<{ held: HeldFor | null }>();
  const [chosen, choose] = useState<PersonChoice | null>(null);
  return (
    <TitledCard title="What holds for one customer">
      <PersonPicker
        people={people}
        chosen={chosen}
        onChange={(person) => {
          choose(person);
          if (person) asking.load(`/app/customers/${person.customerId}/policies`);
        }}
      />
      <div aria-live="polite">
        {chosen === null || asking.state !== "idle" || !asking.data ? (
          <Text as="p" tone="subdued">
            {chosen === null ? "Choose somebody to see which policies hold." : "One moment…"}
          </Text>
        ) : (
          <Held held={asking.data.held} id={chosen.customerId} onLift={() => asking.submit(null, { method: "DELETE", action: `/app/customers/${chosen.customerId}/policies` })} />
        )}
      </div>
    </TitledCard>
  );
}

function Held({ held, id, onLift }: { held: HeldFor | null; id: string; onLift: () => void }) {
  if (held === null) return <Text as="p">They have no phone number, so no text goes to them.</Text>;
  const { policies, defaults, hour, rests } = held;
  return (
    <BlockStack gap="300">
      {rests ? (
        <Banner tone="info" action={{ content: "End the rest", onAction: onLift }}>
          <p>A flow lets them rest: no promotional text goes to them until they opt in anew.</p>
        </Banner>
      ) : null}
      {policies.length === 0 ? (
        <Text as="p">No policy holds. The law’s limits and your limit for each person do.</Text>
      ) : (
        <List>
          {policies.map(({ name, title, limit }) => (
            <List.Item key={name}>
              <InlineStack gap="200">
                <Text as="span">{`${title}: at most ${formatPlural(limit.max, "text")} in any ${formatPlural(Math.round(limit.windowMs / DAY_MS), "day")}`}</Text>
                {name === defaults.strictest?.name && policies.length > 1 ? <Badge>Strictest</Badge> : null}
              </InlineStack>
            </List.Item>
          ))}
        </List>
      )}
      {defaults.strictest ? (
        <BlockStack gap="100">
          <Text as="p">{`Offered: ${OFFER_NAMES[defaults.offer].toLowerCase()}. About: ${defaults.themes.length === 0 ? "anything" : defaults.themes.join(", ")}.`}</Text>
          <Text as="p">{hourWords(defaults.persona && PERSONA_NAMES[defaults.persona], defaults.hour, hour)}</Text>
        </BlockStack>
      ) : null}
      <Link url={`/app/customers/${id}`}>Their page</Link>
    </BlockStack>
  );
}

function hourWords(persona: string | null, wanted: string | null, hour: HeldFor["hour"]): string {
  if (persona === null || wanted === null) return `Texts go at: ${OWN_HOUR.toLowerCase()}.`;
  if (hour === null) return `Texts would go at ${wanted} (${persona.toLowerCase()}), but no hour is lawful where they may be.`;
  return hour.isMoved ? `Texts go at ${hour.at}: ${wanted} (${persona.toLowerCase()}) lies outside the lawful hours where they may be.` : `Texts go at ${hour.at} (${persona.toLowerCase()}).`;
}
