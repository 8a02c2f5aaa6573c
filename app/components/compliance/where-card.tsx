// "Where may this person be?": an address or a number is put to the rules. Nothing that is typed here is kept.
import { Banner, BlockStack, Button, Card, FormLayout, InlineStack, List, Select, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { Where, WhereAsked } from "#app/messages/compliance/where.ts";
import { PLACES } from "#app/segments/regions.ts";
import { problemAt } from "../problems-of.ts";
import { weekWords } from "./week-words.ts";
import { limitWords, openWords, placeName, ruleName, zoneWords } from "./where-words.ts";

type Answer = { where: Where } | { problems: Problem[] };
type Props = { countries: { value: string; label: string }[]; timeZone: string };

const EMPTY: WhereAsked = { country: "", province: "", postal: "", phone: "" };

export function WhereCard({ countries, timeZone }: Props) {
  const fetcher = useFetcher<Answer>();
  const [asked, setAsked] = useState<WhereAsked>(EMPTY);
  const isBusy = fetcher.state !== "idle";
  const answer = fetcher.data;
  const problems = answer && "problems" in answer && !isBusy ? answer.problems : [];
  const change = (part: Partial<WhereAsked>) => setAsked((before) => ({ ...before, ...part }));
  const states = Object.entries(PLACES[asked.country] ?? {}).map(([value, label]) => ({ value, label }));
  const ask = () => fetcher.submit(asked, { method: "POST", action: "/app/compliance/rules/where", encType: "application/json" });
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Where may this person be?
          </Text>
          <Text as="p" tone="subdued">
            Every region and clock that an address or a number makes plausible holds at once. Try one: nothing you type is kept.
          </Text>
        </BlockStack>
        <form onSubmit={(event) => (event.preventDefault(), ask())}>
          <FormLayout>
            <FormLayout.Group condensed>
              <TextField label="Phone number or area code" value={asked.phone} onChange={(phone) => change({ phone })} autoComplete="off" placeholder="850" error={problemAt(problems, ["phone"])} />
              <TextField label="ZIP or postal code" value={asked.postal} onChange={(postal) => change({ postal })} autoComplete="off" error={problemAt(problems, ["postal"])} />
            </FormLayout.Group>
            <FormLayout.Group condensed>
              <Select label="Country" options={[{ value: "", label: "Not given" }, ...countries]} value={asked.country} onChange={(country) => change({ country, province: "" })} error={problemAt(problems, ["country"])} />
              <Select label="State or province" options={[{ value: "", label: "Not given" }, ...states]} value={asked.province} onChange={(province) => change({ province })} disabled={states.length === 0} />
            </FormLayout.Group>
            <InlineStack>
              <Button submit loading={isBusy}>
                Look it up
              </Button>
            </InlineStack>
          </FormLayout>
        </form>
        <div role="status">{answer && "where" in answer ? <Answered where={answer.where} timeZone={timeZone} /> : null}</div>
      </BlockStack>
    </Card>
  );
}

function Answered({ where, timeZone }: { where: Where; timeZone: string }) {
  const { tone, title, said } = openWords(where, timeZone);
  const lines: [string, string][] = [
    ["They may be in", where.regions.map(placeName).join("; ")],
    ["Because of", where.because.join("; ") || "nothing that was given"],
    ["Their clocks say", where.zones.map(zoneWords).join("; ")],
    ["Hours that suit all of them", weekWords(where.week)],
    ["Limits", where.limits.map(limitWords).join("; ") || "none of the law’s"],
    ["Rules", where.rules.map(ruleName).join("; ")],
  ];
  return (
    <BlockStack gap="300">
      <Banner tone={tone === "attention" ? "warning" : tone} title={`A promotional text could go: ${title.charAt(0).toLowerCase()}${title.slice(1)}`}>
        <p>{said}</p>
      </Banner>
      <List>
        {lines.map(([label, text]) => (
          <List.Item key={label}>{`${label}: ${text}`}</List.Item>
        ))}
      </List>
    </BlockStack>
  );
}
