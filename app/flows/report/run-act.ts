// What a person may do with one run.
import { z } from "zod";

export const RunAct = z.object({ act: z.enum(["pause", "resume", "end"]) });
export type RunAct = z.infer<typeof RunAct>["act"];
