// The drawing alone, loaded after the page: each step with who came, and lines as thick as many went that way.
import dagre from "@dagrejs/dagre";
import { formatCount } from "../format.ts";
import { type Drawn, LABEL_HEIGHT, NODE } from "./drawing.ts";

const BLUE = "#005bd3";
const PALE = "#e0f0ff";
const GREY = "#616161";
const LINE = "#b5c7e0";
const THICK = 16;
const TITLE_SHOWN = 27;

type Laid = { width: number; height: number; places: Map<string, { x: number; y: number }>; lines: { key: string; points: { x: number; y: number }[]; at: { x: number; y: number }; words: string; count: number; back: boolean }[] };

export default function FlowPlot({ steps }: { steps: Drawn[] }) {
  const { width, height, places, lines } = laidOut(steps);
  const most = Math.max(1, ...steps.map(cameOf));
  const busiest = Math.max(1, ...lines.map(({ count }) => count));
  return (
    <svg width="100%" height="100%" viewBox={`-8 -8 ${width + 16} ${height + 16}`} preserveAspectRatio="xMidYMin meet" style={{ maxWidth: width + 16, display: "block", marginInline: "auto", fontFamily: "inherit" }}>
      {lines.map(({ key, points, count, back }) => (
        <path key={key} d={curve(points)} fill="none" stroke={count > 0 ? BLUE : LINE} strokeOpacity={count > 0 ? 0.28 : 1} strokeWidth={count > 0 ? 2 + (THICK * count) / busiest : 1} {...(back || count === 0 ? { strokeDasharray: "4 4" } : {})} />
      ))}
      {steps.map((step) => {
        const place = places.get(step.id);
        return place ? <Step key={step.id} step={step} x={place.x - NODE.width / 2} y={place.y - NODE.height / 2} most={most} /> : null;
      })}
      {lines.map((line) => <Label key={line.key} line={line} />)}
    </svg>
  );
}

function Step({ step, x, y, most }: { step: Drawn; x: number; y: number; most: number }) {
  const { waiting: { people }, title } = step;
  const came = cameOf(step);
  return (
    <g transform={`translate(${x},${y})`}>
      <rect width={NODE.width} height={NODE.height} rx={8} fill="#fff" stroke="#e3e3e3" />
      <rect width={Math.max((NODE.width * came) / most, came > 0 ? 4 : 0)} height={NODE.height} rx={8} fill={PALE} />
      <text x={12} y={25} fontSize={13} fontWeight={600} fill="#303030">
        {title.length > TITLE_SHOWN ? `${title.slice(0, TITLE_SHOWN - 1)}…` : title}
        <title>{title}</title>
      </text>
      <text x={12} y={45} fontSize={12} fill={GREY}>
        {`${formatCount(came)} came${people > 0 ? ` · ${formatCount(people)} here now` : ""}`}
      </text>
    </g>
  );
}

function Label({ line: { at, words } }: { line: Laid["lines"][number] }) {
  return (
    <g transform={`translate(${at.x},${at.y})`}>
      <rect x={-widthOf(words) / 2} y={-9} width={widthOf(words)} height={LABEL_HEIGHT} rx={9} fill="#fff" fillOpacity={0.9} />
      <text textAnchor="middle" y={4} fontSize={11} fill={GREY}>
        {words}
      </text>
    </g>
  );
}

/** Of a label, about. */
const widthOf = (words: string): number => words.length * 6.2 + 12;

const cameOf = ({ arrived }: Drawn): number => arrived.texts + arrived.control;

function laidOut(steps: readonly Drawn[]): Laid {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: NODE.apart, ranksep: NODE.below - LABEL_HEIGHT });
  graph.setDefaultEdgeLabel(() => ({}));
  const ids = new Set(steps.map(({ id }) => id));
  for (const { id } of steps) graph.setNode(id, { width: NODE.width, height: NODE.height });
  const ways = steps.flatMap(({ id, ways: all }) => all.flatMap((way, index) => (way.to !== null && ids.has(way.to) ? [{ from: id, to: way.to, key: `${id}/${index}`, words: `${way.label === null ? "" : `${way.label} · `}${formatCount(way.count)}`, count: way.count, back: way.back }] : [])));
  // Labels take their room, so that no line runs under a step.
  for (const { from, to, key, words } of ways) graph.setEdge(from, to, { width: widthOf(words), height: LABEL_HEIGHT, labelpos: "c" }, key);
  dagre.layout(graph);
  const { width = NODE.width, height = NODE.height } = graph.graph();
  return {
    width, height,
    places: new Map(steps.map(({ id }) => [id, graph.node(id)])),
    lines: ways.map(({ from, to, key, words, count, back }) => {
      const { points = [], x = 0, y = 0 } = graph.edge({ v: from, w: to, name: key });
      return { key, words, count, back, points, at: { x, y } };
    }),
  };
}

/** Through the middles between its points, so that it bends and does not break. */
function curve(points: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  const last = points.at(-1);
  if (!first || !last) return "";
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    return `Q ${point.x} ${point.y} ${index === rest.length - 2 ? next.x : (point.x + next.x) / 2} ${index === rest.length - 2 ? next.y : (point.y + next.y) / 2}`;
  });
  return `M ${first.x} ${first.y} ${bends.join(" ")} L ${last.x} ${last.y}`;
}
