// The day to go back to, and whether today's values may stand in where no history is kept: both live in the
// address, so that a look at the past is a link.
import { BlockStack, Button, Checkbox, InlineStack, TextField } from "@shopify/polaris";
import { useSearchParams } from "@remix-run/react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";

type Props = { day: string; today: boolean; canAssume: boolean; problems: Problem[]; isLoading: boolean };

export function PastDay({ day, today, canAssume, problems, isLoading }: Props) {
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(day);
  function go(to: string, takesToday: boolean): void {
    const params = new URLSearchParams(search);
    params.delete("after");
    params.set("day", to);
    if (takesToday) params.set("today", "1");
    else params.delete("today");
    setSearch(params, { preventScrollReset: true });
  }
  const problem = typed === day ? problems.find(({ path }) => path[0] === "day")?.message : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go(typed, today);
      }}
    >
      <BlockStack gap="300">
        <TextField label="Day" type="date" value={typed} onChange={setTyped} autoComplete="off" error={problem ?? false} helpText="The end of that day, shop time." />
        {canAssume || today ? (
          <Checkbox
            label="Take today's values where no history is kept"
            helpText="Otherwise such a condition is not known, and whoever depends on it is left out."
            checked={today}
            onChange={(next) => go(typed, next)}
          />
        ) : null}
        <InlineStack>
          <Button submit variant="primary" loading={isLoading}>
            Show that day
          </Button>
        </InlineStack>
      </BlockStack>
    </form>
  );
}
