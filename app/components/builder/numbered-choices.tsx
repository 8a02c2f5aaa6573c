// Months, weekdays, seasons: some of a short numbered list.
import { ChoiceList, Button, Popover, Box } from "@shopify/polaris";
import { useState } from "react";
import { Slot } from "./slot.tsx";

type Props = { label: string; names: string[]; values: number[]; onChange: (values: number[]) => void; error: string | false };

export function NumberedChoices({ label, names, values, onChange, error }: Props) {
  const [isOpen, setOpen] = useState(false);
  const chosen = names.filter((_, i) => values.includes(i + 1));
  return (
    <Slot>
      <Popover
        active={isOpen}
        onClose={() => setOpen(false)}
        activator={
          <Button fullWidth textAlign="left" disclosure onClick={() => setOpen(!isOpen)} ariaExpanded={isOpen}>
            {chosen.length > 0 ? chosen.join(", ") : "Choose"}
          </Button>
        }
      >
        <Box padding="300">
          <ChoiceList
            title={label}
            titleHidden
            allowMultiple
            choices={names.map((name, i) => ({ value: String(i + 1), label: name }))}
            selected={values.map(String)}
            onChange={(selected) => onChange(selected.map(Number).toSorted((a, b) => a - b))}
            {...(error ? { error } : {})}
          />
        </Box>
      </Popover>
    </Slot>
  );
}
