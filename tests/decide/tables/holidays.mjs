// Writes app/consent/rules/holidays.json: the days on which the rules' calendars ban promotional texts. It runs where
// the package date-holidays (3.37.0; ISC, its data CC BY 3.0) was installed for the purpose, which the product does
// not need: node holidays.mjs FILE.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const CALENDARS = { "US-AL": ["US", "AL"], "US-LA": ["US", "LA"], "US-PA": ["US", "PA"], "US-RI": ["US", "RI"], "US-UT": ["US", "UT"], FR: ["FR"], ZA: ["ZA"] };
const [FROM, TO] = [2025, 2035];

const { default: Holidays } = await import(pathToFileURL(createRequire(`${process.cwd()}/`).resolve("date-holidays")).href);

const calendars = Object.entries(CALENDARS).map(([calendar, place]) => {
  const of = new Holidays(...place);
  const days = new Map();
  for (let year = FROM; year <= TO + 1; year++) {
    for (const { date, name, type } of of.getHolidays(year)) if (type === "public") days.set(date.slice(0, 10), name);
  }
  const lines = [...days].filter(([day]) => day <= `${TO}-12-31`).sort().map(([day, name]) => `      ${JSON.stringify(day)}: ${JSON.stringify(name)}`);
  return `    ${JSON.stringify(calendar)}: {\n${lines.join(",\n")}\n    }`;
});

const source = "date-holidays 3.37.0 (https://github.com/commenthol/date-holidays), data CC BY 3.0, public holidays with their substitute days. Louisiana's governor may proclaim more: those are the shop's own extra days.";
writeFileSync(process.argv[2], `{\n  "source": ${JSON.stringify(source)},\n  "from": "${FROM}-01-01",\n  "to": "${TO}-12-31",\n  "calendars": {\n${calendars.join(",\n")}\n  }\n}\n`);
