import type { KioskDetail } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { HealthMark } from "../../../shared/ui/HealthMark.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { Since } from "../../../shared/ui/When.tsx";
import { replaceable } from "../replacement-target.ts";

export type FormName = "replace" | "code" | "hours";

export function Header({ detail, onOpen }: { detail: KioskDetail; onOpen: (form: FormName) => void }) {
  const { t } = useTranslation();
  const { kiosk } = detail;
  const mayReplace = useCan("kiosk.replace", kiosk.contractId);
  const mayManage = useCan("kiosk.manage", kiosk.contractId);
  const mayEnrol = useCan("kiosk.enrol", kiosk.contractId);
  return (
    <header className="page-head terminal-head" data-testid="terminal-head" data-presence={kiosk.presence}>
      <h1>
        <span className="muted">{t("common.seqPrefix", { seq: kiosk.seq })}</span> <Verbatim>{kiosk.name}</Verbatim>
      </h1>
      <span className="terminal-state">
        <HealthMark health={kiosk.health} />
        {kiosk.presence === kiosk.health ? null : <span className="chip">{t(`words.presence.${kiosk.presence}`)}</span>}
        {kiosk.presenceSince === null ? null : (
          <span className="muted">
            <Since at={kiosk.presenceSince} />
          </span>
        )}
      </span>
      <span className="page-head-gap" />
      <span className="terminal-actions">
        {mayReplace ? (
          <Button size="small" disabled={replaceable(detail).length === 0} onClick={() => onOpen("replace")}>
            {t("terminal.actions.replace")}
          </Button>
        ) : null}
        {mayManage ? (
          <Button size="small" onClick={() => onOpen("hours")}>
            {t("terminal.actions.hours")}
          </Button>
        ) : null}
        {mayEnrol ? (
          <Button size="small" onClick={() => onOpen("code")}>
            {t("terminal.actions.code")}
          </Button>
        ) : null}
      </span>
    </header>
  );
}
