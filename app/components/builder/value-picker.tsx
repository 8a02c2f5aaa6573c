// Values of the shop's own data, found by typing: countries, tags, vendors, products. The list comes
// from the server as it is typed for; fixed options are searched here.
import { BlockStack, Combobox, InlineStack, Listbox, Tag } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Option, Picker } from "#app/segments/field.ts";
import { useShopWords } from "./shop-words.ts";
import { matching, type PickedValue } from "./picked-values.ts";
import { useClosedList } from "./use-closed-list.ts";

type Props = {
  label: string;
  picker: Picker | null;
  options?: readonly Option[];
  values: string[];
  isSingle: boolean;
  /** Ids cannot be typed; a tag or a vendor that nobody has yet can. */
  allowsOwn: boolean;
  onChange: (values: string[]) => void;
  error: string | false;
};

const PAUSE_MS = 200;

export function ValuePicker({ label, picker, options, values, isSingle, allowsOwn, onChange, error }: Props) {
  const [text, setText] = useState("");
  const box = useClosedList();
  const { found, isLoading, ask } = useFoundValues(picker);
  const chosenNames = useChosenNames(picker, values);
  const listed = options ? matching(options, text) : found;
  const labels = useSeenLabels([...listed, ...chosenNames]);
  const labelOf = (value: string) => labels.get(value) ?? options?.find((option) => option.value === value)?.label ?? value;
  const chosenText = isSingle && values[0] ? labelOf(values[0]) : "";
  const [isTyping, setTyping] = useState(false);

  function type(next: string) {
    setTyping(true);
    setText(next);
    ask(next);
  }

  /** What was typed before is gone from the field: the list must not follow it any more. */
  function forget() {
    setTyping(false);
    setText("");
    ask("");
  }

  function choose(value: string) {
    forget();
    if (isSingle) onChange([value]);
    else onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  }

  const own = text.trim();
  const offersOwn = allowsOwn && own !== "" && !listed.some((item) => item.value.toLowerCase() === own.toLowerCase());
  return (
    <BlockStack gap="100">
      <div ref={box}>
        <Combobox
          height="320px"
          allowMultiple={!isSingle}
          activator={
            <Combobox.TextField
              label={label}
              labelHidden
              value={isTyping ? text : chosenText}
              placeholder={isSingle ? "Search" : "Search to add"}
              onChange={type}
              onFocus={forget}
              onBlur={() => setTyping(false)}
              autoComplete="off"
              error={error}
            />
          }
        >
          {listed.length > 0 || offersOwn || isLoading ? (
            <Listbox onSelect={choose}>
              {offersOwn ? <Listbox.Action value={own}>{`Use “${own}”`}</Listbox.Action> : null}
              {listed.map((item) => (
                <Listbox.Option key={item.value} value={item.value} selected={values.includes(item.value)}>
                  {item.detail ? `${item.label} (${item.detail})` : item.label}
                </Listbox.Option>
              ))}
              {isLoading && listed.length === 0 ? <Listbox.Loading accessibilityLabel="Searching" /> : null}
            </Listbox>
          ) : null}
        </Combobox>
      </div>
      {isSingle ? null : <Chosen values={values} labelOf={labelOf} onChange={onChange} />}
    </BlockStack>
  );
}

type ChosenProps = Pick<Props, "values" | "onChange"> & { labelOf: (value: string) => string };

function Chosen({ values, labelOf, onChange }: ChosenProps) {
  return values.length === 0 ? null : (
    <InlineStack gap="100">
      {values.map((value) => (
        <Tag key={value} onRemove={() => onChange(values.filter((other) => other !== value))}>
          {labelOf(value)}
        </Tag>
      ))}
    </InlineStack>
  );
}

/** Labels seen so far stay known, so that a chosen product keeps its name while others are searched. */
function useSeenLabels(listed: PickedValue[]): Map<string, string> {
  const seen = useRef(new Map<string, string>());
  for (const item of listed) seen.current.set(item.value, item.label);
  return seen.current;
}

function useFoundValues(picker: Picker | null) {
  const fetcher = useFetcher<{ values: PickedValue[] }>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isRemote = picker !== null && picker !== "options";
  useEffect(() => () => clearTimeout(timer.current), []);
  function ask(text: string) {
    if (!isRemote) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => fetcher.load(address({ picker, q: text.trim() })), PAUSE_MS);
  }
  const found = useMemo(() => fetcher.data?.values ?? [], [fetcher.data]);
  const { learn } = useShopWords();
  useEffect(() => {
    if (picker !== null) learn(picker, found);
  }, [picker, found, learn]);
  return { found, isLoading: isRemote && fetcher.state !== "idle", ask };
}

/** The names of what was chosen before the field appeared, however many: so many at a time, one after the other. */
function useChosenNames(picker: Picker | null, values: string[]): PickedValue[] {
  const fetcher = useFetcher<{ values: PickedValue[] }>();
  const unnamed = useRef(values);
  const { learn } = useShopWords();
  useEffect(() => {
    if (picker === null || picker === "options" || fetcher.state !== "idle") return;
    learn(picker, fetcher.data?.values ?? []);
    const next = unnamed.current.slice(0, IDS_MAX);
    unnamed.current = unnamed.current.slice(IDS_MAX);
    if (next.length > 0) fetcher.load(address({ picker, ids: next.join(",") }));
    // Each answer asks for the next ones.
  }, [fetcher.state]);
  return fetcher.data?.values ?? [];
}

const IDS_MAX = 50;
const address = (query: Record<string, string>) => `/app/values?${new URLSearchParams(query)}`;
