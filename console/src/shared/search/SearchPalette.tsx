// Ctrl-K: one field over everything. A combobox whose list is the answer: the focus stays in the field, the arrows move the
// choice, and what is chosen is named to a screen reader by aria-activedescendant.
import "./search.css";
import {
  ClockCircleOutlined,
  DesktopOutlined,
  FileTextOutlined,
  RightOutlined,
  ToolOutlined,
  WarningOutlined,
} from "@ant-design/icons";
import type { SearchHit } from "@kiosk/contract";
import { Button, Spin } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../format/lang.ts";
import { useLang } from "../i18n/use-lang.ts";
import { OrderStateChip } from "../orders/OrderStateChip.tsx";
import { HealthIcon } from "../ui/HealthMark.tsx";
import { useErrorText } from "../ui/use-error-text.ts";
import { Verbatim } from "../ui/Verbatim.tsx";
import { Age } from "../ui/When.tsx";
import { type OwnChoice, ownMatches, type RecentChoice, recentOf } from "./choice.ts";
import { useRecent } from "./recent.ts";
import { useFound } from "./use-search.ts";

const ownLimit = 4;

interface Option {
  key: string;
  group: "own" | "found" | "recent";
  face: ReactNode;
  choose: () => void;
}

export interface SearchPaletteProps {
  own: readonly OwnChoice[];
  /** whose recent choices these are */
  owner: string;
  /** the name of a hit's contract where the person has several; undefined where there is but one */
  contractName: (id: string) => string | undefined;
  onOpen: (kind: "kiosk" | "order", id: string) => void;
  onClose: () => void;
}

function HitFace({ hit, contract }: { hit: SearchHit; contract: string | undefined }) {
  const { t } = useTranslation();
  const lang = useLang();
  const place = contract === undefined ? null : <Verbatim className="option-contract">{contract}</Verbatim>;
  switch (hit.kind) {
    case "kiosk":
      return (
        <>
          <HealthIcon health={hit.health} />
          <span className="option-main">
            <b>{t("common.seqPrefix", { seq: hit.seq })}</b> <Verbatim>{hit.name}</Verbatim>
            <span className="option-note">
              <Verbatim>{hit.by === "street" ? hit.street : hit.address}</Verbatim>
              {hit.mac === null ? null : <code>{hit.mac}</code>}
              {place}
            </span>
          </span>
        </>
      );
    case "order":
      return (
        <>
          <ToolOutlined aria-hidden="true" />
          <span className="option-main">
            <b>{hit.number}</b> <Verbatim>{pick(lang, { zh: hit.titleZh, en: hit.titleEn })}</Verbatim>
            <span className="option-note">
              <span>
                {t("common.seqPrefix", { seq: hit.kioskSeq })} <Verbatim>{hit.kioskName}</Verbatim>
              </span>
              {place}
            </span>
          </span>
          <OrderStateChip state={hit.state} />
        </>
      );
    case "fault":
      return (
        <>
          <WarningOutlined
            aria-hidden="true"
            className={hit.severity === "critical" || hit.severity === "error" ? "tone-fault" : "tone-warning"}
          />
          <span className="option-main">
            <b>{pick(lang, hit)}</b>
            <span className="option-note">
              <span>
                {t("common.seqPrefix", { seq: hit.kioskSeq })} <Verbatim>{hit.kioskName}</Verbatim>
              </span>
              {place}
            </span>
          </span>
          <span className="muted nowrap">
            <Age at={hit.since} />
          </span>
        </>
      );
  }
}

function RecentFace({ choice }: { choice: RecentChoice }) {
  return (
    <>
      {choice.kind === "kiosk" ? <DesktopOutlined aria-hidden="true" /> : <ToolOutlined aria-hidden="true" />}
      <span className="option-main">
        <Verbatim>{choice.title}</Verbatim>
        <span className="option-note">
          <Verbatim>{choice.note}</Verbatim>
        </span>
      </span>
      <ClockCircleOutlined aria-hidden="true" className="muted" />
    </>
  );
}

function OwnFace({ choice }: { choice: OwnChoice }) {
  return (
    <>
      {choice.kind === "page" ? <FileTextOutlined aria-hidden="true" /> : <RightOutlined aria-hidden="true" />}
      <span className="option-main">{choice.label}</span>
    </>
  );
}

