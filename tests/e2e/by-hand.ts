// Builds a question as a merchant does: adds each condition by its name and sets one input after the other,
// until the screen shows what another screen shows. It knows kinds of inputs, and nothing of what they mean.
import type { FrameLocator, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { type Question, questions } from "#app/components/builder/questions.ts";
import { begin, type Draft, type DraftGroup, type DraftLeaf, leavesIn } from "#app/components/builder/state.ts";
import { EVENT_KINDS } from "#app/customers/event-kind.ts";
import { type Definition, type Filter, type Leaf, leavesOf } from "#app/segments/definition.ts";

const SOON = { timeout: 30_000 };
const STEPS_MAX = 60;
const CARD = 'div[role="group"][aria-label]';
const INPUTS = "select, input, button, .Polaris-Tag";

/** `at`: its place among INPUTS of its card. Of a "pick": what is chosen. */
type Input = { at: number; kind: "select" | "text" | "check" | "pick" | "numbers" | "add"; label: string; value: string; tags: string[] };

const JOINS = { all: ["all", "notAll"], any: ["any", "none"] } as const;

type Builder = { app: FrameLocator; page: Page };

/** What a question looks like once it stands there, card by card, and what was chosen has its names. */
export async function readCards({ app }: Builder): Promise<Input[][]> {
  const read = async () => Promise.all((await app.locator(CARD).all()).map(inputsOf));
  await expect.poll(async () => (await read()).flat().flatMap(({ tags }) => tags).filter((tag) => /^\d{9,}$/.test(tag)), SOON).toEqual([]);
  return read();
}

/** `wanted`: the cards of the same question on another screen, in its order. */
export async function buildByHand(builder: Builder, definition: Definition, wanted: Input[][]): Promise<void> {
  const { root, clock } = begin(definition);
  if (clock === "customer") await builder.app.getByLabel("Days, weeks and months are counted").selectOption("customer");
  expect(wanted.length).toBe(leavesIn(root).length);
  const cards = [...wanted];
  await fillGroup(builder, root, 1, cards);
}

/** What is added comes last: of the groups that are still being filled, the innermost has the last group's inputs first. */
async function fillGroup(builder: Builder, group: DraftGroup, depth: number, wanted: Input[][]): Promise<void> {
  const { app } = builder;
  await app.getByLabel("How the conditions combine").last().selectOption(JOINS[group.join][group.nots % 2] ?? group.join);
  for (const node of group.nodes) await fillNode(builder, node, depth, wanted);
}

async function fillNode(builder: Builder, node: Draft, depth: number, wanted: Input[][]): Promise<void> {
  const { app } = builder;
  if (node.kind === "leaf") return fillLeaf(builder, node, depth, wanted.shift() ?? []);
  const groups = app.getByRole("button", { name: "Add a group", exact: true });
  await groups.nth((await groups.count()) - depth).click();
  await fillGroup(builder, node, depth + 1, wanted);
}

async function fillLeaf(builder: Builder, { leaf, nots }: DraftLeaf, depth: number, wanted: Input[]): Promise<void> {
  const { app } = builder;
  const { label } = questionFor(leaf);
  const pickers = app.getByRole("combobox", { name: "Add a condition" });
  const picker = pickers.nth((await pickers.count()) - depth);
  const before = await app.locator(CARD).count();
  await picker.fill(label);
  // The choices of a select are options too.
  await app.locator('[role="option"]').filter({ hasText: new RegExp(`^${escaped(label)}$`) }).click();
  await expect.poll(() => app.locator(CARD).count(), SOON).toBe(before + 1);
  const card = app.locator(CARD).last();
  if (nots % 2 === 1) {
    await card.getByRole("button", { name: /^More for / }).click();
    await app.getByRole("menuitem", { name: "Look for people who do not match" }).click();
  }
  for (let step = 0; step < STEPS_MAX; step++) {
    const now = await inputsOf(card);
    const at = now.findIndex((input, index) => !isSame(input, wanted[index]));
    const differs = at >= 0 ? at : now.length < wanted.length ? now.length : -1;
    if (differs < 0) return chooseUnknown(app, leaf);
    await set(builder, card, now, wanted, differs);
  }
  throw new Error(`After ${STEPS_MAX} steps "${label}" still differs: ${JSON.stringify(await inputsOf(card))} instead of ${JSON.stringify(wanted)}`);
}

const isSame = (one: Input, other: Input | undefined) => other !== undefined && one.kind === other.kind && one.label === other.label && one.value === other.value && JSON.stringify(one.tags) === JSON.stringify(other.tags);

async function set({ app, page }: Builder, card: Locator, now: Input[], wanted: Input[], at: number): Promise<void> {
  const [is, goal] = [now[at], wanted[at]];
  const input = card.locator(INPUTS).nth(is?.at ?? 0);
  if (is?.kind === "add" && goal?.kind !== "add") return input.click();
  if (!is || !goal || is.kind !== goal.kind || is.label !== goal.label) throw new Error(`No hand can get from ${JSON.stringify(now)} to ${JSON.stringify(wanted)}`);
  switch (is.kind) {
    case "select": return void (await input.selectOption({ label: goal.value }));
    case "text": return input.fill(goal.value);
    case "check": return input.setChecked(goal.value === "true");
    case "pick": return pick({ app, page }, input, is, goal);
    case "numbers": {
      await input.click();
      const [chosen, others] = [goal.value.split(", "), is.value.split(", ")];
      for (const name of chosen) await app.getByRole("checkbox", { name, exact: true }).check();
      for (const name of others.filter((other) => !chosen.includes(other))) await app.getByRole("checkbox", { name, exact: true }).uncheck();
      return page.keyboard.press("Escape");
    }
    case "add": throw new Error(`"${is.label}" stands where "${goal.label}" should.`);
    default: return is.kind satisfies never;
  }
}

async function pick({ app, page }: Builder, input: Locator, is: Input, goal: Input): Promise<void> {
  const missing = goal.tags.length > 0 ? goal.tags.find((tag) => !is.tags.includes(tag)) : goal.value;
  if (missing === undefined) throw new Error(`Nothing can be chosen in ${JSON.stringify(is)} to make it ${JSON.stringify(goal)}`);
  await input.fill(missing);
  const options = app.locator('[role="option"]');
  // With or without the count that a list tells beside a name.
  const listed = options.filter({ hasText: new RegExp(`^${escaped(missing)}( \\(.*\\))?$`) });
  // Words that nobody has yet are offered before the list has come.
  await listed.first().waitFor({ timeout: 3_000 }).catch(() => {});
  await listed.or(options.filter({ hasText: `Use “${missing}”` })).last().click();
  await page.keyboard.press("Tab");
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

async function chooseUnknown(app: FrameLocator, { ifUnknown = "keep" }: Leaf): Promise<void> {
  if (ifUnknown !== "keep") await app.getByLabel("Where it is not known:").last().selectOption(ifUnknown);
}

/** Whether every condition can be chosen in a shop that is told of everything. */
export const isOffered = (definition: Definition): boolean => leavesOf(definition.node).every(({ leaf }) => questionFor(leaf).why === undefined);

/** The question whose beginning is nearest to the condition. */
function questionFor(leaf: Leaf): Question {
  const near = questions({}, EVENT_KINDS).filter((question) => nearness(question.leaf, leaf) > 0);
  const [question] = near.toSorted((a, b) => nearness(b.leaf, leaf) - nearness(a.leaf, leaf));
  if (!question) throw new Error(`Nothing that can be added leads to ${JSON.stringify(leaf)}`);
  return question;
}

/** 0: it does not lead there. What it begins with beyond the goal would have to be taken away again. */
function nearness(from: Leaf, to: Leaf): number {
  if (from.kind !== to.kind) return 0;
  if (from.kind === "attr" && to.kind === "attr") return from.field === to.field ? 1 : 0;
  const isSameEvent = "event" in from && "event" in to && from.event === to.event;
  // Of a sequence, either event can be chosen where it stands.
  if (from.kind !== "seq" && "event" in from && !isSameEvent) return 0;
  const [begun, wanted] = [filtersOf(from), filtersOf(to)];
  if (begun.some((filters, index) => filters.length > (wanted[index]?.length ?? 0))) return 0;
  const isSameMeasure = "measure" in from && "measure" in to && from.measure === to.measure;
  const isSameBy = from.kind === "share" && to.kind === "share" && (from.by === undefined) === (to.by === undefined);
  return 1 + (isSameEvent ? 2 : 0) + (isSameMeasure ? 1 : 0) + (isSameBy ? 2 : 0) + begun.flatMap((filters, index) => filters.filter(({ field }, at) => wanted[index]?.[at]?.field === field)).length;
}

function filtersOf(leaf: Leaf): Filter[][] {
  if (leaf.kind === "seq") return [leaf.first, leaf.then];
  if (leaf.kind === "share") return [leaf.part ?? [], leaf.where ?? []];
  return ["where" in leaf ? (leaf.where ?? []) : []];
}

/** Of one card, as they stand from left to right. */
const inputsOf = (card: Locator): Promise<Input[]> => card.evaluate((root, selector) => {
  const found: Input[] = [];
  const words = (element: Element | undefined | null) => (element?.textContent ?? "").trim();
  const labelOf = (element: HTMLSelectElement | HTMLInputElement) => words(element.labels?.[0]) || (element.getAttribute("aria-label") ?? "");
  for (const [at, element] of [...root.querySelectorAll(selector)].entries()) {
    if (element.matches(".Polaris-Tag")) found.at(-1)?.tags.push(words(element));
    else if (element instanceof HTMLSelectElement) found.push({ at, kind: "select", label: labelOf(element), value: words(element.selectedOptions[0]), tags: [] });
    else if (element instanceof HTMLInputElement) {
      const kind = element.type === "checkbox" ? "check" : element.getAttribute("role") === "combobox" ? "pick" : "text";
      found.push({ at, kind, label: labelOf(element), value: kind === "check" ? String(element.checked) : element.value, tags: [] });
    } else if (!element.closest(".Polaris-Tag") && words(element) !== "") {
      const isList = element.hasAttribute("aria-expanded");
      found.push({ at, kind: isList ? "numbers" : "add", label: isList ? "" : words(element), value: isList ? words(element) : "", tags: [] });
    }
  }
  return found;
}, INPUTS);
