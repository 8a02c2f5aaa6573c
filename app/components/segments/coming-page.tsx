// Who will enter and leave if nothing happens: a picture day by day, and the people with their instant.
import { Banner, BlockStack, Box, Card, InlineGrid, Page, Select, Tabs, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useNavigation, useSearchParams } from "@remix-run/react";
import { CustomerTable, type CustomerLine } from "../customers/customer-table.tsx";
import { formatCount, formatDuration, formatInstant, formatPeople } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { comingSummary, doesAnybodyMove } from "./coming-words.ts";
import { MovementChart } from "./movement-chart.tsx";
import { plainDay } from "./movement-words.ts";

type Comer = CustomerLine & { day: number; at: string | null };
type Movement = { day: string; entering: number; leaving: number };
type Coming = { movements: Movement[]; people: { lines: Comer[]; next: string | null }; ahead: number; tookMs: number };
type Props = {
  id: number;
  name: string;
  sentence: string;
  days: number;
  show: "enter" | "leave";
  /** The one whose people are shown; null = of all days. */
  day: string | null;
  problems: { message: string }[];
  coming: Coming | null;
  currency: string;
  timeZone: string;
};

const SPANS = [7, 30, 90].map((days) => ({ label: `Next ${days} days`, value: String(days) }));
const NAMES = { joined: "Will enter", left: "Will leave" };

export function ComingPage(props: Props) {
  const { id, name, sentence, days, problems, coming } = props;
  const [search, setSearch] = useSearchParams();
  const isLoading = useNavigation().state !== "idle";
  function ask(changes: Record<string, string | null>) {
    const next = new URLSearchParams(search);
    next.delete("after");
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    setSearch(next, { preventScrollReset: true });
  }
  return (
    <Page title={`${name}, what comes`} fullWidth backAction={{ content: name, url: `/app/segments/${id}` }}>
      <TitleBar title={`${name}, what comes`} />
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <InlineGrid columns={{ xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) auto" }} gap="300" alignItems="start">
              <Text as="p">{sentence}</Text>
              <Select label="How far to look" labelHidden options={SPANS} value={String(days)} onChange={(value) => ask({ days: value, day: null })} disabled={isLoading} />
            </InlineGrid>
            {problems.map(({ message }) => (
              <Banner tone="warning" key={message}>
                {message}
              </Banner>
            ))}
            {coming ? <Picture coming={coming} days={days} /> : null}
          </BlockStack>
        </Card>
        {coming && doesAnybodyMove(coming.movements) ? <People {...props} coming={coming} ask={ask} /> : null}
      </BlockStack>
    </Page>
  );
}

function Picture({ coming, days }: { coming: Coming; days: number }) {
  return (
    <>
      <MovementChart
        movements={coming.movements.map(({ day, entering, leaving }) => ({ day, joined: entering, left: leaving, byEdit: 0 }))}
        names={NAMES}
        said={comingSummary(coming.movements, days)}
      />
      <Text as="p" variant="bodySm" tone="subdued">
        {`${coming.ahead > 0 ? `Nothing is foretold of ${formatPeople(coming.ahead)} with orders dated ahead. ` : ""}Each day is looked at as it ends. Worked out in ${formatDuration(coming.tookMs)}.`}
      </Text>
    </>
  );
}

type PeopleProps = Props & { coming: Coming; ask: (changes: Record<string, string | null>) => void };

function People({ coming, show, day, ask, currency, timeZone }: PeopleProps) {
  const moving = coming.movements.filter((each) => (show === "enter" ? each.entering : each.leaving) > 0);
  const sum = (of: "entering" | "leaving") => coming.movements.filter((each) => day === null || each.day === day).reduce((total, each) => total + each[of], 0);
  const tabs = [
    { id: "leave", content: `${formatCount(sum("leaving"))} will leave`, panelID: "people-coming" },
    { id: "enter", content: `${formatCount(sum("entering"))} will enter`, panelID: "people-coming" },
  ];
  const options = [{ label: "All these days", value: "" }, ...moving.map((each) => ({ label: `${plainDay(each.day)} (${formatPeople(show === "enter" ? each.entering : each.leaving)})`, value: each.day }))];
  const shown = options.some(({ value }) => value === day) || day === null ? options : [...options, { label: plainDay(day), value: day }];
  const lines = coming.people.lines.map((line) => ({ ...line, when: line.at ? formatInstant(line.at, timeZone) : plainDay(coming.movements[line.day]?.day ?? "") }));
  return (
    <Card padding="0">
      <Tabs tabs={tabs} selected={show === "leave" ? 0 : 1} onSelect={(place) => ask({ show: place === 0 ? "leave" : "enter" })}>
        <Box padding="300">
          <Select label="Day" labelInline options={shown} value={day ?? ""} onChange={(value) => ask({ day: value === "" ? null : value })} />
        </Box>
        {lines.length === 0 ? (
          <Box padding="600">
            <Text as="p" alignment="center" tone="subdued">
              {`By time alone nobody ${show === "enter" ? "enters" : "leaves"} ${day === null ? "in these days" : "on that day"}.`}
            </Text>
          </Box>
        ) : (
          <CustomerTable lines={lines} currency={currency} timeZone={timeZone} heading={show === "enter" ? "Enters" : "Leaves"} />
        )}
        <Box padding="300">
          <KeyPages next={coming.people.next} label="Pages of people" />
        </Box>
      </Tabs>
    </Card>
  );
}