export function SearchPalette({ own, owner, contractName, onOpen, onClose }: SearchPaletteProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const errorText = useErrorText();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const [recent, addRecent] = useRecent(owner);
  const { query, pending } = useFound(text);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
  }, []);

  const asked = text.trim() !== "";
  const openHit = (hit: SearchHit) => {
    const choice = recentOf(hit, lang, (seq) => t("common.seqPrefix", { seq }));
    addRecent(choice);
    onOpen(choice.kind, choice.id);
  };
  const ownOptions = (choices: readonly OwnChoice[]): Option[] =>
    choices.map((choice) => ({
      key: `own-${choice.id}`,
      group: "own",
      face: <OwnFace choice={choice} />,
      choose: choice.run,
    }));
  const hits = asked ? (query.data?.hits ?? []) : [];
  const options: Option[] = asked
    ? [
        ...ownOptions(ownMatches(text, own, ownLimit)),
        ...hits.map(
          (hit): Option => ({
            key: `${hit.kind}-${hit.id}`,
            group: "found",
            face: <HitFace hit={hit} contract={contractName(hit.contractId)} />,
            choose: () => openHit(hit),
          }),
        ),
      ]
    : [
        ...recent.map(
          (choice): Option => ({
            key: `recent-${choice.kind}-${choice.id}`,
            group: "recent",
            face: <RecentFace choice={choice} />,
            choose: () => {
              addRecent(choice);
              onOpen(choice.kind, choice.id);
            },
          }),
        ),
        ...ownOptions(own.filter(({ kind }) => kind === "page")),
      ];
  const at = Math.min(active, options.length - 1);
  const optionId = (index: number) => `${id}-option-${index}`;
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  });

  const choose = (option: Option | undefined) => {
    if (option === undefined) return;
    onClose();
    option.choose();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined && options.length > 0) {
      event.preventDefault();
      const next = at + step;
      // one step goes round, a page stops at the ends
      setActive(
        Math.abs(step) === 1
          ? (next + options.length) % options.length
          : Math.max(0, Math.min(options.length - 1, next)),
      );
    }
    if (event.key === "Enter") {
      event.preventDefault();
      // what is shown may still be the answer to what was typed before
      if (!pending || options[at]?.group !== "found") choose(options[at]);
    }
  };
  const found = query.data?.found;
  const foundText =
    found === undefined
      ? ""
      : t("search.found", { kiosks: found.kiosks, orders: found.orders, faults: found.faults, shown: hits.length });
  return (
    // Esc closes by itself and gives the focus back to where it was
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t("search.title")}
      data-testid="palette"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
      onKeyDown={onKey}
    >
      <div className="palette-body">
        <div className="palette-field">
          <input
            type="text"
            role="combobox"
            aria-label={t("search.title")}
            aria-expanded={options.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            {...(options.length > 0 ? { "aria-activedescendant": optionId(at) } : {})}
            placeholder={t("search.placeholder")}
            data-testid="palette-input"
            value={text}
            maxLength={100}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setText(event.target.value);
              setActive(0);
            }}
          />
          {pending ? <Spin size="small" aria-label={t("search.searching")} /> : null}
          <Button size="small" type="text" onClick={() => dialog.current?.close()}>
            {t("search.close")}
          </Button>
        </div>
        {asked && query.error !== null ? (
          <div className="palette-state" role="alert" data-testid="palette-error">
            {errorText(query.error)}{" "}
            <Button size="small" onClick={() => void query.refetch()}>
              {t("common.state.retry")}
            </Button>
          </div>
        ) : null}
        {asked && !pending && query.error === null && options.length === 0 ? (
          <div className="palette-state" data-testid="palette-empty">
            <p>{t("search.none", { text: text.trim() })}</p>
            <p className="muted">{t("search.hint")}</p>
          </div>
        ) : null}
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label={t("search.results")}
          aria-busy={pending}
          className={pending && hits.length > 0 ? "palette-list table-dim" : "palette-list"}
        >
          {options.map((option, index) => (
            <div key={option.key} role="presentation">
              {option.group !== options[index - 1]?.group ? (
                <div role="presentation" className="palette-group">
                  {t(`search.group.${option.group}`)}
                </div>
              ) : null}
              {/* keys are the field's (onKeyDown above); the option itself never has the focus */}
              <div
                id={optionId(index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className="palette-option"
                data-testid={`palette-${option.key}`}
                onPointerMove={() => setActive(index)}
                onClick={() => choose(option)}
                onKeyDown={() => undefined}
              >
                {option.face}
              </div>
            </div>
          ))}
        </div>
        <footer className="palette-foot">
          <output>{asked && !pending && query.error === null ? foundText : ""}</output>
          <span className="palette-keys muted">{t("search.keys")}</span>
        </footer>
      </div>
    </dialog>
  );
}
