// The printed sheet: a card for each terminal with its code. It stands over the page until it is closed, and then the codes
// are nowhere any more.
import { PrinterOutlined } from "@ant-design/icons";
import { type EnrolmentSheet, enrolmentUri } from "@kiosk/contract";
import { Alert, App, Button } from "antd";
import { useEffect, useId, useRef } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { QrCode } from "../../../shared/ui/QrCode.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

const qrPx = 132;

export function EnrolmentSheetView({ sheet, onClose }: { sheet: EnrolmentSheet; onClose: () => void }) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const title = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    // only the sheet is printed
    document.body.classList.add("prints-sheet");
    return () => document.body.classList.remove("prints-sheet");
  }, []);
  const close = () =>
    void modal.confirm({
      title: t("settings.enrolment.closeTitle"),
      content: t("settings.enrolment.closeHint"),
      okText: t("settings.enrolment.closeConfirm"),
      cancelText: t("common.form.cancel"),
      onOk: onClose,
    });
  return createPortal(
    <div
      ref={box}
      className="enrol-sheet"
      role="dialog"
      aria-modal="true"
      aria-labelledby={title}
      tabIndex={-1}
      data-testid="enrol-sheet"
    >
      <header className="enrol-sheet-head">
        <h1 id={title}>{t("settings.enrolment.sheet")}</h1>
        <Button type="primary" icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t("settings.enrolment.print")}
        </Button>
        <Button data-testid="enrol-sheet-close" onClick={close}>
          {t("settings.enrolment.done")}
        </Button>
        <Alert type="warning" showIcon title={t("settings.enrolment.sheetHint")} />
      </header>
      <ol className="enrol-cards">
        {sheet.codes.map(({ kioskId, seq, name, address, code }) => (
          <li key={kioskId} className="enrol-card" data-testid={`enrol-card-${kioskId}`}>
            <QrCode
              text={enrolmentUri(kioskId, code, sheet.caFingerprintSha256)}
              label={t("settings.enrolment.qr", { name })}
              sizePx={qrPx}
            />
            <div>
              <h2>
                {t("common.seqPrefix", { seq })} <Verbatim>{name}</Verbatim>
              </h2>
              <p>
                <Verbatim>{address}</Verbatim> <code>{kioskId}</code>
              </p>
              <p className="enrol-code">
                {t("settings.enrolment.code")} <code>{code}</code>
              </p>
              <p>
                {t("settings.enrolment.expires")} {formatDateTime(sheet.expiresAt)}
              </p>
              <p className="enrol-ca">
                {t("settings.enrolment.fingerprint")} <code>{sheet.caFingerprintSha256}</code>
              </p>
            </div>
          </li>
        ))}
      </ol>
    </div>,
    document.body,
  );
}
