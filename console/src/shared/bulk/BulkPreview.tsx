// The dialog of a bulk action: what exactly will be touched and what not and why, the progress, and what became of each.
// How a page uses it (items are its rows, P is whatever the check has seen and the run must send back):
//
//   const selection = useSelection(orderId);                        // outside: const orderId = (o: OrderRow) => o.id
//   <SelectBox items={[order]} idOf={orderId} selection={selection} name={…} />   in each row, all rows in the head
//   <BulkBar selection={selection} all={list.orders}><Button onClick={open}>…</Button></BulkBar>
//   {open ? <BulkPreview title={t("…")} items={selection.items} idOf={orderId} nameOf={(o) => o.number}
//             check={async (o) => ({ ok: true, plan: { seenSeq: 3 } })} run={(o, plan) => request(…)}
//             form={<TextArea …/>} ready={text !== ""} onClose={(done) => …selection.set(done, false)…} /> : null}
//
// `check` is the server's dry run where there is one, else a fresh read of the item; its `plan` carries the version that
// was seen, so that the run is refused where somebody else was faster, and is listed as failed and not overwritten.
import "./bulk.css";
import { CheckCircleOutlined, ExclamationCircleOutlined, MinusCircleOutlined } from "@ant-design/icons";
import { Alert, Button, Modal, Progress } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../ui/use-error-text.ts";
import { type Entry, idsOf } from "./bulk-state.ts";
import { type BulkWork, useBulk } from "./use-bulk.ts";

/** Rows drawn of one group; the count in its head is of all. */
const drawn = 100;

interface BulkPreviewProps<T, P> extends BulkWork<T, P> {
  /** the action, as its button is called */
  title: string;
  nameOf: (item: T) => ReactNode;
  /** what the action needs besides the items (a note, a reason) */
  form?: ReactNode;
  /** false while the form is not filled in */
  ready?: boolean;
  danger?: boolean;
  /** with those for which it was done */
  onClose: (done: readonly T[]) => void;
}

interface GroupProps {
  tone: "ready" | "refused" | "failed" | "done";
  title: string;
  rows: readonly { id: string; name: ReactNode; note: string | undefined }[];
}

const signs = {
  ready: <CheckCircleOutlined aria-hidden="true" />,
  done: <CheckCircleOutlined aria-hidden="true" />,
  refused: <MinusCircleOutlined aria-hidden="true" />,
  failed: <ExclamationCircleOutlined aria-hidden="true" />,
} as const;

function Group({ tone, title, rows }: GroupProps) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <section className={`bulk-group bulk-${tone}`} data-testid={`bulk-${tone}`} aria-label={title}>
      <h3>
        {signs[tone]} {title}
      </h3>
      <ul>
        {rows.slice(0, drawn).map(({ id, name, note }) => (
          <li key={id} data-testid={`bulk-${tone}-${id}`}>
            <span>{name}</span>
            {note === undefined ? null : <span className="muted">{note}</span>}
          </li>
        ))}
        {rows.length > drawn ? <li className="muted">{t("bulk.more", { n: rows.length - drawn })}</li> : null}
      </ul>
    </section>
  );
}

export function BulkPreview<T, P>(props: BulkPreviewProps<T, P>) {
  const { title, nameOf, form, ready = true, danger = false, onClose } = props;
  const { t } = useTranslation();
  const errorText = useErrorText();
  const bulk = useBulk(props);
  const { phase, entries } = bulk.state;
  const count = (...names: Entry<P>["name"][]) => idsOf(bulk.state, ...names).length;
  const rows = (...names: Entry<P>["name"][]) =>
    [...entries].flatMap(([id, entry]) => {
      const item = bulk.item(id);
      if (item === undefined || !names.includes(entry.name)) return [];
      return [{ id, name: nameOf(item), note: noteOf(entry) }];
    });
  const noteOf = (entry: Entry<P>): string | undefined => {
    switch (entry.name) {
      case "ready":
        return entry.effect;
      case "refused":
        return entry.reason;
      case "failed":
        return errorText(entry.error);
      case "stopped":
        return t("bulk.stopped");
      case "unchecked":
      case "done":
        return undefined;
    }
  };
  const done = () =>
    idsOf(bulk.state, "done").flatMap((id) => {
      const item = bulk.item(id);
      return item === undefined ? [] : [item];
    });
  const toDo = count("ready");
  const left = count("failed", "stopped");
  const busy = phase === "checking" || phase === "running";
  // while it runs the ready ones still wait; before, the unchecked ones
  const waiting = phase === "checking" ? count("unchecked") : toDo;
  return (
    <Modal
      open
      title={title}
      width={640}
      destroyOnHidden
      mask={{ closable: false }}
      closable={phase === "running" ? false : { "aria-label": t("common.close") }}
      keyboard={phase !== "running"}
      onCancel={() => onClose(done())}
      footer={
        <div className="form-actions">
          {phase === "running" ? (
            <Button data-testid="bulk-stop" onClick={bulk.stop}>
              {t("bulk.stop")}
            </Button>
          ) : (
            <Button data-testid="bulk-close" onClick={() => onClose(done())}>
              {t(phase === "ended" ? "common.close" : "common.form.cancel")}
            </Button>
          )}
          {left > 0 && !busy ? (
            <Button data-testid="bulk-retry" onClick={bulk.retry}>
              {t("bulk.retry", { n: left })}
            </Button>
          ) : null}
          {phase === "ended" ? null : (
            <Button
              type="primary"
              danger={danger}
              disabled={phase !== "preview" || toDo === 0 || !ready}
              loading={phase === "running"}
              data-testid="bulk-run"
              onClick={bulk.start}
            >
              {t("bulk.run", { action: title, n: toDo })}
            </Button>
          )}
        </div>
      }
    >
      <div className="bulk-preview" data-testid="bulk-preview" data-phase={phase}>
        {busy ? (
          <Progress
            percent={Math.floor(((entries.size - waiting) / Math.max(1, entries.size)) * 100)}
            aria-label={t(phase === "checking" ? "bulk.checking" : "bulk.running")}
          />
        ) : null}
        <output className="bulk-said">
          {phase === "checking" ? t("bulk.checking") : null}
          {phase === "running" ? t("bulk.running") : null}
          {phase === "ended" ? t("bulk.ended", { done: count("done"), left, refused: count("refused") }) : null}
        </output>
        {phase === "preview" && toDo === 0 && left === 0 && count("done") === 0 ? (
          <Alert type="info" showIcon title={t("bulk.nothing")} />
        ) : null}
        {phase === "ended" || (phase === "preview" && toDo === 0) ? null : form}
        <Group tone="failed" title={t("bulk.failed", { n: left })} rows={rows("failed", "stopped")} />
        <Group tone="ready" title={t("bulk.ready", { n: toDo })} rows={rows("ready")} />
        <Group tone="done" title={t("bulk.done", { n: count("done") })} rows={rows("done")} />
        <Group tone="refused" title={t("bulk.refused", { n: count("refused") })} rows={rows("refused")} />
      </div>
    </Modal>
  );
}
