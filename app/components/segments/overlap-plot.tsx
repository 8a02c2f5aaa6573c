// The picture of an overlap, turned so that it fits a phone: each combination is a line, with a dot under
// each segment it is in, joined by a stroke, and a bar as long as it has people. The lines are links.
import { Text } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import { bySize, isIn, type Region } from "#app/segments/overlap.ts";
import { formatCount, formatPeople } from "../format.ts";
import { regionWords, SIGNS } from "./overlap-words.ts";

const DOT = 24;

type Props = { names: string[]; regions: Region[]; shown: number | null; addressOf: (mask: number) => string };

export function OverlapPlot({ names, regions, shown, addressOf }: Props) {
  const largest = Math.max(1, ...regions.map(({ people }) => people));
  const width = names.length * DOT;
  return (
    <div>
      <div aria-hidden="true" style={{ display: "flex", paddingInlineStart: "var(--p-space-200)" }}>
        {names.map((name, place) => (
          <span key={name} style={{ width: `${DOT}px`, textAlign: "center" }}>
            <Text as="span" variant="bodySm" fontWeight="semibold">
              {SIGNS[place]}
            </Text>
          </span>
        ))}
      </div>
      <ol style={{ margin: 0, padding: 0, listStyle: "none" }}>
        {bySize(regions).map(({ mask, people }) => (
          <li key={mask}>
            <Link
              to={addressOf(mask)}
              preventScrollReset
              className="segue-region"
              aria-current={mask === shown ? "true" : undefined}
              aria-label={`${regionWords(mask, names)}: ${formatPeople(people)}`}
              title={regionWords(mask, names)}
            >
              <Dots mask={mask} count={names.length} width={width} />
              <span style={{ flex: 1, minWidth: 0 }}>
                <span className="segue-region-bar" style={{ width: `${(people / largest) * 100}%` }} />
              </span>
              <span style={{ minWidth: "3.5rem", textAlign: "end" }}>
                <Text as="span" numeric>
                  {formatCount(people)}
                </Text>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Dots({ mask, count, width }: { mask: number; count: number; width: number }) {
  const at = (place: number) => place * DOT + DOT / 2;
  const inside = Array.from({ length: count }, (_, place) => place).filter((place) => isIn(mask, place));
  return (
    <svg width={width} height={DOT} viewBox={`0 0 ${width} ${DOT}`} aria-hidden="true" style={{ flex: "none" }}>
      <line x1={at(inside[0] ?? 0)} x2={at(inside.at(-1) ?? 0)} y1={DOT / 2} y2={DOT / 2} stroke="var(--p-color-icon)" strokeWidth={3} />
      {Array.from({ length: count }, (_, place) => (
        <circle key={place} cx={at(place)} cy={DOT / 2} r={7} fill={isIn(mask, place) ? "var(--p-color-icon)" : "var(--p-color-bg-fill-tertiary)"} />
      ))}
    </svg>
  );
}
