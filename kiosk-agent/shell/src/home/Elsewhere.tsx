import type { Elsewhere } from "@kiosk/contract";
import { useFrame } from "../app/frame-context.ts";
import { fill, useWords } from "../i18n/index.ts";
import { Icon } from "../ui/Icon.tsx";
import { distanceOf, durationOf, hoursToday } from "./when.ts";

/** Where else it can be done: name, distance, hours, and how old this knowledge is. */
export function ElsewhereLine({ place, brief = false }: { readonly place: Elsewhere; readonly brief?: boolean }) {
  const words = useWords().home;
  const { now } = useFrame();
  const [before = "", after = ""] = words.elsewhere.split("{name}");
  return (
    <div className="elsewhere">
      <Icon name="place" />
      <div>
        <p className="elsewhere-name">
          {before}
          <span lang="zh-CN">{place.name}</span>
          {after}
        </p>
        {!brief && (
          <p className="elsewhere-more" lang="zh-CN">
            {place.address}
          </p>
        )}
        <p className="elsewhere-more">
          {distanceOf(place.metres, words)} · {hoursToday(place.hours, now, words)}
        </p>
        {!brief && (
          <p className="elsewhere-more">{fill(words.saidAgo, { age: durationOf(now - place.saidAt, words) })}</p>
        )}
      </div>
    </div>
  );
}
