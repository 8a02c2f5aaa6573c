// Where the invented people live: real towns with their real time zones and area codes.

export type Place = { city: string; zip: string; province: string | null; provinceCode: string | null; country: string; countryCode: string; timeZone: string; locale: string; areaCodes: string[] };

const us = (city: string, zip: string, province: string, provinceCode: string, timeZone: string, ...areaCodes: string[]): Place => ({
  city, zip, province, provinceCode, country: "United States", countryCode: "US", timeZone: `America/${timeZone}`, locale: "en-US", areaCodes,
});
const ca = (city: string, zip: string, province: string, provinceCode: string, timeZone: string, ...areaCodes: string[]): Place => ({
  city, zip, province, provinceCode, country: "Canada", countryCode: "CA", timeZone: `America/${timeZone}`, locale: provinceCode === "QC" ? "fr-CA" : "en-CA", areaCodes,
});
const gb = (city: string, zip: string, province: string, provinceCode: string): Place => ({
  city, zip, province, provinceCode, country: "United Kingdom", countryCode: "GB", timeZone: "Europe/London", locale: "en-GB", areaCodes: [],
});
const eu = (city: string, zip: string, country: string, countryCode: string, timeZone: string, locale: string): Place => ({
  city, zip, province: null, provinceCode: null, country, countryCode, timeZone: `Europe/${timeZone}`, locale, areaCodes: [],
});

