// Navigation is the phone's own: 高德 is opened by its URL scheme, which needs no signal to open and asks nobody of ours.
// Facts: 高德地图手机版 开发指南, Android / HarmonyOS "amapuri://route/plan/", iOS "iosamap://path"; t=0 by car.

export interface MapTarget {
  readonly name: string;
  /** WGS-84 */
  readonly lon: number;
  readonly lat: number;
}

const appName = "kiosk-field";

/** `dev=1`: the coordinates are WGS-84 and the map converts them itself. */
export function amapLink(target: MapTarget, userAgent: string): string {
  const apple = /iPhone|iPad|iPod/.test(userAgent);
  const query = new URLSearchParams({
    sourceApplication: appName,
    dlat: target.lat.toFixed(6),
    dlon: target.lon.toFixed(6),
    dname: target.name,
    dev: "1",
    t: "0",
  });
  // its parser takes %20, not the + of a form
  const text = query.toString().replaceAll("+", "%20");
  return `${apple ? "iosamap://path" : "amapuri://route/plan/"}?${text}`;
}
