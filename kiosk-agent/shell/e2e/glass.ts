// The two ways a 32 inch screen is mounted: its pixels, and the millimetres of its glass.
export const portrait = { width: 1080, height: 1920 };
export const landscape = { width: 1920, height: 1080 };
/** The glass of a 32 inch screen, either way up. */
export const glass = {
  portrait: { widthMm: 390, heightMm: 693 },
  landscape: { widthMm: 693, heightMm: 390 },
};
