import { tryToParseDateTime } from 'n8n-workflow';

import type { Labels, PlainParameter } from './parameter';

/** A date or timestamp in strict ISO 8601, with or without an offset. Looser forms are ambiguous. */
const form =
	/^\d{4}-\d{2}-\d{2}(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?)?$/i;

/** Midnight in UTC, which many systems write for a date, whatever the time zone. */
const midnightInUtc = /T00:00(?::00(?:[.,]0+)?)?(?:Z|[+-]00(?::?00)?)$/i;

interface PointInTime {
	/**
	 * The value of a date-only field, `yyyy-MM-dd`: a timestamp's date in the time zone of the workflow. Midnight in UTC
	 * keeps its date as written.
	 */
	day: string;
	/** The timestamp in UTC, `yyyy-MM-ddTHH:mm:ssZ`. */
	utc: string;
}

/** A string, or the serialized form of a JavaScript Date (in UTC) or of n8n's DateTime (in its time zone). */
function isoText(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim();
	const { toJSON } = Object(value ?? {}) as { toJSON?: unknown };
	const text: unknown = typeof toJSON === 'function' ? toJSON.call(value) : undefined;
	return typeof text === 'string' ? text : undefined;
}

/** True for a date without a time. */
export function isDay(value: unknown): boolean {
	return typeof value === 'string' && /^\s*\d{4}-\d{2}-\d{2}\s*$/.test(value);
}

/**
 * Parses a date or timestamp in strict ISO 8601, or n8n's DateTime; undefined for anything else, including nonexistent
 * dates.
 *
 * @param timezone the time zone of a value without an offset
 */
export function pointInTime(value: unknown, timezone: string): PointInTime | undefined {
	const text = isoText(value);
	if (text === undefined || !form.test(text)) return undefined;
	try {
		const time = tryToParseDateTime(text.toUpperCase(), timezone);
		const written = text.slice(0, 10);
		// Nonexistent dates, such as 2026-02-29, are parsed as another date.
		if (time.toISODate() !== written) return undefined;
		return {
			day: midnightInUtc.test(text) ? written : (time.setZone(timezone).toISODate() ?? written),
			utc: time.toUTC().toISO({ suppressMilliseconds: true }) ?? '',
		};
	} catch {
		return undefined;
	}
}

/** A required timestamp, as `yyyy-MM-ddTHH:mm:ssZ`; a date means its start in the time zone of the workflow. */
export function dateTime(labels: Labels): PlainParameter<string> {
	return {
		field: {
			type: 'dateTime',
			default: '',
			required: true,
			...labels,
			description: `${labels.description ?? 'A date'}. Use ISO 8601, such as 2026-12-31T16:00:00Z.`,
		},
		read: (reader, name) =>
			pointInTime(reader.value(name), reader.timezone)?.utc ??
			reader.refuse(
				'is not a date',
				'Enter a date in ISO 8601, such as 2026-12-31 or 2026-12-31T16:00:00.',
			),
	};
}
