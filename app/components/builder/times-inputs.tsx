// So many times, within a window or ever: of coming into a segment, or into a flow.
import type { NumberTest, Window } from "#app/segments/definition.ts";
import type { Problem } from "#app/lib/problem.ts";
import { numberTest } from "./measures.ts";
import { useShopWords } from "./shop-words.ts";
import { TestEditor } from "./test-editor.tsx";
import { PAST } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";

type Times = { test: NumberTest; window?: Window | undefined };

export function TimesInputs<How extends Times>({ label, how, onChange, problems }: { label: string; how: How; onChange: (how: How) => void; problems: Problem[] }) {
  const { currency } = useShopWords();
  return (
    <>
      <TestEditor
        field={{ label, type: "number" }}
        test={how.test}
        onChange={(test) => {
          const number = numberTest(test);
          if (number) onChange({ ...how, test: number });
        }}
        problems={problems}
        path={["how", "test"]}
        currency={currency}
      />
      <WindowEditor value={how.window ?? { kind: "all" }} kinds={PAST} onChange={(window) => onChange({ ...how, window })} problems={problems} path={["how", "window"]} />
    </>
  );
}
