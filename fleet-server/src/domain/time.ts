/** Milliseconds since 1970-01-01T00:00Z. Always passed in; the domain has no clock. */
export type Millis = number;

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
