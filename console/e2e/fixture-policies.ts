// The clauses that the fixture orders live under: a few of the contract's own sentences with their limits.
import type { ClauseView, OrderClock, PolicyView } from "@kiosk/contract";
import type { z } from "zod";

type Policy = z.infer<typeof PolicyView>;
export type Milestone = Policy["milestones"][number];
type Clause = z.infer<typeof ClauseView>;

const clause = (ref: string, text: string, readingZh = "", readingEn = ""): Clause => ({
  ref,
  text,
  readingZh,
  readingEn,
});

const C13 = clause(
  "C13",
  "响应时间要求：故障报告后2小时内首次响应，24小时内提供初步诊断方案。",
  "按 24×7 连续小时计；只有人的响应才算。",
  "Clock hours around the clock; only a human response counts.",
);
const C12 = clause(
  "C12",
  "自故障报告提交之日起，服务提供商须在7个自然日内完成修复（含诊断、代码修复及系统验证），确保系统功能恢复至正常水平。",
  "报修当日不计，第 7 日 24:00 到期；以系统验证通过为止。",
  "The day of the report does not count; due at 24:00 of day 7; ends when verified.",
);
const C14 = clause(
  "C14",
  "自故障确认诊断（含现场或远程检测）之日起，服务提供商须在30个自然日内完成维修（含故障定位、部件检测、维修实施及系统测试），确保硬件设备恢复至原厂性能标准。",
  "自检测得出结论之日起算，到测试通过为止。",
  "Counts from the recorded diagnosis to the passed test.",
);
const C15 = clause(
  "C15",
  "如需更换硬件部件，服务提供商须在60个自然日内完成全流程（含备件采购、物流运输、安装调试及验收）；",
  "自登记所需备件起算，采购时间计入。",
  "Counts from the need of the part; the purchase is inside.",
);
const C16 = clause(
  "C16",
  "总维修周期：严格以备件到货日为起点计算，确保总时长≤60个自然日。",
  "自最后一件所需备件到货起算；采购时间不计。",
  "Counts from the arrival of the last required part; the purchase is outside.",
);
const C18 = clause(
  "C18",
  "供应商应在30分钟内作出响应…（简单问题要求2小时内解决…无法立即解决的，要求在24小时内形成解决方案并在48小时内解决）。",
  "通用条款，与维修条款并存；专门条款优先。",
  "A general clause beside the repair clauses; the special one goes first.",
);

function milestone(
  name: string,
  zh: string,
  en: string,
  from: Clause,
  limit: readonly [zh: string, en: string],
  rest: Pick<Milestone, "start" | "stop"> & Partial<Milestone>,
): Milestone {
  return {
    milestone: name,
    zh,
    en,
    clause: from,
    class: null,
    advisory: false,
    pausable: [],
    limitZh: limit[0],
    limitEn: limit[1],
    ...rest,
  };
}

const grounds = ["client_cause", "force_majeure"];

const kiosk = [
  milestone("first_response", "首次响应", "First response", C13, ["2 小时", "2 hours"], {
    start: "reported",
    stop: ["acknowledged:human", "diagnosis_submitted"],
  }),
  milestone("prelim_diagnosis", "初步诊断", "Preliminary diagnosis", C13, ["24 小时", "24 hours"], {
    start: "reported",
    stop: ["diagnosis_submitted"],
    pausable: grounds,
  }),
  milestone("fix_software", "软件修复", "Software repair", C12, ["7 个自然日", "7 calendar days"], {
    class: "software",
    start: "reported",
    stop: ["verified"],
    pausable: grounds,
  }),
  milestone("fix_hardware", "硬件维修", "Hardware repair", C14, ["30 个自然日", "30 calendar days"], {
    class: "hardware_repair",
    start: "diagnosis_confirmed",
    stop: ["tested"],
    pausable: grounds,
  }),
  milestone("fix_part", "部件更换", "Part replacement", C16, ["60 个自然日", "60 calendar days"], {
    class: "part_replacement",
    start: "parts_complete",
    stop: ["accepted"],
    pausable: grounds,
  }),
  milestone(
    "procurement_watch",
    "部件更换全流程",
    "Part replacement, whole",
    C15,
    ["60 个自然日", "60 calendar days"],
    {
      class: "part_replacement",
      advisory: true,
      start: "part_required",
      stop: ["accepted"],
      pausable: grounds,
    },
  ),
];

export const policies: Policy[] = [
  {
    id: "CN-KIOSK",
    version: 1,
    zh: "终端维修时限",
    en: "Kiosk repair",
    source: "长宁区 2026 一网通办区级配套，维修周期",
    milestones: kiosk,
  },
  {
    id: "CN-KIOSK@exact",
    version: 1,
    zh: "终端维修时限（7×24 小时读法）",
    en: "Kiosk repair, read as n times 24 hours",
    source: "长宁区 2026 一网通办区级配套，维修周期",
    milestones: kiosk,
  },
  {
    id: "CN-GEN-SIMPLE",
    version: 1,
    zh: "通用服务响应",
    en: "General response",
    source: "长宁区 2026 一网通办区级配套，通用要求",
    milestones: [
      milestone("first_response", "通用响应", "General response", C18, ["30 分钟", "30 minutes"], {
        start: "reported",
        stop: ["acknowledged:human"],
      }),
      milestone("resolve", "简单问题解决", "Simple problem solved", C18, ["2 小时", "2 hours"], {
        start: "reported",
        stop: ["resolved"],
      }),
    ],
  },
  {
    id: "CN-ONSITE",
    version: 1,
    zh: "到场时限",
    en: "On site",
    source: "长宁区 2026 一网通办区级配套，现场服务",
    milestones: [
      milestone(
        "arrive",
        "到场",
        "Arrival",
        clause("C20", "在接到现场服务通知后24小时内抵达指定地点开展沟通协调与问题处置工作。"),
        ["24 小时", "24 hours"],
        { start: "onsite_requested", stop: ["arrived"] },
      ),
    ],
  },
];

export function milestoneOf(policy: string, name: string): Milestone {
  const found = policies.find((p) => p.id === policy)?.milestones.find((m) => m.milestone === name);
  if (found === undefined) throw new Error(`no milestone ${policy} ${name}`);
  return found;
}

/** A clock of the milestone, running unless the part says otherwise. */
export function clockOf(policy: string, name: string, part: Partial<OrderClock>): OrderClock {
  const found = milestoneOf(policy, name);
  return {
    policy,
    policyVersion: 1,
    role: found.advisory ? "advisory" : "governing",
    milestone: name,
    zh: found.zh,
    en: found.en,
    clause: found.clause,
    state: "running",
    dayClock: found.limitZh.includes("日"),
    pausable: found.pausable.length > 0,
    startAt: null,
    dueAt: null,
    dueStatus: "final",
    completedAt: null,
    lateByMs: null,
    overdueMs: null,
    remainingMs: null,
    remainingDays: null,
    breached: false,
    beyondTerm: false,
    ...part,
  };
}
