// "Add a condition": a field to search in, and everything that can be asked, by group.
import { Combobox, Icon, Listbox } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useMemo, useState } from "react";
import type { Leaf } from "#app/segments/definition.ts";
import { foundQuestions, questions } from "./questions.ts";
import { useShopWords } from "./shop-words.ts";
import { useClosedList } from "./use-closed-list.ts";

export function QuestionPicker({ onPick, label }: { onPick: (leaf: Leaf) => void; label: string }) {
  const { mapped, told, lists, inFlow = false } = useShopWords();
  const all = useMemo(() => questions(mapped, told, lists).filter(({ leaf }) => !inFlow || leaf.kind !== "flow"), [mapped, told, lists, inFlow]);
  const [text, setText] = useState("");
  const box = useClosedList();
  const groups = foundQuestions(all, text);
  function pick(key: string) {
    const question = all.find((candidate) => candidate.key === key);
    setText("");
    if (question) onPick(question.leaf);
  }
  return (
    <div ref={box}>
      <Combobox
        height="320px"
        activator={
          <Combobox.TextField
            prefix={<Icon source={SearchIcon} />}
            label={label}
            labelHidden
            placeholder={label}
            value={text}
            onChange={setText}
            autoComplete="off"
          />
        }
      >
        <Listbox onSelect={pick} enableKeyboardControl>
          {groups.map(({ group, questions: found }) => (
            <Listbox.Section key={group} divider={false} title={<Listbox.Header>{group}</Listbox.Header>}>
              {found.map((question) => (
                <Listbox.Option key={question.key} value={question.key} disabled={question.why !== undefined}>
                  {question.why === undefined ? question.label : `${question.label} (${question.why})`}
                </Listbox.Option>
              ))}
            </Listbox.Section>
          ))}
          {groups.length === 0 ? (
            <Listbox.Action value="" disabled>
              Nothing fits these words
            </Listbox.Action>
          ) : null}
        </Listbox>
      </Combobox>
    </div>
  );
}
