// The segments that a platform keeps, and how each stands.
import { Badge, BlockStack, Box, Card, EmptyState, InlineStack, Link, Text } from "@shopify/polaris";
import { formatCount, formatPeople } from "../format.ts";
import { placeTitle, type PlaceView, placeWords } from "./place-view.ts";

type Props = { places: PlaceView[]; segments: Record<string, string>; name: string };

export function PlacesTable({ places, segments, name }: Props) {
  if (places.length === 0) {
    return (
      <Card>
        <EmptyState heading={`No segment goes to ${name} yet`} action={{ content: "Choose a segment", url: "/app/segments" }} image="">
          <p>Open a segment and add {name} under “Where else this segment goes”.</p>
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <Text as="h2" variant="headingMd">
          Segments kept there
        </Text>
      </Box>
      <ul aria-label="Segments kept there" style={{ margin: 0, padding: 0, listStyle: "none" }}>
        {places.map((place, i) => (
          <li key={place.segment_id}>
            <Line place={place} segment={segments[place.segment_id] ?? place.place_name} isFirst={i === 0} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Line({ place, segment, isFirst }: { place: PlaceView; segment: string; isFirst: boolean }) {
  const words = placeWords(place, null);
  const { held, adding, removing, refused, skipped } = place.counts;
  const left = refused + skipped;
  const numbers = [`${formatPeople(held)} held`, adding + removing > 0 ? `${formatCount(adding + removing)} moving` : "", left > 0 ? `${formatCount(left)} left out` : ""].filter(Boolean);
  return (
    <Box padding="400" paddingBlock="300" {...(isFirst ? {} : { borderBlockStartWidth: "025", borderColor: "border-secondary" })}>
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
            <Link url={`/app/segments/${place.segment_id}`} monochrome>
              <Text as="span" fontWeight="semibold">
                {segment}
              </Text>
            </Link>
          </div>
          <Badge {...(words.tone ? { tone: words.tone } : {})}>{words.label}</Badge>
        </InlineStack>
        <Text as="p" tone="subdued" breakWord>{`${placeTitle(place)} · ${numbers.join(" · ")}`}</Text>
        {words.sentence && place.state !== "first" ? <Text as="p">{words.sentence}</Text> : null}
      </BlockStack>
    </Box>
  );
}
