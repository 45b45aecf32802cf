import type { NewShelfChange } from "@kiosk/contract";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { usePreview } from "../queries.ts";
import { MissingList } from "./MissingList.tsx";

const shownLacking = 8;

/** What a change would touch, as the server sees it now. */
export function Preview({ contract, change }: { contract: string; change: NewShelfChange | undefined }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error, isFetching } = usePreview(contract, change);
  const c = "apps.preview" as const;
  if (change === undefined) return <p className="apps-preview muted">{t(`${c}.incomplete`)}</p>;
  if (error !== null) return <Alert className="form-alert" type="warning" showIcon title={errorText(error)} />;
  if (data === undefined) return <p className="apps-preview muted">{t(`${c}.reading`)}</p>;
  const touched = data.kiosks - data.overruled.length;
  return (
    <div className="apps-preview" data-testid="shelf-preview" aria-live="polite" aria-busy={isFetching}>
      <p>
        <b>{t(change.action === "off" ? `${c}.takesOff` : `${c}.touches`, { n: touched, used: data.usedToday })}</b>
      </p>
      {data.overruled.length > 0 ? <p>{t(`${c}.overruled`, { n: data.overruled.length })}</p> : null}
      {data.unreachable.length > 0 ? <p>{t(`${c}.unreachable`, { n: data.unreachable.length })}</p> : null}
      {data.lacking.length > 0 ? (
        <>
          <p>{t(`${c}.lacking`, { n: data.lacking.length })}</p>
          <ul>
            {data.lacking.slice(0, shownLacking).map(({ kioskId, name, missing }) => (
              <li key={kioskId}>
                <Verbatim>{name}</Verbatim> <MissingList missing={missing} />
              </li>
            ))}
            {data.lacking.length > shownLacking ? (
              <li>{t(`${c}.more`, { n: data.lacking.length - shownLacking })}</li>
            ) : null}
          </ul>
        </>
      ) : null}
    </div>
  );
}
