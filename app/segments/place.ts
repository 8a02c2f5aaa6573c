// Distance on the globe (haversine), the same formula twice: in SQL and here. Boundaries are accurate
// to less than a millimetre, which is finer than any address.
import { raw, type Sql, sql } from "#app/lib/sql.ts";
import type { Place } from "./field.ts";

const EARTH_KM = 6371.0088;
type Circle = Place & { km: number };

/** sin² of half the angle, the largest that is still near. */
const limit = ({ km }: Circle) => Math.sin(Math.min(km / (2 * EARTH_KM), Math.PI / 2)) ** 2;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

export function isNear(place: Place, circle: Circle): boolean {
  const across = Math.sin(radians(place.latitude - circle.latitude) / 2) ** 2;
  const along = Math.sin(radians(place.longitude - circle.longitude) / 2) ** 2;
  return across + Math.cos(radians(place.latitude)) * Math.cos(radians(circle.latitude)) * along <= limit(circle);
}

export function haversineSql(latitude: string, longitude: string, circle: Circle): Sql {
  const across = sql`power(sin(radians(${raw(latitude)} - ${circle.latitude}::float8) / 2), 2)`;
  const along = sql`power(sin(radians(${raw(longitude)} - ${circle.longitude}::float8) / 2), 2)`;
  return sql`(${across} + cos(radians(${raw(latitude)})) * ${Math.cos(radians(circle.latitude))}::float8 * ${along} <= ${limit(circle)}::float8)`;
}
