// Holidays that were proclaimed since the rules were written.
import { Badge, BlockStack, Button, InlineGrid, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { problemAt } from "../problems-of.ts";
import { plainDay } from "../segments/movement-words.ts";
import { TitledCard } from "../titled-card.tsx";
import type { Choice } from "./limits-page.tsx";
import type { DayOffView } from "./limits-view.ts";
import { Line } from "./line.tsx";
import { useLimits } from "./use-limits.ts";

type Props = { daysOff: DayOffView[]; places: Choice[]; today: string };

export function DaysOffCard({ daysOff, places, today }: Props) {
  const [region, setRegion] = useState("");
  const [on, setOn] = useState("");
  const adding = useLimits("Day added", () => setOn(""));
  const removing = useLimits("Day taken away");
  return (
    <TitledCard title="More days off" says="The rules know the public holidays to 2035. Governors proclaim others: on these days nobody who may be there gets a promotional text." gap="400">
      {daysOff.map((day) => (
        <Line
          key={`${day.region} ${day.on}`}
          title={plainDay(day.on)}
          detail={day.name}
          badge={day.isPast ? <Badge>Past</Badge> : null}
          action={
            <Button onClick={() => removing.send({ change: "noDayOff", region: day.region, on: day.on })} disabled={removing.isBusy} accessibilityLabel={`Take away ${plainDay(day.on)} in ${day.name}`}>
              Take away
            </Button>
          }
        />
      ))}
      <form onSubmit={(event) => (event.preventDefault(), adding.send({ change: "dayOff", region, on }))}>
        <BlockStack gap="200">
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <Select label="Where" options={[{ value: "", label: "Choose a state or country" }, ...places]} value={region} onChange={setRegion} error={problemAt(adding.problems, ["region"])} />
            <TextField label="Day" type="date" min={today} value={on} onChange={setOn} autoComplete="off" error={problemAt(adding.problems, ["on"])} />
          </InlineGrid>
          <div>
            <Button submit loading={adding.isBusy} disabled={region === "" || on === ""}>
              Add the day
            </Button>
          </div>
        </BlockStack>
      </form>
    </TitledCard>
  );
}
