import type { KioskDetail } from "@kiosk/contract";
import { Button, Steps } from "antd";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";

/** A terminal that was never online: what has been done, what is next. */
export function Checklist({ detail, onCode }: { detail: KioskDetail; onCode: () => void }) {
  const { t } = useTranslation();
  const c = "terminal.checklist" as const;
  const mayEnrol = useCan("kiosk.enrol", detail.kiosk.contractId);
  return (
    <Panel title={t(`${c}.title`)} className="checklist">
      <Steps
        orientation="vertical"
        current={detail.enrolled ? 3 : 1}
        size="small"
        items={[
          { title: t(`${c}.s1`), content: t(`${c}.s1Text`) },
          {
            title: t(`${c}.s2`),
            content: (
              <>
                {t(`${c}.s2Text`)}
                {detail.enrolled || !mayEnrol ? null : (
                  <div>
                    <Button type="primary" size="small" onClick={onCode}>
                      {t("terminal.actions.code")}
                    </Button>
                  </div>
                )}
              </>
            ),
          },
          { title: t(`${c}.s3`), content: t(`${c}.s3Text`) },
          { title: t(`${c}.s4`), content: t(`${c}.s4Text`) },
        ]}
      />
    </Panel>
  );
}
