// How many the question on screen would have found on days that are over, before it is saved.
import { Box, Card, Checkbox } from "@shopify/polaris";
import { useState } from "react";
import { type Definition, leavesOf } from "#app/segments/definition.ts";
import { gapsOf } from "#app/segments/then.ts";
import { SizeChart } from "../segments/size-chart.tsx";

type Props = { address: string; today: string; definition: Definition };

export function DraftSize({ address, today, definition }: Props) {
  const [takesToday, setTakesToday] = useState(false);
  const canAssume = leavesOf(definition.node).some(({ leaf }) => gapsOf(leaf).some(({ kind }) => kind !== "unrecorded"));
  return (
    <Box paddingBlockStart="400">
      <Card>
        <SizeChart address={address} today={today} day={null} takesToday={takesToday} definition={definition}>
          {canAssume || takesToday ? (
            <Checkbox
              label="Take today's values where no history is kept"
              helpText="Otherwise such a condition is not known, and whoever depends on it is left out."
              checked={takesToday}
              onChange={setTakesToday}
            />
          ) : null}
        </SizeChart>
      </Card>
    </Box>
  );
}
