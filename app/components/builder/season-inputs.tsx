// Which season or seasons, and of which year.
import { Season, type Window } from "#app/segments/definition.ts";
import { SEASONS } from "#app/segments/seasons.ts";
import { Choice } from "./choice.tsx";
import { NumberedChoices } from "./numbered-choices.tsx";
import { Slot } from "./slot.tsx";
import { seasonYears } from "./window-choices.ts";

type Props = { value: Extract<Window, { kind: "season" }>; onChange: (window: Window) => void };

const NAMES = Season.options.map((season) => SEASONS[season].label);

export function SeasonInputs({ value, onChange }: Props) {
  const { back, ...anyYear } = value;
  const choose = (places: number[]) => {
    const seasons = Season.options.filter((_, at) => places.includes(at + 1));
    // No season at all asks nothing, and a year is counted back for one alone.
    if (seasons.length === 1) onChange({ ...value, seasons });
    else if (seasons.length > 1) onChange({ ...anyYear, seasons });
  };
  return (
    <>
      <NumberedChoices label="Season" names={NAMES} values={value.seasons.map((season) => Season.options.indexOf(season) + 1)} onChange={choose} error={false} />
      <Slot>
        <Choice
          label="Of which year"
          choices={seasonYears(value)}
          value={String(back ?? "any")}
          onChange={(chosen) => onChange({ ...anyYear, ...(chosen === "any" ? {} : { back: Number(chosen) }) })}
        />
      </Slot>
    </>
  );
}
