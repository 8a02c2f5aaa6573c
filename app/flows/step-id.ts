// What a step is called inside its flow: it names the step in edges, in the ledger and in the keys of texts, and stays the
// same through all versions.
import { z } from "zod";

export const STEP_ID_MAX = 40;

export const StepId = z.string().regex(/^[a-z][a-z0-9-]*$/, "A step is named by small letters, digits and hyphens.").max(STEP_ID_MAX, `A step's name has at most ${STEP_ID_MAX} characters.`);
export type StepId = z.infer<typeof StepId>;
