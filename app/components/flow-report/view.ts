// A report as it comes over the wire.
import type { Look } from "#app/flows/experiment/standing.ts";
import type { ExperimentView } from "#app/flows/experiment/view.ts";
import type { FlowReport } from "#app/flows/report/report.ts";
import type { ReportAsked } from "#app/flows/report/scope.ts";

export type ReportView = { asked: ReportAsked; versions: { version: number; at: string }[]; report: FlowReport; at: string };
export type ExperimentLine = Omit<ExperimentView, "begunAt" | "decidedAt" | "looks"> & { begunAt: string; decidedAt: string | null; looks: (Omit<Look, "at"> & { at: string })[] };
export type ReportPage = { flowId: number; view: ReportView | null; experiments: ExperimentLine[]; since: number | null; currency: string; timeZone: string; now: string };
