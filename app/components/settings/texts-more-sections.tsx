// What texts may cost, where their links lead, and the words of a sign-up.
import { BlockStack, Checkbox, InlineGrid, Text, TextField } from "@shopify/polaris";
import { problemAt } from "../problems-of.ts";
import { AddedWords } from "./added-words.tsx";
import { Section } from "./section.tsx";
import type { FieldProps, Limits, SampleWords } from "./texts-page.tsx";

export function CostSection({ draft, change, problems }: FieldProps) {
  const { spend } = draft;
  return (
    <Section title="Cost" detail="Texts that would go over a limit wait until it renews.">
      <BlockStack gap="400">
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <TextField label="At most a day" prefix="$" suffix="USD" inputMode="decimal" value={spend.day} onChange={(day) => change({ spend: { ...spend, day } })} autoComplete="off" placeholder="No limit" error={problemAt(problems, ["spend", "day"])} />
          <TextField label="At most a month" prefix="$" suffix="USD" inputMode="decimal" value={spend.month} onChange={(month) => change({ spend: { ...spend, month } })} autoComplete="off" placeholder="No limit" error={problemAt(problems, ["spend", "month"])} />
        </InlineGrid>
        <Checkbox label="Smart encoding" checked={draft.smart} onChange={(smart) => change({ smart })} helpText="Curly quotation marks and long dashes become plain ones, because one of them can double what a text costs. Letters with accents and emoji stay." />
      </BlockStack>
    </Section>
  );
}

/** Also of a whole address that was copied. */
const hostIn = (text: string): string => text.trim().toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "");

export function LinkSection({ draft, change, problems, limits, linkHost }: FieldProps & { limits: Limits; linkHost: string }) {
  const problem = problemAt(problems, ["linkHost"]);
  return (
    <Section title="Links" detail="Links are shortened on a host of ours or of yours. Carriers block public shorteners.">
      <BlockStack gap="400">
        <TextField label="Your own host for short links" value={draft.linkHost} onChange={(host) => change({ linkHost: host })} autoComplete="off" placeholder={linkHost} helpText={`For example go.example.com. Point it to ${linkHost} with a CNAME record first. Without one, links begin with ${linkHost}.`} error={problem && `The host ${problem}.`} />
        <AddedWords
          id="hosts"
          label="Other sites that links may lead to"
          placeholder="reviews.example.com"
          helpText="Links to your own shop are always allowed. A link anywhere else is refused when a message is saved."
          values={draft.hosts}
          onChange={(hosts) => change({ hosts })}
          error={problemAt(problems, ["hosts"])}
          max={limits.hosts}
          read={hostIn}
        />
      </BlockStack>
    </Section>
  );
}

export function OptInSection({ draft, change, problems, limits, sample }: FieldProps & { limits: Limits; sample: SampleWords }) {
  return (
    <Section title="Sign-up texts" detail="Whoever signs up is asked once more by text, from the number they gave. Only their answer makes it a consent.">
      <BlockStack gap="400">
        <Text as="p" tone="subdued">
          Left empty, Segue’s own words go out in the person’s language. Your own go to everybody as they stand.
        </Text>
        <TextField label="The question" value={draft.askText} onChange={(askText) => change({ askText })} autoComplete="off" multiline={3} maxLength={limits.optIn} showCharacterCount placeholder={sample.ask} error={problemAt(problems, ["askText"])} helpText="Must say: your brand, which word confirms, how often, that it may cost, HELP and STOP. Name cart reminders if you send them." />
        <TextField label="The welcome" value={draft.welcomeText} onChange={(welcomeText) => change({ welcomeText })} autoComplete="off" multiline={3} maxLength={limits.optIn} showCharacterCount placeholder={sample.welcome} error={problemAt(problems, ["welcomeText"])} helpText="Must say: your brand, how often, that it may cost, HELP and STOP." />
      </BlockStack>
    </Section>
  );
}
