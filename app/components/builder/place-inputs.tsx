// Within so many kilometres of a point.
import type { Test } from "#app/segments/definition.ts";
import { NumberInput } from "./number-input.tsx";
import { Slot } from "./slot.tsx";

type Near = Extract<Test, { op: "near" }>;
type Props = { test: Near; onChange: (test: Test) => void; error: (key: string) => string | false };

export function PlaceInputs({ test, onChange, error }: Props) {
  return (
    <>
      <Slot size="small">
        <NumberInput label="Distance in kilometres" suffix="km" value={test.km} onChange={(km) => onChange({ ...test, km })} error={error("km")} min={0} />
      </Slot>
      <Slot>
        <NumberInput label="Latitude" prefix="of latitude" value={test.latitude} onChange={(latitude) => onChange({ ...test, latitude })} error={error("latitude")} />
      </Slot>
      <Slot>
        <NumberInput label="Longitude" prefix="longitude" value={test.longitude} onChange={(longitude) => onChange({ ...test, longitude })} error={error("longitude")} />
      </Slot>
    </>
  );
}
