import type { FieldKiosk } from "@kiosk/contract";
import { useWords } from "../words/use-words.ts";
import { telLink } from "./tel-link.ts";

/** Whom to call at the point, with one tap; nothing where nobody has entered it. */
export function DutyPhone({ kiosk }: { kiosk: FieldKiosk | null }) {
  const w = useWords();
  // data loaded before there were such numbers have no field for it
  if (kiosk?.dutyPhone == null) return null;
  return (
    <>
      <dt>{w.terminals.phone}</dt>
      <dd>
        <a className="quiet" lang="zh-CN" href={telLink(kiosk.dutyPhone)} data-testid="duty-phone">
          {kiosk.dutyPhone}
        </a>
      </dd>
    </>
  );
}
