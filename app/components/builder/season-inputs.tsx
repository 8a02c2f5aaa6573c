// Which season, and of which year.
import { Season, type Window } from "#app/segments/definition.ts";
import { Choice } from "./choice.tsx";
import { Slot } from "./slot.tsx";
import { seasonChoices, seasonYears } from "./window-choices.ts";

type Props = { value: Extract<Window, { kind: "season" }>; onChange: (window: Window) => void };

/** Several seasons at once are written in the text form alone: they are one choice more where they stand. */
export function SeasonInputs({ value, onChange }: Props) {
  const choose = (name: string) => {
    const season = Season.options.find((known) => known === name);
    if (season) onChange({ ...value, seasons: [season] });
  };
  return (
    <>
      <Slot>
        <Choice label="Season" choices={seasonChoices(value)} value={value.seasons.join(" ")} onChange={choose} />
      </Slot>
      <Slot>
        <Choice
          label="Of which year"
          choices={seasonYears(value)}
          value={String(value.back ?? "any")}
          onChange={(chosen) => onChange({ kind: "season", seasons: value.seasons, ...(chosen === "any" ? {} : { back: Number(chosen) }) })}
        />
      </Slot>
    </>
  );
}
