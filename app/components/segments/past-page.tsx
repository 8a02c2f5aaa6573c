// A segment as of a day that is over: how many were in it, what could not be known, and who.
import { Banner, BlockStack, Box, Button, Card, InlineStack, List, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useNavigation, useSearchParams } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";
import { CustomerTable, type CustomerLine } from "../customers/customer-table.tsx";
import { formatCount, formatInstant, formatPeople } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { SearchField } from "../search-field.tsx";
import { TwoColumns } from "../two-columns.tsx";
import type { GapLine } from "./gap-words.ts";
import { PastDay } from "./past-day.tsx";
import { SizeChart } from "./size-chart.tsx";

type SizesThen = { customers: number; total: number; unknown: number; stayed: number; left: number; joined: number; unsure: number };
type Show = "then" | "stayed" | "left" | "joined";
type Props = {
  segmentId: number;
  name: string;
  sentence: string;
  memberCount: number;
  createdAt: string;
  day: string;
  today: boolean;
  show: Show;
  problems: Problem[];
  gaps: GapLine[];
  then: { at: string; sizes: SizesThen; people: { lines: CustomerLine[]; next: string | null } } | null;
  currency: string;
  timeZone: string;
  now: string;
};

export function PastPage(props: Props) {
  const { segmentId, name, day, today, then, problems, gaps, timeZone } = props;
  const isLoading = useNavigation().state !== "idle";
  return (
    <Page title={`${name}, back in time`} fullWidth backAction={{ content: name, url: `/app/segments/${segmentId}` }}>
      <TitleBar title={`${name}, back in time`} />
      <BlockStack gap="400">
        <TwoColumns
          main={then ? <SizeThen {...props} then={then} /> : <Unanswered problems={problems} />}
          side={
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  As of
                </Text>
                <PastDay key={day} day={day} today={today} canAssume={gaps.some(({ canAssume }) => canAssume)} problems={problems} isLoading={isLoading} />
                <Text as="p" variant="bodySm" tone="subdued">
                  {`${then ? `What had happened up to ${formatInstant(then.at, timeZone)}. ` : ""}People who were deleted or merged since are not in it, and pins are left out.`}
                </Text>
              </BlockStack>
            </Card>
          }
        />
        <Card>
          <SizeChart address={`/app/segments/${segmentId}/size`} today={localDay(props.now, timeZone)} day={day} takesToday={today} />
        </Card>
        {then ? <People {...props} people={then.people} sizes={then.sizes} /> : null}
      </BlockStack>
    </Page>
  );
}

const localDay = (instant: string, timeZone: string) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(instant));

/** A day that cannot be is said beside its field. */
function Unanswered({ problems }: { problems: Problem[] }) {
  const other = problems.find(({ path }) => path[0] !== "day");
  return <Banner tone={other ? "warning" : "info"}>{other?.message ?? "Choose a day, and the segment as of then appears here."}</Banner>;
}

function SizeThen({ then, sentence, gaps, memberCount, show }: Props & { then: NonNullable<Props["then"]> }) {
  const { sizes } = then;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="300" blockAlign="center">
          <Text as="p" variant="heading2xl" numeric>
            {formatCount(sizes.total)}
          </Text>
          <Text as="span" tone="subdued">
            {`${sizes.total === 1 ? "person" : "people"} then, of ${formatCount(sizes.customers)}; ${formatCount(memberCount)} now`}
          </Text>
        </InlineStack>
        <Text as="p">{sentence}</Text>
        <Groups sizes={sizes} show={show} />
        {sizes.unknown > 0 ? (
          <Text as="p" tone="subdued">
            {`${formatPeople(sizes.unknown)} more ${sizes.unknown === 1 ? "is" : "are"} left out because too little is known of them then${sizes.unsure > 0 ? `; ${formatCount(sizes.unsure)} of them are in now` : ""}.`}
          </Text>
        ) : null}
        {gaps.length > 0 ? <Gaps gaps={gaps} /> : null}
      </BlockStack>
    </Card>
  );
}

function Gaps({ gaps }: { gaps: GapLine[] }) {
  return (
    <Banner tone="info" title="Not everything is known of then">
      <List>
        {gaps.map(({ condition, reasons }) => (
          <List.Item key={condition}>{`${condition}. ${reasons.join(" ")}`}</List.Item>
        ))}
      </List>
    </Banner>
  );
}

const SHOWN: Record<Show, (sizes: SizesThen) => string> = {
  then: ({ total }) => `In it then: ${formatCount(total)}`,
  stayed: ({ stayed }) => `Then and now: ${formatCount(stayed)}`,
  left: ({ left }) => `Left since: ${formatCount(left)}`,
  joined: ({ joined }) => `Joined since: ${formatCount(joined)}`,
};
const SHOWS = ["then", "stayed", "left", "joined"] as const;

/** Each opens its people below. */
function Groups({ sizes, show }: { sizes: SizesThen; show: Show }) {
  const [search, setSearch] = useSearchParams();
  function open(next: Show): void {
    const params = new URLSearchParams(search);
    params.delete("after");
    params.set("show", next);
    setSearch(params, { preventScrollReset: true });
  }
  return (
    <InlineStack gap="200">
      {SHOWS.map((each) => (
        <Button key={each} pressed={each === show} onClick={() => open(each)}>
          {SHOWN[each](sizes)}
        </Button>
      ))}
    </InlineStack>
  );
}

const NOBODY: Record<Show, string> = { then: "Nobody is known to have been in it then.", stayed: "Nobody was in it then and still is.", left: "Nobody has left since.", joined: "Nobody has joined since." };

function People({ show, sizes, people, currency, timeZone, day, today }: Props & { sizes: SizesThen; people: { lines: CustomerLine[]; next: string | null } }) {
  const [search] = useSearchParams();
  return (
    <Card padding="0">
      <Box padding="300" paddingBlockEnd="0">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {SHOWN[show](sizes)}
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            Orders and money are as of today. Open a person to read why they were in it then.
          </Text>
        </BlockStack>
      </Box>
      <Box padding="300">
        <SearchField label="Search these people" placeholder="Search by email, phone or name" />
      </Box>
      {people.lines.length === 0 && !search.has("q") ? (
        <Box padding="600">
          <Text as="p" alignment="center" tone="subdued">
            {NOBODY[show]}
          </Text>
        </Box>
      ) : (
        <CustomerTable lines={people.lines} currency={currency} timeZone={timeZone} suffix={`/past?day=${day}${today ? "&today=1" : ""}`} />
      )}
      <Box padding="300">
        <KeyPages next={people.next} label="Pages of people" />
      </Box>
    </Card>
  );
}
