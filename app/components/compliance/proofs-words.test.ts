import { expect, test } from "vitest";
import { PROOF_COLUMNS } from "#app/messages/compliance/proofs.ts";
import { COLUMN_WORDS, mappingProblem, resultLines } from "./proofs-words.ts";

test("every column that can be read has its words", () => {
  expect(COLUMN_WORDS.map(({ key }) => key).sort()).toEqual(Object.keys(PROOF_COLUMNS).sort());
});

test("a mapping needs the phone and the instant, and no column twice", () => {
  expect(mappingProblem({ phone: 0 })).toEqual({ key: "at", message: "Choose the column that says it." });
  expect(mappingProblem({ phone: 0, at: 1, page: 1 })).toEqual({ key: "page", message: "This column is chosen twice." });
  expect(mappingProblem({ phone: 0, at: 1, page: 2 })).toBeNull();
});

test("what came of a file says who stays opted out", () => {
  expect(resultLines({ rows: 1200, added: 1100, known: 90, heldBack: 3, refused: [], refusedCount: 10 })).toEqual([
    "1,200 rows read", "1,100 proofs added to the ledger", "90 known already", "3 of people who said no since, or are stopped: they stay opted out", "10 refused",
  ]);
});
