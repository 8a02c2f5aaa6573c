// When it goes, how fast, and how long a text may wait.
import { BlockStack, Card, Checkbox, ChoiceList, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import { PER_HOUR_MIN } from "#app/messages/campaigns/campaign.ts";
import { formatPlural } from "../format.ts";
import type { CardProps } from "./campaign-editor.tsx";
import { localWords } from "./campaign-words.ts";
import { tomorrow, waitChoices } from "./draft.ts";

export function WhenCard(card: CardProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          When
        </Text>
        <Times {...card} />
        <Speed {...card} />
      </BlockStack>
    </Card>
  );
}

function Times({ draft, change, problemOf, choices }: CardProps) {
  const { when, day, time, zone } = draft;
  return (
    <BlockStack gap="400">
      <ChoiceList
        title="Start"
        titleHidden
        choices={[{ value: "now", label: "As soon as I start it" }, { value: "at", label: "At a time" }]}
        selected={[when]}
        onChange={([chosen]) => change({ when: chosen === "at" ? "at" : "now", ...(chosen === "at" && day === "" ? { day: tomorrow(choices.nowLocal) } : {}) })}
      />
      {when === "at" ? (
        <>
          <InlineGrid columns={2} gap="300">
            <TextField label="Day" type="date" value={day} onChange={(next) => change({ day: next })} autoComplete="off" error={problemOf("definition", "schedule", "at")} />
            <TextField label="Time" type="time" value={time} onChange={(next) => change({ time: next })} autoComplete="off" />
          </InlineGrid>
          <ChoiceList
            title="In which time zone"
            choices={[
              { value: "recipient", label: "Each recipient’s own", helpText: "By their address; without one, once it is that late everywhere they may be." },
              { value: "shop", label: `Your shop’s: ${choices.timeZone}`, helpText: `It is ${localWords(choices.nowLocal)} there now.` },
            ]}
            selected={[zone]}
            onChange={([chosen]) => change({ zone: chosen === "shop" ? "shop" : "recipient" })}
          />
        </>
      ) : null}
      <Text as="p" tone="subdued">
        Nobody is texted outside the legal hours of any place where they may be: their text waits for the next hour that suits.
      </Text>
    </BlockStack>
  );
}

function Speed({ draft, change, problemOf }: CardProps) {
  return (
    <BlockStack gap="400">
      <Checkbox label="Send no more than so many an hour" checked={draft.isPaced} onChange={(isPaced) => change({ isPaced })} helpText="So that your team can answer, and the store can take the visits." />
      {draft.isPaced ? <TextField label="Texts an hour" type="number" min={PER_HOUR_MIN} value={draft.perHour} onChange={(perHour) => change({ perHour })} autoComplete="off" error={problemOf("definition", "perHour")} /> : null}
      <Select
        label="A text that may not go yet waits at most"
        options={waitChoices(draft.waitHours).map((value) => ({ value, label: Number(value) % 24 === 0 ? formatPlural(Number(value) / 24, "day") : formatPlural(Number(value), "hour") }))}
        value={draft.waitHours}
        onChange={(waitHours) => change({ waitHours })}
        error={problemOf("definition", "expiresAfterMs")}
        helpText="After that it is not sent: a sale that has ended helps nobody."
      />
    </BlockStack>
  );
}
