// All regions: found by name, narrowed to what matters, and countries switched on and off.
import { Box, Card, Divider, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { formatPlural } from "../format.ts";
import { AddCountry } from "./add-country.tsx";
import { CountryModal } from "./country-modal.tsx";
import { RuleRow } from "./rule-row.tsx";
import { isShown, isShownName, SHOWN, type Shown } from "./rule-filter.ts";
import type { RuleView } from "./rule-view.ts";

export const RULES_ADDRESS = "/app/compliance/rules";

export function RulesCard({ rules, others }: { rules: RuleView[]; others: { value: string; label: string }[] }) {
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState<Shown>("all");
  const [asked, ask] = useState<RuleView | null>(null);
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  const found = rules.filter((rule) => isShown(rule, { search, shown }));
  const send = (country: string, isOn: boolean) => fetcher.submit({ change: "country", country, isOn }, { method: "POST", action: RULES_ADDRESS, encType: "application/json" });
  function onSwitch(rule: RuleView) {
    if (!rule.country) return;
    // Off is never a risk; what we did not verify asks first.
    if (!rule.country.isOn && rule.country.needsConfirming) ask(rule);
    else send(rule.country.code, !rule.country.isOn);
  }
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineGrid columns={{ xs: "minmax(0, 1fr)", md: "minmax(0, 3fr) minmax(0, 2fr)" }} gap="300">
          <TextField label="Find a state or country" type="search" value={search} onChange={setSearch} autoComplete="off" placeholder="Florida, UK, holiday" clearButton onClearButtonClick={() => setSearch("")} />
          <Select label="Show" options={Object.entries(SHOWN).map(([value, label]) => ({ value, label }))} value={shown} onChange={(next) => isShownName(next) && setShown(next)} />
        </InlineGrid>
        <Box paddingBlockStart="200">
          <div role="status">
            <Text as="p" tone="subdued">{`${formatPlural(found.length, "region")} of ${rules.length}`}</Text>
          </div>
        </Box>
      </Box>
      {found.map((rule) => (
        <Fragment key={rule.id}>
          <Divider />
          <RuleRow rule={rule} isBusy={isBusy} onSwitch={onSwitch} />
        </Fragment>
      ))}
      <Divider />
      <AddCountry options={others} isBusy={isBusy} onAdd={(code, name) => ask({ ...otherRule(rules), id: code, name, country: { code, isOn: false, needsConfirming: true } })} />
      {asked?.country ? (
        <CountryModal
          name={asked.name}
          onClose={() => ask(null)}
          onConfirm={() => {
            if (asked.country) send(asked.country.code, true);
            ask(null);
          }}
        />
      ) : null}
    </Card>
  );
}

const NO_RULE: RuleView = { id: "", name: "", isInForce: true, isStrictOnly: false, hours: "", strictHours: null, limits: [], daysOff: null, confidence: "low", reach: [], notes: [], citation: "", sources: [], country: null };
const otherRule = (rules: RuleView[]) => rules.find(({ id }) => id === "*") ?? NO_RULE;
