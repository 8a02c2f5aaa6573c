// A calendar day of the shop's zone. An exact instant, which only text and JSON can write, is shown as it is.
import { TextField } from "@shopify/polaris";

type Props = { label: string; value: string; onChange: (value: string) => void; error?: string | false };

export function DateInput({ label, value, onChange, error = false }: Props) {
  const isInstant = value.includes("T");
  return <TextField label={label} labelHidden type={isInstant ? "text" : "date"} value={value} onChange={onChange} autoComplete="off" error={error} />;
}
