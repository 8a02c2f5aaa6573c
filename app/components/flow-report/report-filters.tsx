// Which version and which days a report is about; the address keeps it.
import { InlineGrid, Select } from "@shopify/polaris";
import { useNavigate, useSearchParams } from "@remix-run/react";
import { SINCE_DAYS } from "#app/flows/report/scope.ts";
import { formatDay } from "../format.ts";
import type { ReportView } from "./view.ts";

type Props = { versions: ReportView["versions"]; version: number | null; since: number | null; timeZone: string };

export function ReportFilters({ versions, version, since, timeZone }: Props) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const narrow = (name: "version" | "since", value: string) => {
    const asked = new URLSearchParams(search);
    if (value === "") asked.delete(name);
    else asked.set(name, value);
    void navigate(`?${asked}`, { replace: true, preventScrollReset: true });
  };
  return (
    <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
      <Select label="Version" options={[{ value: "", label: "All versions" }, ...versions.map((each) => ({ value: String(each.version), label: `Version ${each.version}, published ${formatDay(each.at, timeZone)}` }))]} value={version === null ? "" : String(version)} onChange={(value) => narrow("version", value)} />
      <Select label="Time" options={[{ value: "", label: "All the time" }, ...SINCE_DAYS.map((days) => ({ value: String(days), label: `The last ${days} days` }))]} value={since === null ? "" : String(since)} onChange={(value) => narrow("since", value)} />
    </InlineGrid>
  );
}
