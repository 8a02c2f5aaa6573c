// The fields of a platform's key, from its table; what is wrong stands beside its field.
import { FormLayout, TextField } from "@shopify/polaris";
import type { Problem } from "#app/lib/problem.ts";
import type { KeyField } from "#app/platforms/capability.ts";
import { KEY_LENGTH_MAX, type Typed } from "#app/platforms/key-fields.ts";
import { problemAt } from "../problems-of.ts";

type Props = { fields: readonly KeyField[]; typed: Typed; onChange: (typed: Typed) => void; problems: Problem[] };

export function KeyFields({ fields, typed, onChange, problems }: Props) {
  return (
    <FormLayout>
      {fields.map(({ slot, label, help, isSecret, isOptional }) => (
        <TextField
          key={slot}
          label={isOptional ? `${label} (optional)` : label}
          type={isSecret ? "password" : "text"}
          value={typed[slot] ?? ""}
          onChange={(value) => onChange({ ...typed, [slot]: value })}
          autoComplete="off"
          spellCheck={false}
          maxLength={KEY_LENGTH_MAX}
          helpText={help}
          error={problemAt(problems, [slot])}
        />
      ))}
    </FormLayout>
  );
}
