// The first, the last, the 5th: which one of several is looked at.
import { useState } from "react";
import { Choice } from "./choice.tsx";
import { KTHS, kOf, kthOf, type Kth } from "./kth.ts";
import { NumberInput } from "./number-input.tsx";
import { Slot } from "./slot.tsx";

type Props = { label: string; numberLabel: string; k: number; onChange: (k: number) => void; error: string | false };

export function KthInputs({ label, numberLabel, k, onChange, error }: Props) {
  const [held, hold] = useState(() => kthOf(k));
  const kth = kthOf(k, held);
  if (kth !== held) hold(kth);
  const choose = (next: Kth) => {
    hold(next);
    onChange(kOf[next]);
  };
  return (
    <>
      <Slot>
        <Choice label={label} choices={KTHS} value={kth} onChange={choose} error={error} />
      </Slot>
      {kth === "k" || kth === "-k" ? (
        <Slot size="small">
          <NumberInput label={numberLabel} value={Math.abs(k)} isWhole min={1} onChange={(n) => onChange(kth === "k" ? n : -n)} error={error} />
        </Slot>
      ) : null}
    </>
  );
}
