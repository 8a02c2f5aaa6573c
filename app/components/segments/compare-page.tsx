// How segments overlap: which ones, the picture, and the people of the combination that was pressed.
import { BlockStack, Box, Card, Link, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useNavigate } from "@remix-run/react";
import { type Region, regionCount } from "#app/segments/overlap.ts";
import { CustomerTable, type CustomerLine } from "../customers/customer-table.tsx";
import { formatPlural } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { SearchField } from "../search-field.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { OverlapPlot } from "./overlap-plot.tsx";
import { overlapSummary, ownWords, regionWords, SIGNS } from "./overlap-words.ts";
import { type Choice, SegmentChooser } from "./segment-chooser.tsx";

type Compared = Choice & { evaluatedAt: string | null };
type Props = {
  all: Choice[];
  chosen: Compared[];
  regions: Region[];
  shown: number | null;
  people: { lines: CustomerLine[]; next: string | null } | null;
  currency: string;
  timeZone: string;
};

const addressOf = (ids: number[], mask?: number) => `/app/segments/compare?ids=${ids.join(",")}${mask === undefined ? "" : `&in=${mask}`}`;

export function ComparePage({ all, chosen, regions, shown, people, currency, timeZone }: Props) {
  const navigate = useNavigate();
  const ids = chosen.map(({ segmentId }) => segmentId);
  const names = chosen.map(({ name }) => name);
  return (
    <Page title="Compare segments" fullWidth backAction={{ content: "Segments", url: "/app/segments" }}>
      <TitleBar title="Compare segments" />
      <BlockStack gap="400">
        <TwoColumns
          main={<Picture chosen={chosen} names={names} regions={regions} shown={shown} addressOf={(mask) => addressOf(ids, mask)} />}
          side={
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  Segments
                </Text>
                <SegmentChooser all={all} chosen={chosen} onChange={(next) => void navigate(addressOf(next), { preventScrollReset: true })} />
                {chosen.length > 1 ? <Sizes chosen={chosen} regions={regions} /> : null}
              </BlockStack>
            </Card>
          }
        />
        {people && shown !== null ? (
          <Card padding="0">
            <Box padding="300" paddingBlockEnd="0">
              <Text as="h2" variant="headingMd">
                {regionWords(shown, names)}
              </Text>
            </Box>
            <Box padding="300">
              <SearchField label="Search these people" placeholder="Search by email, phone or name" />
            </Box>
            <CustomerTable lines={people.lines} currency={currency} timeZone={timeZone} />
            <Box padding="300">
              <KeyPages next={people.next} label="Pages of people" />
            </Box>
          </Card>
        ) : null}
      </BlockStack>
    </Page>
  );
}

function Picture({ chosen, names, regions, ...rest }: Pick<Props, "regions" | "shown"> & { chosen: Compared[]; names: string[]; addressOf: (mask: number) => string }) {
  const uncounted = chosen.filter(({ evaluatedAt }) => evaluatedAt === null).map(({ name }) => `“${name}”`);
  const empty = regionCount(chosen.length) - regions.length;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Who is in which
        </Text>
        {chosen.length < 2 ? (
          <Text as="p" tone="subdued">
            Choose at least two segments, and the people they share appear here.
          </Text>
        ) : (
          <>
            <Text as="p">{overlapSummary(regions, chosen.length)}</Text>
            {uncounted.length > 0 ? <Text as="p" tone="caution">{`${uncounted.join(", ")} ${uncounted.length === 1 ? "is" : "are"} not counted yet.`}</Text> : null}
            <OverlapPlot names={names} regions={regions} {...rest} />
            <Text as="p" variant="bodySm" tone="subdued">
              {`${empty === 0 ? "" : `${formatPlural(empty, "other combination has", "other combinations have")} nobody. `}Press a line to see its people.`}
            </Text>
          </>
        )}
      </BlockStack>
    </Card>
  );
}

function Sizes({ chosen, regions }: { chosen: Compared[]; regions: Region[] }) {
  return chosen.map(({ segmentId, name }, place) => (
    <BlockStack key={segmentId} gap="050">
      <Text as="p">
        {`${SIGNS[place]}: `}
        <Link url={`/app/segments/${segmentId}`}>{name}</Link>
      </Text>
      <Text as="p" variant="bodySm" tone="subdued">
        {ownWords(regions, place)}
      </Text>
    </BlockStack>
  ));
}