export const PLACES: Place[] = [
  us("New York", "10001", "New York", "NY", "New_York", "212", "646", "917"),
  us("Buffalo", "14201", "New York", "NY", "New_York", "716"),
  us("Boston", "02108", "Massachusetts", "MA", "New_York", "617", "857"),
  us("Philadelphia", "19103", "Pennsylvania", "PA", "New_York", "215", "267"),
  us("Atlanta", "30303", "Georgia", "GA", "New_York", "404", "678"),
  us("Miami", "33130", "Florida", "FL", "New_York", "305", "786"),
  us("Pensacola", "32501", "Florida", "FL", "Chicago", "850"),
  us("Richmond", "23219", "Virginia", "VA", "New_York", "804"),
  us("Detroit", "48226", "Michigan", "MI", "Detroit", "313"),
  us("Indianapolis", "46204", "Indiana", "IN", "Indiana/Indianapolis", "317"),
  us("Nashville", "37203", "Tennessee", "TN", "Chicago", "615"),
  us("Chicago", "60601", "Illinois", "IL", "Chicago", "312", "773"),
  us("Minneapolis", "55401", "Minnesota", "MN", "Chicago", "612"),
  us("St. Louis", "63101", "Missouri", "MO", "Chicago", "314"),
  us("New Orleans", "70112", "Louisiana", "LA", "Chicago", "504"),
  us("Houston", "77002", "Texas", "TX", "Chicago", "713", "281"),
  us("Austin", "78701", "Texas", "TX", "Chicago", "512"),
  us("El Paso", "79901", "Texas", "TX", "Denver", "915"),
  us("Denver", "80202", "Colorado", "CO", "Denver", "303", "720"),
  us("Salt Lake City", "84101", "Utah", "UT", "Denver", "801"),
  us("Boise", "83702", "Idaho", "ID", "Boise", "208"),
  us("Phoenix", "85004", "Arizona", "AZ", "Phoenix", "602", "480"),
  us("Las Vegas", "89101", "Nevada", "NV", "Los_Angeles", "702"),
  us("Los Angeles", "90012", "California", "CA", "Los_Angeles", "213", "310", "323"),
  us("San Francisco", "94103", "California", "CA", "Los_Angeles", "415", "628"),
  us("Portland", "97204", "Oregon", "OR", "Los_Angeles", "503"),
  us("Seattle", "98101", "Washington", "WA", "Los_Angeles", "206"),
  us("Anchorage", "99501", "Alaska", "AK", "Anchorage", "907"),
  { ...us("Honolulu", "96813", "Hawaii", "HI", "", "808"), timeZone: "Pacific/Honolulu" },
  ca("Toronto", "M5H 2N2", "Ontario", "ON", "Toronto", "416", "647"),
  ca("Ottawa", "K1P 1J1", "Ontario", "ON", "Toronto", "613"),
  ca("Montréal", "H2Y 1C6", "Quebec", "QC", "Toronto", "514"),
  ca("Halifax", "B3J 1M3", "Nova Scotia", "NS", "Halifax", "902"),
  ca("Winnipeg", "R3C 1A5", "Manitoba", "MB", "Winnipeg", "204"),
  ca("Calgary", "T2P 2M5", "Alberta", "AB", "Edmonton", "403"),
  ca("Vancouver", "V6B 1A1", "British Columbia", "BC", "Vancouver", "604", "778"),
  ca("St. John's", "A1C 5V5", "Newfoundland and Labrador", "NL", "St_Johns", "709"),
  gb("London", "EC1A 1BB", "England", "ENG"),
  gb("Manchester", "M1 1AE", "England", "ENG"),
  gb("Birmingham", "B1 1BB", "England", "ENG"),
  gb("Bristol", "BS1 4DJ", "England", "ENG"),
  gb("Leeds", "LS1 4AP", "England", "ENG"),
  gb("Edinburgh", "EH1 1YZ", "Scotland", "SCT"),
  gb("Glasgow", "G1 1XQ", "Scotland", "SCT"),
  gb("Cardiff", "CF10 1EP", "Wales", "WLS"),
  gb("Belfast", "BT1 5GS", "Northern Ireland", "NIR"),
  eu("Berlin", "10115", "Germany", "DE", "Berlin", "de-DE"),
  eu("München", "80331", "Germany", "DE", "Berlin", "de-DE"),
  eu("Paris", "75001", "France", "FR", "Paris", "fr-FR"),
  eu("Lyon", "69001", "France", "FR", "Paris", "fr-FR"),
  eu("Dublin", "D02 AF30", "Ireland", "IE", "Dublin", "en-IE"),
  eu("Madrid", "28013", "Spain", "ES", "Madrid", "es-ES"),
  eu("Amsterdam", "1012 JS", "Netherlands", "NL", "Amsterdam", "nl-NL"),
  eu("Bruxelles", "1000", "Belgium", "BE", "Brussels", "fr-BE"),
  eu("Lisboa", "1100-148", "Portugal", "PT", "Lisbon", "pt-PT"),
  eu("Roma", "00184", "Italy", "IT", "Rome", "it-IT"),
  eu("Wien", "1010", "Austria", "AT", "Vienna", "de-AT"),
  eu("Stockholm", "111 20", "Sweden", "SE", "Stockholm", "sv-SE"),
  eu("København", "1050", "Denmark", "DK", "Copenhagen", "da-DK"),
  eu("Helsinki", "00100", "Finland", "FI", "Helsinki", "fi-FI"),
  eu("Athina", "105 57", "Greece", "GR", "Athens", "el-GR"),
  eu("Warszawa", "00-001", "Poland", "PL", "Warsaw", "pl-PL"),
];

/** Kept for fiction by the regulators, so nobody's: each yields its n-th number, or null when used up. */
export const FICTION: Record<string, (n: number) => string | null> = {
  US: (n) => northAmerican(US_CODES, n),
  CA: (n) => northAmerican(CA_CODES, n),
  GB: (n) => within(n, 1000, (text) => `+447700900${text}`),
  FR: (n) => within(n, 10_000, (text) => `+3363998${text}`),
  DE: (n) => within(n, 100, (text) => `+4917139200${text}`),
  SE: (n) => (n < 95 ? `+467017406${String(n + 5).padStart(2, "0")}` : null),
};

const codes = (country: string) => [...new Set(PLACES.filter((place) => place.countryCode === country).flatMap((place) => place.areaCodes))];
const US_CODES = codes("US");
const CA_CODES = codes("CA");

/** 555-0100 to 555-0199 in every area. */
function northAmerican(areas: string[], n: number): string | null {
  const area = areas[n % areas.length];
  return area === undefined ? null : within(Math.floor(n / areas.length), 100, (text) => `+1${area}55501${text}`);
}

const within = (n: number, size: number, say: (text: string) => string) => (n < size ? say(String(n).padStart(String(size - 1).length, "0")) : null);
