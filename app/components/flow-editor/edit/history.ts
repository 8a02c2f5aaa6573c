// What was done and can be undone. Edits of one field in a row are one step back.
export const UNDO_MAX = 200;

/** `key`: what the last edit was of; null: nothing that goes on. */
export type History<Value> = { past: Value[]; present: Value; future: Value[]; key: string | null };

export type HistoryAction<Value> = { do: "edit"; value: Value; key?: string } | { do: "undo" } | { do: "redo" } | { do: "reset"; value: Value };

export const begun = <Value>(present: Value): History<Value> => ({ past: [], present, future: [], key: null });

export function turn<Value>(history: History<Value>, action: HistoryAction<Value>): History<Value> {
  const { past, present, future, key } = history;
  switch (action.do) {
    case "edit": {
      if (action.value === present) return history;
      const goesOn = action.key !== undefined && action.key === key && past.length > 0;
      return { past: goesOn ? past : [...past, present].slice(-UNDO_MAX), present: action.value, future: [], key: action.key ?? null };
    }
    case "undo": {
      const before = past.at(-1);
      return before === undefined ? history : { past: past.slice(0, -1), present: before, future: [present, ...future], key: null };
    }
    case "redo": {
      const [next] = future;
      return next === undefined ? history : { past: [...past, present], present: next, future: future.slice(1), key: null };
    }
    case "reset": return begun(action.value);
    default: return action satisfies never;
  }
}
