import { tryToParseDateTime } from 'n8n-workflow';

import type { Labels, PlainParameter } from './parameter';

/** A day, or a moment: strict ISO 8601, with or without an offset. Anything looser is some other day to somebody. */
const form =
	/^\d{4}-\d{2}-\d{2}(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?)?$/i;

/** A moment as which systems often write a day, whatever the time zone. */
const midnightInUtc = /T00:00(?::00(?:[.,]0+)?)?(?:Z|[+-]00(?::?00)?)$/i;

interface PointInTime {
	/**
	 * The day that a date-only field gets, `yyyy-MM-dd`: that of a moment in the time zone of the workflow. What is written
	 * as midnight in UTC is the day as it is written.
	 */
	day: string;
	/** The moment in UTC, `yyyy-MM-ddTHH:mm:ssZ`. */
	utc: string;
}

/** A text, or the one that a JavaScript Date (in UTC) or n8n's own DateTime (in its time zone) is shown as. */
function isoText(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim();
	const { toJSON } = Object(value ?? {}) as { toJSON?: unknown };
	const text: unknown = typeof toJSON === 'function' ? toJSON.call(value) : undefined;
	return typeof text === 'string' ? text : undefined;
}

/** Whether a text has the form of a day, without a time. */
export function isDay(value: unknown): boolean {
	return typeof value === 'string' && /^\s*\d{4}-\d{2}-\d{2}\s*$/.test(value);
}

/**
 * A day or moment in strict ISO 8601, or n8n's own DateTime; undefined for anything else, a day that does not exist
 * included.
 *
 * @param timezone in which a text without an offset is meant
 */
export function pointInTime(value: unknown, timezone: string): PointInTime | undefined {
	const text = isoText(value);
	if (text === undefined || !form.test(text)) return undefined;
	try {
		const time = tryToParseDateTime(text.toUpperCase(), timezone);
		const written = text.slice(0, 10);
		// What is no day, such as 2026-02-29, is read as another one.
		if (time.toISODate() !== written) return undefined;
		return {
			day: midnightInUtc.test(text) ? written : (time.setZone(timezone).toISODate() ?? written),
			utc: time.toUTC().toISO({ suppressMilliseconds: true }) ?? '',
		};
	} catch {
		return undefined;
	}
}

/** A moment that must be given, as `yyyy-MM-ddTHH:mm:ssZ`; a day is its first moment in the time zone of the workflow. */
export function dateTime(labels: Labels): PlainParameter<string> {
	return {
		field: {
			type: 'dateTime',
			default: '',
			required: true,
			...labels,
			description: `${labels.description ?? 'A date'}. It is ISO 8601, such as 2026-12-31T16:00:00Z.`,
		},
		read: (reader, name) =>
			pointInTime(reader.value(name), reader.timezone)?.utc ??
			reader.refuse(
				'is not a date',
				'Enter a date in ISO 8601, such as 2026-12-31 or 2026-12-31T16:00:00.',
			),
	};
}
