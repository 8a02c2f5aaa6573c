// Emergencies: a state that bans such texts for now, a hurricane for example.
import { Badge, BlockStack, Button, Card, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { formatInstant } from "../format.ts";
import { problemAt } from "../problems-of.ts";
import type { Choice } from "./limits-page.tsx";
import type { BanView } from "./limits-view.ts";
import { Line } from "./line.tsx";
import { useLimits } from "./use-limits.ts";

type Props = { bans: BanView[]; places: Choice[]; timeZone: string; today: string };

export function BansCard({ bans, places, timeZone, today }: Props) {
  const [region, setRegion] = useState("");
  const [day, setDay] = useState("");
  const adding = useLimits("Ban begun", () => (setRegion(""), setDay("")));
  const ending = useLimits("Ban ended");
  // The last moment of that day where the ban holds longest: it is over everywhere by the next noon of Greenwich.
  const until = day === "" ? null : Date.parse(`${day}T12:00:00Z`) + 86_400_000;
  const when = (ms: number) => formatInstant(new Date(ms).toISOString(), timeZone);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Bans in an emergency
          </Text>
          <Text as="p" tone="subdued">
            Louisiana, New York and others ban promotional texts while an emergency lasts. Whoever may be there gets none until it is over.
          </Text>
        </BlockStack>
        {bans.map((ban) => (
          <Line
            key={`${ban.region} ${ban.from}`}
            title={ban.name}
            badge={<Badge {...(ban.isOver ? {} : { tone: "attention" as const })}>{ban.isOver ? "Over" : "In force"}</Badge>}
            detail={`Since ${when(ban.from)}, ${ban.until === null ? "until you end it: such texts are not sent" : `until ${when(ban.until)}: such texts wait`}`}
            action={
              <Button onClick={() => ending.send({ change: "endBan", region: ban.region, from: ban.from })} disabled={ending.isBusy} accessibilityLabel={`${ban.isOver ? "Take away" : "End"} the ban in ${ban.name}`}>
                {ban.isOver ? "Take away" : "End"}
              </Button>
            }
          />
        ))}
        <form onSubmit={(event) => (event.preventDefault(), adding.send({ change: "ban", region, until }))}>
          <BlockStack gap="200">
            <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
              <Select label="Where" options={[{ value: "", label: "Choose a state or country" }, ...places]} value={region} onChange={setRegion} error={problemAt(adding.problems, ["region"])} />
              <TextField label="Until the end of" type="date" min={today} value={day} onChange={setDay} autoComplete="off" helpText="Empty: until you end it" error={problemAt(adding.problems, ["until"])} />
            </InlineGrid>
            <div>
              <Button submit loading={adding.isBusy} disabled={region === ""}>
                Begin a ban
              </Button>
            </div>
          </BlockStack>
        </form>
      </BlockStack>
    </Card>
  );
}
