// One run of a replay: what it has heard, when it is to be looked at again, and the texts that it asks for.
import { rankOf } from "../../messages/person-text.ts";
import { invariant } from "../../lib/invariant.ts";
import type { Version } from "../advance.ts";
import type { Former } from "../enter.ts";
import type { Run } from "../fold.ts";
import type { Heard, HeardOf } from "../ledger.ts";
import { flipsAt } from "../person/flips-at.ts";
import { decideRun, type Step } from "../run/decide-run.ts";
import { followUp, type TextWord } from "../run/follow-up.ts";
import { lookAt } from "../run/look-at.ts";
import { heardBy, heardOnce } from "../told/heard-by.ts";
import type { Told } from "./past.ts";
import type { PersonAt } from "./person-at.ts";
import type { ReplayedRun } from "./replaying.ts";

export type Asked = Extract<TextWord, { say: "ask" }>;

export class Walk {
  readonly run: string;
  readonly #key: string;
  readonly #version: Version;
  readonly #steps: Step[] = [];
  #heard: Heard[] = [];
  #asked: Asked[] = [];
  #lookAt = Infinity;
  /** Its timer did nothing: it is our bug, and would be set aside live. */
  #isStuck = false;

  constructor(run: string, key: string, version: Version) {
    this.run = run;
    this.#key = key;
    this.#version = version;
  }

  state(): Run {
    const run = this.#steps.at(-1)?.after;
    invariant(run, "whoever is let in has a first line");
    return run;
  }

  former(): Former {
    const { enteredAt, ended } = this.state();
    return { run: this.run, key: this.#key, enteredAt, endedAt: ended?.at ?? null };
  }

  hear(heard: Heard): void {
    this.#heard.push(heard);
  }

  tell(told: readonly Told[], hears: ReadonlySet<string>): void {
    if (told.length === 0) return;
    const listener = { run: this.run, endedAt: this.state().ended?.at ?? null, definition: this.#version.definition };
    const news = told.flatMap((each) => (hears.has(each.what) ? (heardBy({ ...each, textKey: null }, listener) ?? []) : []));
    this.#heard.push(...heardOnce(news));
  }

  #timer(): number {
    const { ended, isPaused, blocked } = this.state();
    return ended || isPaused || this.#isStuck ? Infinity : (blocked?.until ?? Infinity);
  }

  dueAt(): number {
    return Math.min(this.#timer(), this.#lookAt);
  }

  isDue(now: number): boolean {
    return this.#heard.length > 0 || this.dueAt() <= now;
  }

  enter(heard: Heard, person: PersonAt, now: number): void {
    this.#decide(null, [heard], person, now);
  }

  /** Whether it asks for anything, or has moved. */
  advance(person: PersonAt, now: number): boolean {
    const { blocked } = this.state();
    const heard = this.#heard;
    this.#heard = [];
    const isTimed = this.#timer() <= now;
    if (isTimed && blocked) heard.push({ kind: "timer", fence: blocked.fence });
    if (this.#lookAt <= now) heard.push({ kind: "changed" });
    const moved = this.#decide(this.state(), heard, person, now);
    if (isTimed && !moved) this.#isStuck = true;
    return moved;
  }

  #decide(before: Run | null, heard: readonly Heard[], person: PersonAt, now: number): boolean {
    const { steps } = decideRun(this.#version, before, heard.map((each) => ({ heard: each, version: null })), person.facts(this.run), now);
    this.#steps.push(...steps);
    this.#lookAt = lookAt(this.#version.definition, this.state(), (node) => flipsAt(person.asked().person, person.asked().ask, node, now), now) ?? Infinity;
    if (steps.length === 0) return false;
    const { texts } = followUp(steps, 1);
    const words = texts.flatMap((word) => (word.say === "ask" ? [word] : []));
    this.#asked = [...this.#asked.filter(({ key }) => !texts.some((word) => word.key === key)), ...words];
    return true;
  }

  takeAsked(): Asked[] {
    const asked = this.#asked;
    this.#asked = [];
    return asked;
  }

  answer(answer: HeardOf<"answer">): void {
    this.#heard.push(answer);
  }

  replayed(): ReplayedRun {
    const enter = this.#steps[0]?.line.heard.find((heard) => heard.kind === "enter");
    invariant(enter, "the first line of a run lets somebody in");
    return { run: this.run, trigger: enter.trigger, fact: enter.id, at: this.state().enteredAt, control: enter.control, steps: this.#steps };
  }
}

/** What goes first: service, then promotion. */
export const rankOfClass = (kind: "marketing" | "transactional"): number => rankOf({ class: kind });
