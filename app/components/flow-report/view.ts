// A report as it comes over the wire.
import type { FlowReport } from "#app/flows/report/report.ts";
import type { ReportAsked } from "#app/flows/report/scope.ts";

export type ReportView = { asked: ReportAsked; versions: { version: number; at: string }[]; report: FlowReport; at: string };
export type ReportPage = { flowId: number; view: ReportView | null; since: number | null; currency: string; timeZone: string; now: string };
