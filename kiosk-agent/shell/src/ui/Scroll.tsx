import { type ReactNode, useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/index.ts";
import { Icon } from "./Icon.tsx";

interface Reach {
  readonly long: boolean;
  readonly top: boolean;
  readonly bottom: boolean;
}

/** A fraction of a pixel is left over at some sizes. */
const slack = 2;

/** What may be longer than the glass: moves under the finger, and by two large keys for whoever does not know that it does. */
export function Scroll({ children }: { readonly children: ReactNode }) {
  const words = useWords().frame;
  const area = useRef<HTMLDivElement>(null);
  const [reach, setReach] = useState<Reach>({ long: false, top: true, bottom: true });

  useEffect(() => {
    const element = area.current;
    const content = element?.firstElementChild;
    if (element === null || content == null) return;
    const look = () => {
      const top = element.scrollTop <= slack;
      const bottom = element.scrollTop + element.clientHeight >= element.scrollHeight - slack;
      // Of the whole box: the room that the keys take must not be what makes them needed.
      const long = content.scrollHeight > (element.parentElement ?? element).clientHeight + slack;
      setReach((last) =>
        last.long === long && last.top === top && last.bottom === bottom ? last : { long, top, bottom },
      );
    };
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    watcher.observe(content);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);

  const move = (pages: number) => area.current?.scrollBy({ top: pages * 0.7 * area.current.clientHeight });
  return (
    <div className="scroll">
      {/* whoever has keys and no finger moves it as well */}
      <div
        className="scroll-area"
        ref={area}
        {...(reach.long ? { tabIndex: 0, role: "group", "aria-label": words.content } : {})}
      >
        {children}
      </div>
      {reach.long && (
        <div className="scroll-keys">
          <button type="button" className="key" aria-disabled={reach.top || undefined} onClick={() => move(-1)}>
            <Icon name="up" />
            {words.up}
          </button>
          <button type="button" className="key" aria-disabled={reach.bottom || undefined} onClick={() => move(1)}>
            <Icon name="down" />
            {words.down}
          </button>
        </div>
      )}
    </div>
  );
}
