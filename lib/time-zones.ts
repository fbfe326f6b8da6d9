/**
 * The time zones that Aurora MySQL takes for `time_zone`. Source: "Local time zone for Amazon Aurora DB
 * clusters" of the Aurora user guide, as its repository `awsdocs/amazon-aurora-user-guide` has it; of
 * other names Aurora says `Invalid parameter value`.
 */
export const timeZones = [
  "Africa/Harare",
  "Africa/Monrovia",
  "Africa/Nairobi",
  "Africa/Windhoek",
  "America/Bogota",
  "America/Caracas",
  "America/Chihuahua",
  "America/Cuiaba",
  "America/Denver",
  "America/Fortaleza",
  "America/Guatemala",
  "America/Halifax",
  "America/Manaus",
  "America/Matamoros",
  "America/Monterrey",
  "America/Montevideo",
  "America/Phoenix",
  "America/Tijuana",
  "Asia/Ashgabat",
  "Asia/Baghdad",
  "Asia/Baku",
  "Asia/Bangkok",
  "Asia/Beirut",
  "Asia/Calcutta",
  "Asia/Kabul",
  "Asia/Karachi",
  "Asia/Kathmandu",
  "Asia/Muscat",
  "Asia/Riyadh",
  "Asia/Seoul",
  "Asia/Shanghai",
  "Asia/Singapore",
  "Asia/Taipei",
  "Asia/Tehran",
  "Asia/Tokyo",
  "Asia/Ulaanbaatar",
  "Atlantic/Azores",
  "Australia/Adelaide",
  "Australia/Brisbane",
  "Australia/Darwin",
  "Australia/Hobart",
  "Australia/Perth",
  "Australia/Sydney",
  "Brazil/East",
  "Canada/Saskatchewan",
  "Europe/Amsterdam",
  "Europe/Athens",
  "Europe/Dublin",
  "Europe/Helsinki",
  "Europe/Paris",
  "Europe/Prague",
  "Europe/Sarajevo",
  "Pacific/Auckland",
  "Pacific/Guam",
  "Pacific/Honolulu",
  "Pacific/Samoa",
  "US/Alaska",
  "US/Central",
  "US/East-Indiana",
  "US/Eastern",
  "US/Pacific",
  "UTC",
] as const;

const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 15, 12)));

/**
 * The zones of {@link timeZones} whose clocks show the same all year as those of another zone, such as
 * `US/Eastern` for `America/New_York`. None for a name that is not a time zone.
 */
export function zonesLike(name: string): readonly string[] {
  const clock = clockOf(name);
  return clock === undefined ? [] : timeZones.filter((zone) => clockOf(zone) === clock);
}

/** UTC offsets of a zone in the middle of each month, as its clocks show them. */
function clockOf(timeZone: string): string | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      dateStyle: "short",
      timeStyle: "short",
    });
    return months.map((noon) => format.format(noon)).join();
  } catch {
    return undefined;
  }
}
