// What each answer allows the browser to do with it. Pure: addresses in, headers out.

export type Headers = Readonly<Record<string, string>>;

/** Every feature a page could ask for (W3C Permissions Policy), denied to the pages and to all that stands in them. */
const deniedFeatures = [
  ...["accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen"],
  ...["gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "keyboard-map", "local-fonts", "magnetometer"],
  ...["microphone", "midi", "otp-credentials", "payment", "picture-in-picture", "publickey-credentials-create"],
  ...["publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb", "window-management"],
  "xr-spatial-tracking",
];
/** The pages' own, for the wipe: they empty the clipboard and look that it is empty. No app's. */
const wipeFeatures = ["clipboard-read", "clipboard-write"];

const always: Headers = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-dns-prefetch-control": "off",
  "cross-origin-opener-policy": "same-origin",
};

/**
 * Of the citizen's pages and their API.
 * @param appOrigin where the service apps are served @param appOrigins https origins of apps that are pages of a server
 */
export function pageHeaders(appOrigin: string, appOrigins: readonly string[]): Headers {
  return {
    ...always,
    "content-security-policy": policy({
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "style-src": ["'self'"],
      "img-src": ["'self'", "data:", appOrigin],
      "connect-src": ["'self'"],
      "frame-src": [appOrigin, ...appOrigins],
      "frame-ancestors": ["'none'"],
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
    }),
    "permissions-policy": features(wipeFeatures),
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  };
}

/**
 * Of a service app's files. Its document has an opaque origin, to which 'self' means nothing: its own folder is named instead.
 * @param folder http://127.0.0.1:port/a/<digest>/ @param pageOrigins the origins of the citizen's pages
 */
export function appHeaders(folder: string, pageOrigins: readonly string[]): Headers {
  return {
    ...always,
    "content-security-policy": policy({
      "default-src": ["'none'"],
      "script-src": [folder],
      "style-src": [folder],
      "img-src": [folder, "data:"],
      "font-src": [folder],
      "connect-src": ["'none'"],
      "frame-ancestors": pageOrigins,
      "base-uri": ["'none'"],
      "form-action": ["'none'"],
      sandbox: ["allow-scripts", "allow-forms"],
    }),
    "permissions-policy": features([]),
    // module scripts are asked for with CORS, and an opaque origin is called null there
    "access-control-allow-origin": "null",
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": "no-store",
  };
}

function features(own: readonly string[]): string {
  const denied = [...deniedFeatures, ...wipeFeatures].filter((feature) => !own.includes(feature));
  return [...denied.map((feature) => `${feature}=()`), ...own.map((feature) => `${feature}=(self)`)].join(", ");
}

function policy(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}
