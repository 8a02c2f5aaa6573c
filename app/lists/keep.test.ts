import { expect, test } from "vitest";
import { columnField, keyFor, type ListColumn, namedColumn } from "./column.ts";
import { keepColumns } from "./keep.ts";

const POINTS: ListColumn = { key: "points", type: "number", name: "Points" };

test.each([["Skin type", "skin_type"], ["  Größe (cm) ", "gro_e_cm"], ["Éclat", "eclat"], ["肌", "column"], ["x".repeat(99), "x".repeat(37)]])("the key of %j is %s", (name, key) => {
  expect(keyFor(name, [])).toBe(key);
});

test("a key is the list's alone, and segments name it with its type", () => {
  expect(keyFor("Points", ["points", "points_2"])).toBe("points_3");
  expect(columnField(3, POINTS)).toBe("list.3.number.points");
  expect(namedColumn("list.3.number.points")).toEqual({ list: 3, type: "number", key: "points" });
  for (const other of ["list.03.number.points", "list.3.money.points", "list.3.number.points'", "list.3.number", "metafield.text.a.b"]) expect(namedColumn(other)).toBeNull();
});

test("a column that the list has is filled anew, whatever the case of its name; another is new", () => {
  expect(keepColumns([{ column: 4, name: "POINTS", type: "number" }, { column: 2, name: "Points!", type: "text" }], [POINTS])).toEqual({
    kept: [{ ...POINTS, column: 4 }, { key: "points_2", type: "text", name: "Points!", column: 2 }], columns: [POINTS, { key: "points_2", type: "text", name: "Points!" }],
  });
});

test("what cannot be kept is told beside its field", () => {
  const said = (drafts: { name: string; type: "text" | "number" }[], known = [POINTS]) => {
    const kept = keepColumns(drafts.map((draft, column) => ({ ...draft, column })), known);
    return "problems" in kept ? kept.problems.map(({ path, message }) => `${path.join(".")}: ${message}`) : [];
  };
  expect(said([{ name: "points", type: "text" }])).toEqual(["kept.0.type: The list keeps “Points” as a number. Choose that, or another name."]);
  expect(said([{ name: "Skin", type: "text" }, { name: "skin ", type: "text" }, { name: "SKIN", type: "number" }])).toEqual(["kept.1.name: Two columns have this name.", "kept.2.name: Two columns have this name."]);
  expect(said(Array.from({ length: 20 }, (_, at) => ({ name: `c${at}`, type: "text" })))).toEqual(["kept: A list keeps at most 20 columns, and this one has 1. Choose fewer."]);
  expect(said(Array.from({ length: 20 }, (_, at) => ({ name: `c${at}`, type: "text" })), [])).toEqual([]);
});
