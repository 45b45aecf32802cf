// What a phone brought, in words; what cannot be read as agreed stands as it came.
import { FieldItem } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../../shared/format/bytes.ts";
import { formatTime } from "../../../shared/format/time.ts";
import { Fact } from "../../../shared/ui/Fact.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

const b = "fieldOffice.body" as const;

export function useTypeName(): (type: string) => string {
  const { t } = useTranslation();
  return (type) => {
    const known = itemTypes.find((one) => one === type);
    return known === undefined ? type : t(`fieldOffice.types.${known}`);
  };
}

const itemTypes = [
  ...(["arrival", "inspection-started", "check", "photo", "swap", "order-act"] as const),
  ...(["inspection-completed", "position", "departure", "note"] as const),
] as const;

export function FieldBody({ body }: { body: unknown }) {
  const { t } = useTranslation();
  const parsed = FieldItem.safeParse(body);
  return (
    <>
      {parsed.success ? (
        <dl className="facts field-body" data-testid="field-body">
          <Facts item={parsed.data} />
          {parsed.data.visitId === null ? null : (
            <Fact label={t(`${b}.visit`)}>
              <code>{parsed.data.visitId}</code>
            </Fact>
          )}
        </dl>
      ) : (
        <p className="muted">{t(`${b}.unreadable`)}</p>
      )}
      <details open={!parsed.success}>
        <summary>{t(`${b}.raw`)}</summary>
        <pre className="field-raw" lang="zh-CN">
          {JSON.stringify(body, null, 2)}
        </pre>
      </details>
    </>
  );
}

/** A line where there is something to say. */
function Said({ label, children }: { label: string; children: ReactNode }) {
  return children === "" || children === null ? null : <Fact label={label}>{children}</Fact>;
}

function Text({ label, text }: { label: string; text: string }) {
  return <Said label={label}>{text === "" ? null : <Verbatim>{text}</Verbatim>}</Said>;
}

function Facts({ item }: { item: FieldItem }) {
  const { t } = useTranslation();
  const photos = (ids: readonly string[]) => (
    <Said label={t(`${b}.photos`)}>{ids.length === 0 ? null : t(`${b}.photoN`, { n: ids.length })}</Said>
  );
  const inspection = (id: string) => (
    <Fact label={t(`${b}.inspection`)}>
      <Link to="/inspections/$id" params={{ id }}>
        <code>{id.slice(0, 8)}</code>
      </Link>
    </Fact>
  );
  switch (item.type) {
    case "arrival": {
      const { position } = item;
      const at = position === null ? null : { lat: position.lat.toFixed(5), lon: position.lon.toFixed(5) };
      return (
        <>
          <Fact label={t(`${b}.via`)}>{t(`${b}.viaWord.${item.via}`)}</Fact>
          <Said label={t(`${b}.tag`)}>{item.tag === "" ? null : <code>{item.tag}</code>}</Said>
          <Said label={t(`${b}.macLast4`)}>{item.macLast4 === null ? null : <code>{item.macLast4}</code>}</Said>
          <Fact label={t(`${b}.position`)}>
            {position === null
              ? t("fieldOffice.log.noPosition")
              : t(`${b}.positionOf`, { ...at, accuracy: Math.round(position.accuracyM) })}
          </Fact>
        </>
      );
    }
    case "inspection-started":
      return (
        <>
          <Fact label={t(`${b}.kind`)}>{t(`inspections.kinds.${item.kind}`)}</Fact>
          {inspection(item.inspectionId)}
        </>
      );
    case "check": {
      const { entry } = item;
      return (
        <>
          {inspection(item.inspectionId)}
          <Fact label={t(`${b}.item`)}>
            <code>
              {entry.checklistId}/{entry.itemId}
            </code>
          </Fact>
          <Said label={t(`${b}.device`)}>{entry.deviceId === null ? null : <code>{entry.deviceId}</code>}</Said>
          <Fact label={t(`${b}.outcome`)}>{t(`${b}.outcomes.${entry.outcome}`)}</Fact>
          <Said label={t(`${b}.measured`)}>{entry.measured === null ? null : String(entry.measured)}</Said>
          <Text label={t(`${b}.text`)} text={entry.text} />
          {photos(entry.photoIds)}
        </>
      );
    }
    case "photo":
      return (
        <>
          <Fact label={t(`${b}.what`)}>{t(`${b}.photoOf.${item.what}`)}</Fact>
          <Fact label={t(`${b}.size`)}>{formatBytes(item.bytes)}</Fact>
        </>
      );
    case "swap":
      return (
        <>
          <Fact label={t(`${b}.device`)}>
            <code>{item.deviceId}</code>
          </Fact>
          <Fact label={t(`${b}.consumable`)}>
            {t(`words.consumable.${item.consumable}`)} <Verbatim>{item.part}</Verbatim>
          </Fact>
          <Text label={t(`${b}.serial`)} text={item.serial} />
          <Text label={t(`${b}.removedSerial`)} text={item.removedSerial} />
          <Text label={t(`${b}.from`)} text={item.from ?? ""} />
          {photos(item.photoIds)}
        </>
      );
    case "order-act": {
      const data = Object.entries(item.data);
      return (
        <>
          <Fact label={t(`${b}.order`)}>
            <Link to="/work-orders/$id" params={{ id: item.orderId }}>
              <code>{item.orderId}</code>
            </Link>
          </Fact>
          <Fact label={t(`${b}.act`)}>{t(`words.orderAction.${item.act}`)}</Fact>
          <Text label={t(`${b}.text`)} text={item.text} />
          <Text
            label={t(`${b}.data`)}
            text={data
              .map(([key, value]) => `${key} ${typeof value === "string" ? value : JSON.stringify(value)}`)
              .join("\n")}
          />
          {photos(item.photoIds)}
        </>
      );
    }
    case "inspection-completed": {
      const { arrivedAt, leftAt } = item;
      const spell = (at: number | null) => (at === null ? "–" : formatTime(at));
      return (
        <>
          {inspection(item.inspectionId)}
          <Text label={t(`${b}.conclusion`)} text={item.conclusion} />
          <Text label={t(`${b}.advice`)} text={item.advice} />
          <Text label={t(`${b}.host`)} text={item.host?.name ?? ""} />
          {arrivedAt === null && leftAt === null ? null : (
            <Fact label={t(`${b}.onSite`)}>
              {spell(arrivedAt)} → {spell(leftAt)}
            </Fact>
          )}
        </>
      );
    }
    case "position":
      return <Fact label={t(`${b}.fixes`)}>{item.fixes.length}</Fact>;
    case "departure":
      return null;
    case "note":
      return (
        <>
          <Text label={t(`${b}.text`)} text={item.text} />
          {photos(item.photoIds)}
        </>
      );
  }
}
