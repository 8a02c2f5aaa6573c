// One person's recorded past through a flow, as it would have gone live: in order of time what happened is told, triggers start
// runs, runs decide by the interpreter, the gate answers their texts, and time goes from one thing to the next. Nothing is
// made up: no text of a replay is clicked, answered or delivered, and what happened anyway happened. Pure.
import type { FlowDefinition } from "../definition.ts";
import { type Former, mayEnter } from "../enter.ts";
import type { About, Heard } from "../ledger.ts";
import { factsBy, historyAt } from "../person/person-facts.ts";
import { isByClock } from "../told/by-clock.ts";
import { listenedBy, runHears } from "../told/listened.ts";
import { type Moment, momentsOf } from "./by-time.ts";
import { answerAll, type Gate, gateOf } from "./gate-answers.ts";
import { pastOf, type Told } from "./past.ts";
import { PersonAt } from "./person-at.ts";
import type { Past, Refusal, Replayed, Replaying } from "./replaying.ts";
import { Watches } from "./watches.ts";
import { Walk } from "./walk.ts";

/** As many instants as a person's past may have before the rest is left out. */
const INSTANTS_MAX = 20_000;

export function replayPerson(replaying: Replaying, past: Past): Replayed {
  const life = new Life(replaying, past);
  for (let count = 0; count < INSTANTS_MAX; count += 1) {
    const now = life.next();
    if (now > replaying.until) break;
    life.live(now);
  }
  return life.replayed();
}

const whats = new WeakMap<FlowDefinition, ReadonlySet<string>>();

/** The same for everybody. */
function whatsOf(definition: FlowDefinition): ReadonlySet<string> {
  const known = whats.get(definition) ?? new Set(listenedBy(definition));
  whats.set(definition, known);
  return known;
}

type Waiting = { trigger: number; fact: string; at: number; about: About };

class Life {
  readonly #replaying: Replaying;
  readonly #past: Past;
  readonly #told: readonly Told[];
  readonly #moments: readonly Moment[];
  readonly #watches: Watches;
  readonly #walks: Walk[] = [];
  readonly #refusals: Refusal[] = [];
  readonly #known = new Set<string>();
  readonly #gate: Gate;
  readonly #runHears: ReadonlySet<string>;
  #toldTo = 0;
  #momentsTo = 0;

  constructor(replaying: Replaying, past: Past) {
    const { version: { definition }, from, until, ask, known } = replaying;
    const whole = historyAt(past.person, ask, until);
    const zone = past.person.customer.timeZone ?? ask.zone;
    const around = { zone, shopZone: ask.zone, ticks: replaying.ticks, factsAt: (at: number) => factsBy(() => historyAt(past.person, ask, at), past.person, ask, { ...known, texts: past.texts }, null) };
    this.#replaying = replaying;
    this.#past = past;
    this.#runHears = runHears(definition);
    this.#told = pastOf({ person: past.person, history: whole, texts: past.texts, causes: past.causes }, whatsOf(definition), { from, until });
    this.#moments = definition.triggers.flatMap((trigger, index) => (isByClock(trigger) ? momentsOf(trigger, index, whole, around, { from, until }) : [])).sort((one, other) => one.at - other.at || (one.fact < other.fact ? -1 : 1));
    this.#watches = new Watches(definition.triggers);
    this.#gate = gateOf(replaying, past);
  }

  next(): number {
    return Math.min(this.#told[this.#toldTo]?.at ?? Infinity, this.#moments[this.#momentsTo]?.at ?? Infinity, this.#watches.next(), ...this.#walks.map((walk) => walk.dueAt()));
  }

  /** In the order in which the pump takes its parts: telling, looking, letting in, deciding; then the texts, and what they answer. */
  live(now: number): void {
    const person = new PersonAt(this.#replaying, this.#past, now);
    const told = this.#take(now);
    for (const walk of this.#walks) walk.tell(told, this.#runHears);
    const waiting = [...this.#watches.tell(told, person), ...this.#watches.look(now, person), ...this.#moved(now, person)];
    let moved = waiting.flatMap((entry) => this.#enter(entry, person, now));
    for (let turn = 0; turn < TURNS_MAX; turn += 1) {
      for (const walk of this.#walks) if (walk.isDue(now) && walk.advance(person, now)) moved.push(walk);
      if (moved.length === 0) return;
      answerAll(this.#gate, moved.flatMap((walk) => walk.takeAsked().map((asked) => ({ walk, asked }))), now);
      moved = [];
    }
  }

  replayed(): Replayed {
    return { customer: this.#past.person.customer.customerId, runs: this.#walks.map((walk) => walk.replayed()), refusals: this.#refusals, gate: this.#gate.answers, watches: this.#watches.standing() };
  }

  #take(now: number): Told[] {
    const first = this.#toldTo;
    while ((this.#told[this.#toldTo]?.at ?? Infinity) <= now) this.#toldTo += 1;
    return this.#told.slice(first, this.#toldTo);
  }

  #moved(now: number, person: PersonAt): Waiting[] {
    const first = this.#momentsTo;
    while ((this.#moments[this.#momentsTo]?.at ?? Infinity) <= now) this.#momentsTo += 1;
    return this.#moments.slice(first, this.#momentsTo).flatMap(({ trigger, fact, at, stands }) => (stands(person.facts(null), person.history()) ? [{ trigger, fact, at, about: {} }] : []));
  }

  /** Each fact starts somebody once. */
  #enter(entry: Waiting, person: PersonAt, now: number): Walk[] {
    const { flow, version: { definition }, ask } = this.#replaying;
    if (this.#known.has(entry.fact)) return [];
    this.#known.add(entry.fact);
    const { customerId } = this.#past.person.customer;
    const { entry: { when, group }, triggers } = definition;
    const trigger = triggers[entry.trigger];
    const answer = mayEnter(definition, { person: customerId, trigger: entry.trigger, id: entry.fact, at: entry.at, about: entry.about, known: false }, {
      isGone: false, formers: this.#walks.map((walk): Former => walk.former()), rivals: group === null ? [] : this.#rivals(group, now), holds: when ? person.facts(null).holds(when) : true,
      leftSegmentAt: trigger?.kind === "segment" ? person.leftAt(trigger.segment) : null, entries: NO_ENTRIES, zone: ask.zone, flow,
    }, now);
    if (!answer.enters) {
      this.#refusals.push({ trigger: entry.trigger, fact: entry.fact, at: now, reason: answer.reason });
      return [];
    }
    for (const walk of this.#walks) if (answer.ends.includes(walk.run)) walk.hear({ kind: "stop", reason: "restarted" });
    const walk = new Walk(String(this.#walks.length + 1), answer.key, this.#replaying.version);
    const heard: Heard = { kind: "enter", person: customerId, trigger: entry.trigger, id: entry.fact, at: entry.at, about: entry.about, control: answer.control };
    walk.enter(heard, person, now);
    this.#walks.push(walk);
    return [walk];
  }

  #rivals(group: string, now: number) {
    return this.#past.others.filter((other) => other.group === group && other.from <= now && (other.until === null || other.until > now)).map(({ run, flow, priority }) => ({ run, flow: String(flow), priority }));
  }
}

/** Texts that are asked for and skipped one after the other at one instant. */
const TURNS_MAX = 500;
/** Limits of entries are of all people together, and are looked at when everybody was counted. */
const NO_ENTRIES = { hour: 0, day: 0, total: 0, hourFrom: null, dayFrom: null };
