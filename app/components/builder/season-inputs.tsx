// Which season, and of which year.
import type { Season, Window } from "#app/segments/definition.ts";
import { SEASONS } from "#app/segments/seasons.ts";
import { Choice } from "./choice.tsx";
import { Slot } from "./slot.tsx";

type Props = { value: Extract<Window, { kind: "season" }>; onChange: (window: Window) => void };
const NAMES = Object.entries(SEASONS).map(([season, { label }]) => [season as Season, label] as const);
const YEARS = [["any", "of any year"], ["0", "the latest that has begun"], ["1", "the one before the latest"]] as const;

/** Several seasons at once are written in the text form alone. */
export function SeasonInputs({ value, onChange }: Props) {
  const [first = "bfcm"] = value.seasons;
  const year = value.back === undefined ? "any" : value.back === 0 ? "0" : "1";
  return (
    <>
      <Slot>
        <Choice label="Season" choices={NAMES} value={first} onChange={(season) => onChange({ ...value, seasons: [season] })} />
      </Slot>
      <Slot>
        <Choice label="Of which year" choices={YEARS} value={year} onChange={(chosen) => onChange({ kind: "season", seasons: value.seasons, ...(chosen === "any" ? {} : { back: Number(chosen) }) })} />
      </Slot>
    </>
  );
}
